"""Light, dark or as the device: the browser's own choice, kept in a cookie so that the page comes right at once."""

THEMES = ("light", "dark", "system")
COOKIE = "theme"
A_YEAR = 365 * 24 * 3600


def chosen_theme(request) -> str:
    """`light`, `dark`, or empty for as the device."""
    theme = request.COOKIES.get(COOKIE, "")
    return theme if theme in ("light", "dark") else ""
