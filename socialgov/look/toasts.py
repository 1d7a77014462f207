"""Short words after an action, with a way back. `messages` carries them; the undo address rides in the extra tags."""

from django.contrib import messages

_UNDO = "undo:"


def toast(request, text, *, undo_url: str = "", level: int = messages.SUCCESS) -> None:
    """Say what was done. `undo_url` takes a POST that undoes it."""
    messages.add_message(request, level, text, extra_tags=f"{_UNDO}{undo_url}" if undo_url else "")


def undo_url(message) -> str:
    return message.extra_tags.removeprefix(_UNDO) if (message.extra_tags or "").startswith(_UNDO) else ""
