"""Every page there is, in a browser: desk and phone, light and dark, 400 % zoom; axe, console, nothing sideways.

The addresses are those of tests/urls: a new page is visited without being listed here.
"""

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Error

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import judge, widest
from tests.test_every_url import TABLES, URLS
from tests.urls import World

pytestmark = pytest.mark.django_db(transaction=True)
NARROW = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %
SHAPES = {
    "desk-light": (DESK, "light"),
    "desk-dark": (DESK, "dark"),
    "phone-light": (PHONE, "light"),
    "phone-dark": (PHONE, "dark"),
    "400-percent": (NARROW, "light"),
}
AS = ("communications", "system_administrator", "registrar", "archivist", "manager", "administrator", "auditor")


@pytest.fixture
def world():
    with transaction.atomic():
        world = World.make()
        for table in TABLES.values():
            if hasattr(table, "build"):
                table.build(world)
    return world


def pages(world, *, role: str) -> list[str]:
    """Every address that is visited as `role`; as "" those that are open to all."""
    found = []
    for name, url in URLS.items():
        first = "" if url.public else next((each for each in AS if each in url.get), None)
        if first == role and not url.fragment:
            found.append(reverse(name, kwargs=url.kwargs(world)) + url.query)
    return sorted(found)


def sideways(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("shape", SHAPES)
def test_every_page_holds(page, live_server, sign_in, world, shape):
    size, theme = SHAPES[shape]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=theme)
    page.watch.allowed |= {404}  # a public version, or a link, that is not there
    faults, visited = [], 0
    for role in ("", *AS):
        page.context.clear_cookies()
        if role:
            sign_in(world.people[role])
        for path in pages(world, role=role):
            try:
                response = page.goto(f"{live_server.url}{path}")
            except Error as error:
                if "Download is starting" not in str(error) and "ERR_ABORTED" not in str(error):
                    faults.append(f"{path}: {error}")
                continue
            if response.status == 405 or "text/html" not in response.headers.get("content-type", ""):
                page.watch.faults.clear()  # a button's address, or a file
                continue
            visited += 1
            try:
                if size == NARROW:  # axe has read the page in the other shapes
                    assert not sideways(page), f"{path} scrolls sideways: {widest(page)}"
                else:
                    judge(page)
            except AssertionError as found:
                faults.append(str(found)[:900])
    assert not faults, "\n\n".join(faults)
    assert visited > 40
