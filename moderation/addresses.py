"""Where an item is shown, for links in mails and to-do rows. The addresses themselves are in urls.py."""

COMMENTS = "/kommentarer/"
ANSWER = "#svara"


def item(pk: int, *, answering: bool = False) -> str:
    """The item's page; `answering` opens it ready to write."""
    return f"{COMMENTS}{pk}/{ANSWER if answering else ''}"
