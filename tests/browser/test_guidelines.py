"""The guidelines and the year's working days in a real browser: desk and phone, light and dark."""

import os
from datetime import date, time
from pathlib import Path

import pytest
from django.utils import timezone

from moderation.models import Item
from moderation.services import clocks
from socialgov.policy import previewing, selectors
from socialgov.wiring import events
from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import judge
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ItemFactory
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


def text_of(locator) -> str:
    return locator.inner_text().replace("\N{NO-BREAK SPACE}", " ")


def field(page, path: str, name: str):
    return page.locator(f'[name="{path}.{name}"]')


def test_the_office_changes_the_guidelines_sees_what_that_would_do_and_adopts_them(page, live_server, visit, sign_in):
    adopted()
    events.deliver(now=timezone.now())
    clocks.recount_due(now=timezone.now())
    account = AccountFactory(name="Ljungsele bibliotek")
    AssignmentFactory.create_batch(2, account=account)
    item = ItemFactory(account=account, received_at=timezone.now())
    was = item.due_at
    karin = PersonFactory(name="Karin Lingonstig", communications=True)
    sign_in(karin)
    visit(page, "/riktlinjer/")
    page.get_by_role("link", name="Ändra riktlinjerna").click()
    page.get_by_role("button", name="Utgå från det som gäller").click()
    judge(page)

    # A setting is changed without saying where it stands: kept, and said beside the field.
    facebook = "answering.platforms.facebook"
    page.get_by_role("link", name="Ändra: Svarsmål för varje plattform").click()
    field(page, facebook, "within").fill("4")
    page.get_by_role("button", name="Spara i utkastet").click()
    assert "Säg var det står i ert beslut" in page.locator(f'[id="div_id_{facebook}.lines"]').inner_text()
    judge(page)
    assert str(selectors.guidelines().answering.platforms["facebook"].within) == "1 working day"
    field(page, facebook, "lines").fill("§ 4")
    page.get_by_role("button", name="Spara i utkastet").click()
    page.get_by_role("link", name="Ändra: Kontoadministratörer").click()
    field(page, "starting.administrators", "minimum").fill("3")
    field(page, "starting.administrators", "lines").fill("§ 5")
    page.get_by_role("button", name="Spara i utkastet").click()

    # A row is added and taken away again without a script of ours: each press keeps what was typed.
    page.get_by_role("link", name="Ändra: Steg före start").click()
    page.get_by_role("button", name="Lägg till").click()
    judge(page)
    page.get_by_role("button", name="Ta bort: Ny").click()

    # What would change is worked out in the background; the page looks again by itself.
    visit(page, "/riktlinjer/utkast/")
    page.get_by_role("link", name="Se vad som skulle ändras").click()
    page.get_by_role("button", name="Se vad som skulle ändras").click()
    page.get_by_role("status").first.wait_for()
    previewing.compute_due(clock=timezone.now)
    page.get_by_role("heading", name="1 öppen kommentar skulle få ny tid").wait_for()
    judge(page)
    assert page.get_by_role("heading", name="1 konto skulle behöva åtgärdas").is_visible()
    assert Item.objects.get(pk=item.pk).due_at == was

    # The decision puts it in force, once.
    page.get_by_role("link", name="Anta utkastet").click()
    judge(page)
    assert "Facebook: svara inom 4 arbetsdagar." in text_of(page.locator("#changed"))
    page.get_by_label("Beslutsdatum").fill(timezone.localdate().isoformat())
    page.get_by_label("Beslutat av").fill("Kommunfullmäktige, § 90")
    page.get_by_role("button", name="Anta", exact=True).click()
    assert "Facebook: svara inom 4 arbetsdagar." in text_of(page.locator("#answering"))
    judge(page)
    events.deliver(now=timezone.now())
    clocks.recount_due(now=timezone.now())
    assert Item.objects.get(pk=item.pk).due_at > was
