"""Pictures of pages for a designer's eye: SCREENSHOTS=<folder> pytest tests/browser/screenshots.py

Each page at 1280 and 360 px, light and dark. An ordinary test run does not collect this file: its name is no test's.
"""

import os
from pathlib import Path

import pytest

from socialgov.look import menu, municipality
from tests.browser.conftest import DESK, PHONE
from tests.factories.organisation import PersonFactory

FOLDER = os.environ.get("SCREENSHOTS", "")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not FOLDER, reason="SCREENSHOTS names the folder for the pictures"),
]
SHAPES = [(size, theme) for size in (DESK, PHONE) for theme in ("light", "dark")]


def shoot(page, visit, path: str, name: str, *, status: int = 200, full: bool = True) -> None:
    """Four pictures of one page."""
    for size, theme in SHAPES:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        visit(page, path, status=status)
        target = Path(FOLDER) / f"{name}-{size['width']}-{theme}.png"
        page.screenshot(path=str(target), full_page=full)


@pytest.fixture
def full_menu(monkeypatch):
    """A menu as it will be when every room has landed, all leading to the style page."""
    monkeypatch.setattr(menu, "_entries", {})
    labels = [
        ("todo", "Att göra", "todo"),
        ("queue", "Kommentarer", "chat"),
        ("accounts", "Konton", "accounts"),
        ("search", "Sök", "search"),
        ("plans", "Aktivitetsplaner", "plan"),
        ("channel_list", "Kanallistan", "list"),
        ("archive", "Arkiv", "archive"),
        ("compliance", "Läget", "compliance"),
        ("figures", "Siffror", "chart"),
        ("guidelines", "Riktlinjer", "book"),
        ("guidance", "Så gör vi", "guidance"),
        ("people", "Personer och enheter", "people"),
        ("absence", "Frånvaro", "absence"),
        ("settings", "Inställningar", "settings"),
        ("sent", "Utskick", "sent"),
    ]
    for name, label, icon in labels:
        url = "look:style" if name == "todo" else "account_login"
        menu.register(menu.MenuEntry(name, label, url, icon, badge=(lambda actor: 10) if name == "todo" else None))
    monkeypatch.setattr(municipality.facts, "name", lambda: "Ljungsele kommun")
    monkeypatch.setattr(municipality.facts, "sample_loaded", lambda: True)


def test_style(page, visit, sign_in, full_menu):
    sign_in(PersonFactory(name="Karin Lingonstig"))
    shoot(page, visit, "/style/", "style")
    shoot(page, visit, "/style/", "style-first", full=False)


def test_sign_in(page, visit, full_menu, live_server):
    shoot(page, visit, "/konto/login/", "sign-in")
    shoot(page, visit, "/konto/password/reset/", "reset")
    for size, theme in SHAPES:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        page.goto(f"{live_server.url}/konto/login/")
        page.fill("#id_login", "karin@ljungsele.example")
        page.fill("#id_password", "fel")
        page.click("main button")
        page.wait_for_selector(".error-summary")
        page.screenshot(path=str(Path(FOLDER) / f"sign-in-wrong-{size['width']}-{theme}.png"))


def test_failures(page, visit, sign_in, full_menu):
    shoot(page, visit, "/finns-inte/", "404-out", status=404)
    sign_in(PersonFactory(name="Karin Lingonstig"))
    shoot(page, visit, "/finns-inte/", "404", status=404)


@pytest.mark.urls("tests.look.urls_for_tests")
def test_public_and_broken(page, visit, sign_in, full_menu):
    shoot(page, visit, "/prov/public/", "public")
    shoot(page, visit, "/prov/broken/", "500", status=500)
    shoot(page, visit, "/prov/too-many/", "429", status=429)


@pytest.mark.urls("tests.look.urls_for_tests")
def test_dialog_toast_and_tablet(page, visit, sign_in, full_menu):
    sign_in(PersonFactory(name="Fatima Solbänk"), shared_tablet=True)
    for size, theme in SHAPES:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        shape = f"{size['width']}-{theme}"
        visit(page, "/style/")
        page.click("[data-dialog]")
        page.screenshot(path=str(Path(FOLDER) / f"dialog-{shape}.png"))
        visit(page, "/prov/form/")
        page.fill("#id_text", "Hej")
        page.click("text=Skicka svar")
        page.wait_for_selector("[data-toast]")
        page.screenshot(path=str(Path(FOLDER) / f"toast-{shape}.png"))
        page.evaluate("document.querySelector('[data-tablet-warning]').hidden = false")
        page.evaluate("document.querySelector('[data-tablet-text]').textContent = 'Du loggas ut om 2 min.'")
        page.screenshot(path=str(Path(FOLDER) / f"tablet-{shape}.png"))
