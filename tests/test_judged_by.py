"""Every comment, plan and account says by which version of the guidelines it was judged."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from activityplans.models import Plan
from moderation.services import clocks
from socialgov.policy import selectors
from socialgov.wiring import events
from tests.factories.accounts import AccountFactory
from tests.factories.activityplans import Cast
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, GrantFactory
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return adopted()


def newer():
    version = adopted("atvidaberg", now=NOW, decided_on=date(2026, 11, 18), decided_by="Kommunfullmäktige, § 90")
    assert selectors.current() == version
    return version


@pytest.fixture
def office(client):
    client.force_login(GrantFactory(role="communications").person)
    return client


def version_on(page) -> set[int]:
    """The versions that the page links to."""
    found = page.content.decode().split("/riktlinjer/version/")[1:]
    return {int(rest.split("/")[0]) for rest in found}


def test_a_finished_comment_names_the_version_it_was_answered_under(office, old):
    item = ItemFactory(received_at=NOW - timedelta(hours=3), answered=True)
    newer()
    events.deliver(now=NOW)
    clocks.recount_due(now=NOW)
    page = office.get(reverse("moderation:item", args=[item.pk]))
    assert version_on(page) == {old.pk}
    text = unescape(strip_tags(page.content.decode())).replace("\N{NO-BREAK SPACE}", " ")
    assert "Facebook: inom en arbetsdag. Visa i riktlinjerna, beslutade 25 mars 2026" in " ".join(text.split())


def test_an_open_comment_names_the_version_that_counted_it_last(office, old):
    item = ItemFactory(received_at=NOW - timedelta(hours=3))
    new = newer()
    events.deliver(now=NOW)
    clocks.recount_due(now=NOW)
    assert version_on(office.get(reverse("moderation:item", args=[item.pk]))) == {new.pk}


def test_a_plan_names_the_version_it_was_sent_under(office, old):
    cast = Cast()
    plan = cast.sent()
    newer()
    assert version_on(office.get(reverse("activityplans:plan", args=[plan.pk]))) == {old.pk}


def test_a_plan_that_comes_into_force_names_the_version_whose_steps_it_finished(old):
    cast = Cast()
    plan = cast.signing()
    new = newer()
    for person in (cast.manager, cast.drafter, cast.other):
        cast.sign(plan, person)
    plan.refresh_from_db()
    assert (plan.state, plan.guidelines) == (Plan.State.IN_FORCE, new)


def test_an_account_names_the_version_in_force(office, old):
    account = AccountFactory()
    new = newer()
    assert version_on(office.get(reverse("accounts:account", args=[account.pk]))) == {new.pk}
