"""Icons from static/img/sprite.svg, as a reference to the file or drawn inline."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SPRITE = "img/sprite.svg"
_SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)


class UnknownIcon(LookupError):
    """A template names an icon that the sprite does not hold."""


@cache
def symbols() -> dict[str, tuple[str, str]]:
    """viewBox and drawing of each icon, by name."""
    found = finders.find(SPRITE)
    if found is None:
        raise UnknownIcon(f"{SPRITE} is not among the static files")
    text = Path(found).read_text(encoding="utf-8")
    return {name: (box, drawing) for name, box, drawing in _SYMBOL.findall(text)}


def icon(name: str, *, label: str = "", inline: bool = False, css: str = "icon") -> SafeString:
    if name not in symbols():
        raise UnknownIcon(f"{name} is not in {SPRITE}")
    heard = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    if not inline:
        return format_html('<svg class="{}" {}><use href="{}#{}"/></svg>', css, heard, static(SPRITE), name)
    box, drawing = symbols()[name]
    return format_html('<svg class="{}" viewBox="{}" {}>{}</svg>', css, box, heard, mark_safe(drawing))  # noqa: S308 - our own file
