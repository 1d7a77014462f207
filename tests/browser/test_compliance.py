"""Läget in a browser: from the five things to the rule, the filter, and the page where it is put right."""

import pytest
from django.urls import reverse

from tests.browser.conftest import PHONE
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.organisation import PersonFactory
from tests.factories.policy import adopted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def office(sign_in):
    """An officer, an account with one administrator, and two of which nothing is known."""
    adopted()
    karin = PersonFactory(communications=True, name="Karin Lingonstig")
    account = AssignmentFactory(account__name="Ljungsele kommun", account__platform="linkedin").account
    AccountFactory(name="Visit Ljungsele", platform="instagram")
    AccountFactory(name="Skolbloggen", platform="blog")
    return sign_in(karin), account


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_from_the_five_things_to_where_it_is_put_right(office, visit, size):
    page, account = office
    if size:
        page.set_viewport_size(size)
    visit(page, reverse("home:compliance"))
    assert page.locator("#week").inner_text() == "Fem saker den här veckan"
    thing = page.locator(".todo", has_text="Bara en administratör")
    thing.get_by_role("link", name="Välj vem").click()
    assert page.url.endswith(reverse("accounts:people", args=[account.pk]))


def test_rows_are_filtered_and_keep_their_filter(office, visit):
    page, _account = office
    visit(page, reverse("home:compliance_rows"))
    page.get_by_label("Regel").select_option("custody")
    page.get_by_role("button", name="Visa").click()
    page.wait_for_load_state()
    assert "regel=custody" in page.url
    assert page.locator("tbody tr").count() == 9  # three accounts, three questions about the login
    page.get_by_role("link", name="Inte kontrollerat än").click()
    page.wait_for_load_state()
    assert "regel=custody" in page.url
    assert page.locator("tbody .status--stop").count() == 0
    visit(page, page.url)


def test_a_rule_is_opened_from_its_table(office, visit):
    page, _account = office
    visit(page, reverse("home:compliance"))
    page.get_by_role("link", name="Hur många som är administratör").first.click()
    page.wait_for_load_state()
    assert "starting.administrators" in page.url
    assert page.get_by_text("Minst 2 ska vara administratör.").is_visible()
    visit(page, page.url)
    visit(page, reverse("home:compliance_rules"))
