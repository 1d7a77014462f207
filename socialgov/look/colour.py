"""A municipality's own colour in place of spruce, if it can be read (WCAG 2.2: text 4.5:1, controls 3:1)."""

import colorsys
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

TEXT = 4.5
CONTROL = 3.0
PAPER = {"light": "#FBFAF7", "dark": "#141A18"}
SURFACE = {"light": "#FFFFFF", "dark": "#1B2320"}
ON_DARK_INK = "#0D1C17"
WHITE = "#FFFFFF"


class NotAColour(ValueError):
    """What was written is not a colour like #1F5D4C."""

    def __str__(self) -> str:
        return _("Write the colour like #1F5D4C.")


def rgb(colour: str) -> tuple[int, int, int]:
    match = re.fullmatch(r"#?([0-9a-fA-F]{6})", colour.strip())
    if not match:
        raise NotAColour(colour)
    return tuple(int(match[1][i : i + 2], 16) for i in (0, 2, 4))  # type: ignore[return-value]


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    parts = [c / 255 for c in rgb(colour)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def with_lightness(colour: str, lightness: float) -> str:
    hue, _old, saturation = colorsys.rgb_to_hls(*(c / 255 for c in rgb(colour)))
    red, green, blue = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, lightness)), saturation)
    return f"#{round(red * 255):02X}{round(green * 255):02X}{round(blue * 255):02X}"


def lightness(colour: str) -> float:
    return colorsys.rgb_to_hls(*(c / 255 for c in rgb(colour)))[1]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The five tokens that a municipality's colour replaces, for one theme."""

    spruce: str
    spruce_strong: str
    spruce_tint: str
    on_spruce: str

    def css(self) -> str:
        return (
            f"--spruce: {self.spruce}; --spruce-strong: {self.spruce_strong}; "
            f"--spruce-tint: {self.spruce_tint}; --on-spruce: {self.on_spruce};"
        )


def trouble(colour: str) -> str:
    """Why the colour cannot replace spruce, in a sentence; empty when it can."""
    try:
        on_it = contrast(colour, WHITE)
    except NotAColour as error:
        return str(error)
    on_paper = contrast(colour, PAPER["light"])
    if on_it >= TEXT and on_paper >= CONTROL:
        return ""
    fitting = nearest_readable(colour)
    return _(
        "White text on %(colour)s has contrast %(found)s:1, and %(needed)s:1 is needed. "
        "The same colour darker does: %(fitting)s. Until then the green stays."
    ) % {
        "colour": colour.upper(),
        "found": f"{on_it:.1f}".replace(".", ","),
        "needed": "4,5",
        "fitting": fitting,
    }


def nearest_readable(colour: str) -> str:
    """The same hue, only as much darker as white text on it needs."""
    step = lightness(colour)
    while step > 0:
        candidate = with_lightness(colour, step)
        if contrast(candidate, WHITE) >= TEXT:
            return candidate
        step -= 0.005
    return "#000000"


def tokens(colour: str) -> dict[str, Tokens]:
    """Light and dark tokens made from one colour. Only for a colour without trouble."""
    base = lightness(colour)
    light = Tokens(
        spruce=f"#{colour.strip().lstrip('#').upper()}",
        spruce_strong=with_lightness(colour, base * 0.75),
        spruce_tint=with_lightness(colour, 0.93),
        on_spruce=WHITE,
    )
    in_dark = max(base, 0.5)
    while contrast(with_lightness(colour, in_dark), SURFACE["dark"]) < TEXT or (
        contrast(with_lightness(colour, in_dark), ON_DARK_INK) < TEXT
    ):
        in_dark += 0.01
    dark = Tokens(
        spruce=with_lightness(colour, in_dark),
        spruce_strong=with_lightness(colour, in_dark + 0.1),
        spruce_tint=with_lightness(colour, 0.15),
        on_spruce=ON_DARK_INK,
    )
    return {"light": light, "dark": dark}


def style_sheet(colour: str) -> str:
    """The style sheet that puts the colour in; empty when it cannot be read or none is set."""
    if not colour or trouble(colour):
        return ""
    both = tokens(colour)
    light, dark = both["light"].css(), both["dark"].css()
    return (
        f":root {{ {light} }}\n"
        f'@media (prefers-color-scheme: dark) {{ :root:not([data-bs-theme="light"]) {{ {dark} }} }}\n'
        f':root[data-bs-theme="dark"] {{ {dark} }}\n'
    )
