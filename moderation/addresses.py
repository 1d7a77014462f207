"""Where an item is shown, for links in mails and to-do rows. The addresses themselves are in urls.py."""

COMMENTS = "/kommentarer/"
ANSWER = "#svara"


def item(pk: int, *, answering: bool = False) -> str:
    """The item's page; `answering` opens it ready to write."""
    return f"{COMMENTS}{pk}/{ANSWER if answering else ''}"


def look(pk: int) -> str:
    """The item among those that wait for a second look: when it is saved, the next one follows."""
    return f"{COMMENTS}{pk}/?vems=alla&status=eftergranskas"
