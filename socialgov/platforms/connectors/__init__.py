"""How comments come in from a platform, and how ours go out. Pure: a connection and a client in, dataclasses back."""
