"""The guidelines and the year's working days in a real browser: desk and phone, light and dark."""

import os
from datetime import date, time
from pathlib import Path

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.factories.organisation import PersonFactory
from tests.factories.policy import adopted, closure

pytestmark = pytest.mark.django_db(transaction=True)
SHAPES = [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")]
PICTURES = os.environ.get("SCREENSHOTS", "")


@pytest.mark.parametrize(("size", "theme"), SHAPES, ids=["desk-light", "desk-dark", "phone-light", "phone-dark"])
@pytest.mark.parametrize("path", ["/riktlinjer/", "/riktlinjer/arbetsdagar/2026/"])
def test_the_pages_hold(page, visit, sign_in, path, size, theme):
    adopted()
    closure(date(2026, 12, 23), time(12))
    closure(date(2026, 5, 15))
    sign_in(PersonFactory(name="Karin Lingonstig"))
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=theme)
    visit(page, path)
    if PICTURES:
        name = f"{path.strip('/').replace('/', '-')}-{size['width']}-{theme}.png"
        page.screenshot(path=str(Path(PICTURES) / name), full_page=True)


def test_before_anything_is_adopted_the_page_holds(page, visit, sign_in):
    sign_in(PersonFactory())
    visit(page, "/riktlinjer/")
