"""The first page and the journal, page by page."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from socialgov.journal.services import record
from socialgov.organisation.actor import Actor
from tests.factories.accounts import AssignmentFactory
from tests.factories.organisation import PersonFactory
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_someone_with_nothing_to_do_is_told_so(client):
    adopted()
    client.force_login(PersonFactory())
    assert "Inget väntar på dig." in client.get(reverse("home:todo")).content.decode()


def test_what_is_missing_on_ones_own_account_is_a_row_with_a_button(client):
    adopted()
    part = AssignmentFactory()
    client.force_login(part.person)
    page = client.get(reverse("home:todo")).content.decode()
    assert "Bara en administratör" in page
    assert reverse("accounts:people", args=[part.account.pk]) in page


def test_the_journal_names_people_and_pages_backwards(client):
    auditor = PersonFactory(auditor=True)
    for number in range(101):
        record(actor=Actor(person_id=auditor.pk), now=NOW, verb="thing.done", about=("organisation.person", number + 1))
    client.force_login(auditor)
    page = client.get(reverse("home:journal"))
    assert auditor.name in page.content.decode()
    older = client.get(reverse("home:journal"), {"fore": page.context["page"].next_before})
    assert len(older.context["page"].lines) == 1
    assert client.get(reverse("home:journal"), {"fore": "x'; drop"}).status_code == 200
