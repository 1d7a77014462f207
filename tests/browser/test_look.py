"""The look in a real browser: desk and phone, light and dark."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.factories.organisation import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)

SHAPES = [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")]


@pytest.fixture(params=SHAPES, ids=["desk-light", "desk-dark", "phone-light", "phone-dark"])
def shaped(request, page):
    size, theme = request.param
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=theme)
    return page


@pytest.mark.parametrize("path", ["/konto/login/", "/konto/password/reset/", "/konto/password/reset/done/"])
def test_sign_in_pages_hold(shaped, visit, path):
    visit(shaped, path)


def test_the_style_page_holds(shaped, visit, sign_in):
    sign_in(PersonFactory(name="Karin Lingonstig"))
    visit(shaped, "/style/")


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_page_that_is_not_there_holds(shaped, visit, sign_in, signed_in):
    if signed_in:
        sign_in(PersonFactory())
    visit(shaped, "/finns-inte/", status=404)


@pytest.mark.parametrize("width", [320, 768, 1024, 1920])
def test_nothing_scrolls_sideways_at_any_width(page, visit, sign_in, width):
    sign_in(PersonFactory())
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, "/style/")
