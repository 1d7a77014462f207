"""Screenshots of the sample's invented accounts, drawn here and marked as examples: nothing is copied."""

import io
import random
import textwrap
from functools import cache

from PIL import Image, ImageDraw, ImageFont

WIDTH = 540  # px, about half a telephone's
MARGIN = 20
INK, GREY, LINE, PAPER, MARK = "#1b1b1b", "#6a6a6a", "#dddddd", "#ffffff", "#ffd84d"
GREEN = "#1f5d4c"
SKIES = ("#cfe3ef", "#f3dcc4", "#dfe6d2", "#e2d9ec")
HILLS = ("#5b7f6b", "#84975a", "#8b6f5a", "#4f6d86")
COLOURS = {"facebook": "#33589a", "instagram": "#a8446f", "x": "#222222", "linkedin": "#2a628f", "youtube": "#a83232",
           "mastodon": "#5a4fb0"}  # fmt: skip
WORDS = "Exempel – påhittat konto"


@cache
def screenshot(*, platform: str, platform_name: str, account: str, day: str, posts: tuple[str, ...]) -> bytes:
    """One screen of an account as PNG: its name, the day, and the posts with a drawing each. The same every time."""
    sheet = Image.new("RGB", (WIDTH, 150 + 330 * len(posts) + 34), PAPER)
    draw = ImageDraw.Draw(sheet)
    _band(draw, 0)
    draw.rectangle((0, 34, WIDTH, 78), fill=COLOURS.get(platform, GREEN))
    draw.text((MARGIN, 45), platform_name, font=_font(18), fill=PAPER)
    draw.text((WIDTH - MARGIN, 47), day, font=_font(14), fill=PAPER, anchor="ra")
    draw.ellipse((MARGIN, 90, MARGIN + 48, 138), fill=GREEN)
    draw.text((MARGIN + 24, 114), account[0], font=_font(24), fill=PAPER, anchor="mm")
    draw.text((MARGIN + 62, 102), account, font=_font(19), fill=INK)
    y = 150
    for text in posts:
        _post(draw, y, text)
        y += 330
    _band(draw, sheet.height - 34)
    out = io.BytesIO()
    sheet.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _band(draw: ImageDraw.ImageDraw, y: int) -> None:
    draw.rectangle((0, y, WIDTH, y + 34), fill=MARK)
    draw.text((WIDTH // 2, y + 17), WORDS, font=_font(15), fill=INK, anchor="mm")


def _post(draw: ImageDraw.ImageDraw, y: int, text: str) -> None:
    draw.line((0, y, WIDTH, y), fill=LINE)
    for number, line in enumerate(textwrap.wrap(text, 54)[:4]):
        draw.text((MARGIN, y + 14 + 22 * number), line, font=_font(16), fill=INK)
    _landscape(draw, y + 110, random.Random(text))  # noqa: S311 - a drawing
    draw.text((MARGIN, y + 300), "Gilla · Kommentera", font=_font(14), fill=GREY)


def _landscape(draw: ImageDraw.ImageDraw, top: int, chance: random.Random) -> None:
    bottom, hill = top + 180, chance.choice(HILLS)
    draw.rectangle((0, top, WIDTH, bottom), fill=chance.choice(SKIES))
    sun = chance.randint(60, WIDTH - 60)
    draw.ellipse((sun - 22, top + 18, sun + 22, top + 62), fill="#fff3c9")
    for _number in range(3):
        middle, width, height = chance.randint(0, WIDTH), chance.randint(200, 380), chance.randint(60, 110)
        draw.pieslice((middle - width, bottom - height, middle + width, bottom + height), 180, 360, fill=hill)
    for _number in range(9):
        x, height = chance.randint(10, WIDTH - 10), chance.randint(28, 64)
        draw.polygon([(x - 11, bottom), (x + 11, bottom), (x, bottom - height)], fill="#2f4a3c")


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype("DejaVuSans.ttf", size)  # one of the needs in system_packages
