"""The public rules, the account's panel, Så gör vi and the plan's margin in a real browser."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from activityplans.services import drafting
from socialgov.organisation.selectors import actor_for
from tests.browser.conftest import DESK, PHONE
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.organisation import NOW, PersonFactory, UnitFactory
from tests.factories.policy import ADOPTED_AT, adopted

pytestmark = pytest.mark.django_db(transaction=True)
SHAPES = [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")]
PICTURES = os.environ.get("SCREENSHOTS", "")


@pytest.fixture(params=SHAPES, ids=["desk-light", "desk-dark", "phone-light", "phone-dark"])
def look(request, page, visit):
    """Opens an address in one shape, judges it, and takes its picture when asked."""
    size, theme = request.param

    def at(path: str, name: str) -> None:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        visit(page, path)
        shoot(name)

    def shoot(name: str) -> None:
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"{name}-{size['width']}-{theme}.png"), full_page=True)

    at.shoot = shoot
    return at


def test_the_public_rules_hold_in_force_and_earlier(page, look):
    adopted()
    adopted("ljusnarsberg", now=ADOPTED_AT + timedelta(days=60), decided_on=date(2026, 5, 20))
    look("/socialamedier/regler/", "regler")
    look("/socialamedier/regler/version/1/", "regler-1")


def test_before_an_adoption_the_public_page_holds(page, visit):
    visit(page, "/socialamedier/regler/")


def test_the_panel_and_its_texts_hold(page, look, sign_in):
    adopted()
    account = AccountFactory(platform="instagram")
    lina = PersonFactory(name="Lina Granlund")
    AssignmentFactory(account=account, person=lina, operator=True)
    sign_in(lina)
    look(reverse("accounts:account", args=[account.pk]), "konto")
    page.get_by_text("Text att klistra in").click()
    look.shoot("konto-texter")
    page.get_by_role("button", name="Inklistrad i dag").click()
    page.get_by_text("Noterat.").first.wait_for()


def test_a_text_is_copied_with_one_press(page, visit, sign_in):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    adopted()
    account = AccountFactory(platform="instagram")
    lina = PersonFactory()
    AssignmentFactory(account=account, person=lina, operator=True)
    sign_in(lina)
    visit(page, reverse("accounts:account", args=[account.pk]))
    page.get_by_text("Text att klistra in").click()
    shown = page.get_by_label("Presentation").input_value()
    page.get_by_role("button", name="Kopiera").first.click()
    page.get_by_text("Kopierat").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == shown
    assert len(shown) <= 150


def test_the_handbook_is_read_and_confirmed(page, look, sign_in):
    adopted()
    sign_in(PersonFactory(name="Lina Granlund"))
    look("/", "att-gora")
    page.get_by_role("link", name="Läs Så gör vi").click()
    page.wait_for_url("**/sa-gor-vi/")
    look("/sa-gor-vi/", "sa-gor-vi")
    page.get_by_role("button", name="Jag har läst").click()
    page.get_by_text("Du läste det här").wait_for()
    look("/", "att-gora-last")
    assert page.get_by_text("Läs Så gör vi (").count() == 0


def test_the_plan_form_shows_what_the_guidelines_ask_in_its_margin(page, look, sign_in):
    adopted()
    lina = PersonFactory(name="Lina Granlund")
    plan = drafting.start(unit=UnitFactory(secrecy=True), actor=actor_for(lina, now=NOW), now=NOW)
    sign_in(lina)
    look(reverse("activityplans:plan", args=[plan.pk]), "plan")
