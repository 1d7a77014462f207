import json
from datetime import timedelta

import pytest

from archiving import blobs, evidence, seals
from archiving.models import CardWork, Evidence, EvidenceText, SealedRecord
from socialgov.journal.models import Entry
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.permissions import NotPermitted
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.organisation import NOW, PersonFactory, acting

pytestmark = pytest.mark.django_db
DELIVERED = {
    "external_id": "c-77",
    "text": "Släng ut packet \ud83d",
    "author": "Någon Någonsson",
    "url": "https://www.facebook.com/x",
    "published_at": NOW - timedelta(hours=3),
    "raw": {"id": 77, "likes": 0},
}


def take(about=None, **given):
    about = about or AccountFactory()
    given = {"delivered": DELIVERED, "actor": SYSTEM, "now": NOW, "account": about} | given
    return evidence.take(about=about, **given)


@pytest.fixture
def store_down(monkeypatch):
    def down(*args, **kwargs):
        raise blobs.StorageUnavailable

    monkeypatch.setattr(blobs, "_write", down)
    yield
    monkeypatch.undo()


@pytest.mark.rule("LJU-10")
def test_what_the_platform_delivered_is_saved_hashed_and_noted_for_sealing():
    kept = take()
    saved = json.loads(evidence.content_of(kept))
    assert saved["author"] == "Någon Någonsson"
    assert saved["published_at"] == "2026-11-20T06:00:00+00:00"
    assert saved["raw"] == {"id": 77, "likes": 0}
    assert kept.record.sha256 == kept.digest
    assert SealedRecord.objects.get().files == [kept.digest]


def test_the_journal_holds_ids_only():
    kept = take()
    entry = Entry.objects.get(verb="evidence.taken")
    assert entry.data == {"evidence": kept.pk, "form": "delivered"}


def test_taking_it_twice_saves_it_once():
    account = AccountFactory()
    assert take(account) == take(account, now=NOW + timedelta(minutes=1))
    assert SealedRecord.objects.count() == 1


def test_the_removal_does_not_wait_for_the_card():
    kept = take()
    assert kept.card is None
    assert CardWork.objects.get().evidence == kept


@pytest.mark.fault
def test_hiding_does_not_fail_because_the_file_store_is_away(store_down):
    kept = take()
    assert kept.record is None
    assert json.loads(evidence.content_of(kept))["external_id"] == "c-77"
    assert seals.verify(now=NOW).is_whole


@pytest.mark.fault
def test_the_record_moves_to_the_file_store_when_it_is_back(monkeypatch):
    with monkeypatch.context() as away:
        away.setattr(blobs, "_write", lambda *a: (_ for _ in ()).throw(blobs.StorageUnavailable()))
        kept = take()
        assert evidence.move_texts(now=NOW) == 0
    assert evidence.move_texts(now=NOW) == 1
    kept = Evidence.objects.get(pk=kept.pk)
    assert kept.record.sha256 == kept.digest
    assert not EvidenceText.objects.exists()
    seals.seal(now=NOW)
    assert seals.verify(now=NOW).is_whole


def test_where_the_platform_delivered_nothing_the_persons_own_words_count():
    kept = take(delivered={}, description="Hot mot rektor, ungefär: vi ses efter skolan")
    assert kept.form == "described"
    assert "vi ses" in evidence.content_of(kept).decode()


def test_nothing_at_all_is_refused_with_what_to_do():
    with pytest.raises(evidence.NothingToSave):
        take(delivered={}, description="  ")


def test_suspected_child_abuse_is_neither_copied_nor_drawn():
    kept = take(category="child_abuse")
    assert json.loads(evidence.content_of(kept)) == {
        "external_id": "c-77",
        "url": "https://www.facebook.com/x",
        "published_at": "2026-11-20T06:00:00+00:00",
    }
    assert kept.form == "ids_only"
    assert not CardWork.objects.exists()


def test_an_administrator_of_the_account_reads_ordinary_evidence():
    assignment = AssignmentFactory()
    kept = take(assignment.account)
    assert evidence.read(kept, actor=acting(assignment.person), now=NOW)


def test_a_stranger_does_not():
    with pytest.raises(NotPermitted):
        evidence.read(take(), actor=acting(PersonFactory()), now=NOW)


@pytest.mark.rule("ATV-45")
def test_what_is_marked_for_secrecy_is_read_only_by_those_named_for_it_and_each_reading_is_journaled():
    assignment, registrar = AssignmentFactory(), PersonFactory(registrar=True)
    office = PersonFactory(communications=True)
    kept = take(assignment.account, secrecy=True, actor=acting(assignment.person), readers=[registrar])
    for person in (assignment.person, registrar):
        assert evidence.read(kept, actor=acting(person), now=NOW)
    with pytest.raises(NotPermitted):
        evidence.read(kept, actor=acting(office), now=NOW)
    assert Entry.objects.filter(verb="evidence.read").count() == 2
    evidence.permit(kept, office, actor=acting(registrar), now=NOW)
    assert evidence.read(kept, actor=acting(office), now=NOW)


def test_nobody_permits_themselves():
    office = PersonFactory(communications=True)
    kept = take(secrecy=True)
    with pytest.raises(NotPermitted):
        evidence.permit(kept, office, actor=acting(office), now=NOW)
