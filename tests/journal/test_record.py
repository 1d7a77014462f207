from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from socialgov.journal import permanence, selectors
from socialgov.journal.models import Entry
from socialgov.journal.services import BadEntry, NotPermanent, pseudonym, record

NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Doer:
    person_id: int | None = 3
    on_behalf_of_id: int | None = None


def write(**given):
    return record(**{"actor": Doer(), "now": NOW, "verb": "plan.signed", "about": ("activityplans.plan", 7)} | given)


def test_an_entry_says_who_did_what_to_what_when_under_which_rule():
    write(actor=Doer(3, on_behalf_of_id=5), rule="ATV-14", data={"signature_id": 12, "channels": ["web", "mail"]})
    entry = Entry.objects.get()
    assert (entry.at, entry.actor_id, entry.on_behalf_of_id, entry.verb, entry.about, entry.rule, entry.data) == (
        NOW, 3, 5, "plan.signed", ("activityplans.plan", 7), "ATV-14",
        {"signature_id": 12, "channels": ["web", "mail"]},
    )  # fmt: skip


def test_a_row_can_be_given_as_it_is():
    entry = write()
    assert write(about=entry).about == ("journal.entry", entry.pk)


def test_the_database_says_when_it_heard_of_it_whatever_the_programme_says():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (before,) = cursor.fetchone()
    Entry.objects.create(
        at=NOW, recorded_at=NOW - timedelta(days=400), verb="a.b", about_type="x.y", about_id=1, data={}
    )
    assert Entry.objects.get().recorded_at >= before


def test_the_system_itself_acts_as_no_one():
    assert write(actor=Doer(None)).actor_id is None


def test_no_one_stands_in_for_themselves_or_for_nobody():
    for doer in (Doer(3, on_behalf_of_id=3), Doer(None, on_behalf_of_id=3)):
        with pytest.raises(IntegrityError), transaction.atomic():
            write(actor=doer)


@pytest.mark.parametrize(
    "text",
    [
        "Anna",
        "Anna Svensson",
        "anna svensson",
        "anna.svensson@osby.se",
        "@kommunen",
        "070-123 45 67",
        "0701234567",
        "19121212-1212",
        "191212121212",
        "Hej på er",
        "åsa",
        "x" * 81,
        "a\nb",
    ],
)
def test_what_may_name_a_person_is_refused(text):
    for data in ({"note": text}, {"list": [text]}, {"deeper": {"note": text}}):
        with pytest.raises(NotPermanent):
            write(data=data)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "value",
    [
        "", "in_force", "opening-hours", "ATV-14", "facebook", "2026-11-20", "2026-11-20T13:00:00Z",
        "2026-11-20T13:00:00+00:00",
        7, -1, True, None, [1, 2], {"from": "draft", "to": "sent"}, "sha256:" + "a0" * 32, pseudonym("Anna"), "0" * 64,
    ],
)  # fmt: skip
def test_ids_dates_hashes_and_words_of_the_programme_are_taken(value):
    write(data={"value": value})
    assert Entry.objects.get().data == {"value": value}


@pytest.mark.parametrize("value", [1.5, NOW, b"x", 2**60, object()])
def test_what_has_no_one_way_of_being_written_is_refused(value):
    with pytest.raises(NotPermanent):
        write(data={"value": value})


def test_a_registered_key_takes_text_as_it_is_up_to_its_length(monkeypatch):
    monkeypatch.setattr(permanence, "_texts", {})
    with pytest.raises(NotPermanent):
        write(data={"diary_number": "KS 2026/123"})
    permanence.register_text("diary_number", longest=20)
    write(data={"diary_number": "KS 2026/123"})
    for text in ("KS 2026/123 med ett långt tillägg", "anna@osby.se"):
        with pytest.raises(NotPermanent):
            write(data={"diary_number": text})


@pytest.mark.parametrize(
    "wrong",
    [
        {"verb": "signed"},
        {"verb": "Plan signed"},
        {"rule": "rule 14"},
        {"about": ("plan", 7)},
        {"about": ("activityplans.plan", "7")},
        {"about": Entry()},
    ],
)
def test_a_malformed_entry_is_refused(wrong):
    with pytest.raises(BadEntry):
        write(**wrong)


def test_the_history_of_a_row_is_told_in_order_and_of_no_other():
    one, other = ("activityplans.plan", 7), ("activityplans.plan", 8)
    for verb, about in (("plan.drafted", one), ("plan.drafted", other), ("plan.signed", one)):
        write(verb=verb, about=about)
    assert [entry.verb for entry in selectors.history_of(one)] == ["plan.drafted", "plan.signed"]
    assert selectors.history_of(one, other).count() == 3
    assert not selectors.history_of()


def test_what_someone_did_includes_what_was_done_for_them():
    write(actor=Doer(3))
    write(actor=Doer(4, on_behalf_of_id=3))
    write(actor=Doer(5))
    assert [entry.actor_id for entry in selectors.done_by([3])] == [3, 4]


def test_a_pseudonym_is_the_same_however_a_name_is_typed_and_another_under_another_key(settings):
    settings.PSEUDONYM_KEY = "one"
    first = pseudonym("Anna.Svensson@osby.se")
    assert pseudonym("  anna.svensson@OSBY.se ") == first != pseudonym("anna.svenson@osby.se")
    assert len(first) == 64
    settings.PSEUDONYM_KEY = "two"
    assert pseudonym("Anna.Svensson@osby.se") != first
