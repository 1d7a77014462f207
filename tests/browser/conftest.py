"""A real browser against a real server. Debian's chromium-headless-shell, unprivileged and sandboxed.

`visit` is how a test reaches a page: it fails on anything axe finds, on every error in the console (a breach of the
content security policy is one), on a part that did not load and on a page that scrolls sideways.
"""

import shutil

import pytest
from django.test import Client

from tests.browser.pages import FLAGS, Watch, judge

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    program = shutil.which("chromium-headless-shell")
    if not program:
        pytest.fail("chromium-headless-shell is missing: install Debian's package chromium-headless-shell.")
    return {"executable_path": program, "chromium_sandbox": True, "args": FLAGS}


@pytest.fixture
def browser_context_args():
    """An English browser, so that a page which follows the browser's wish and not the person's is found out."""
    return {"viewport": DESK, "locale": "en-GB", "timezone_id": "Europe/Stockholm", "reduced_motion": "reduce"}


@pytest.fixture
def page(page):
    """A page whose console is watched from the start."""
    page.watch = Watch(page)
    page.set_default_timeout(8_000)
    return page


@pytest.fixture
def visit(live_server):
    """`visit(page, "/konto/login/")` goes there and judges; `status` when a failure page is meant."""

    def go(page, path: str, *, status: int = 200):
        page.watch.expect(status)
        response = page.goto(f"{live_server.url}{path}" if path.startswith("/") else path)
        assert response is not None and response.status == status, f"{path} answered {response and response.status}"
        judge(page)
        return page

    return go


@pytest.fixture
def sign_in(live_server, page):
    """`sign_in(person)` gives the browser that person's session, without the form."""

    def enter(person, **session_values):
        client = Client()
        client.force_login(person)
        if session_values:
            session = client.session
            session.update(session_values)
            session.save()
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        return page

    return enter
