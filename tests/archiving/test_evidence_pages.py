"""A saved copy's own page: what it shows to whom, what is noted, and the check of what is kept."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from archiving import blobs, cards, checking, evidence, seals
from archiving.models import Evidence
from socialgov.journal.models import Entry
from socialgov.organisation.permissions import NotPermitted
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.organisation import NOW, PersonFactory, acting

pytestmark = pytest.mark.django_db
WORDS = "Släng ut packet"
DELIVERED = {
    "text": WORDS, "author": "Kenta Prov", "handle": "kenta.prov", "external_id": "c-77",
    "url": "https://www.facebook.com/x", "published_at": NOW - timedelta(hours=3), "detected_at": NOW,
    "versions": [{"seen_at": NOW, "text": "Först detta", "media": []}, {"seen_at": NOW, "text": WORDS, "media": [{}]}],
}  # fmt: skip


@pytest.fixture
def account():
    return AccountFactory(name="Ljungsele kommun")


@pytest.fixture
def karin(client, account):
    person = AssignmentFactory(account=account, person=PersonFactory(name="Karin Lingonstig")).person
    client.force_login(person)
    return person


def take(account, by, **given):
    values = {"delivered": DELIVERED, "actor": acting(by), "now": NOW, "account": account}
    kept = evidence.take(about=account, **values | given)
    cards.draw(now=NOW)
    kept.refresh_from_db()
    return kept


def url(name, kept, *more):
    return reverse(f"archiving:{name}", args=[kept.pk, *more])


def words(response):
    return response.content.decode().replace("\xa0", " ").replace("<wbr>", "")


def damage(kept):
    path = Path(storages["archive"].path(kept.record.name))
    path.chmod(0o644)
    path.write_bytes(b"annat")


def test_it_says_what_was_kept_when_from_where_by_whom_and_whether_it_is_sealed(client, account, karin):
    kept = take(account, karin)
    page = words(client.get(url("evidence", kept)))
    for part in (WORDS, "Kenta Prov", "https://www.facebook.com/x", kept.digest, "Först detta", "Karin Lingonstig"):
        assert part in page
    assert "Väntar på försegling" in page
    seals.seal(now=NOW)
    assert "Låst och förseglad" in words(client.get(url("evidence", kept)))


def test_the_card_is_a_picture_and_a_pdf_and_the_copy_is_byte_for_byte(client, account, karin):
    kept = take(account, karin)
    assert url("evidence_sheet", kept, 1) in words(client.get(url("evidence", kept)))
    picture = client.get(url("evidence_sheet", kept, 1))
    assert (picture["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert client.get(url("evidence_sheet", kept, 9)).status_code == 404
    assert client.get(url("evidence_card", kept)).content == blobs.read(kept.card)
    assert client.get(url("evidence_record", kept)).content == evidence.content_of(kept)
    assert not Entry.objects.filter(verb="evidence.read").exists()


def test_a_check_hashes_the_stored_file_and_says_that_it_is_the_same(client, account, karin):
    kept = take(account, karin)
    seals.seal(now=NOW)
    page = words(client.post(url("evidence_check", kept), follow=True))
    assert "Den är likadan som när den sparades." in page
    check = checking.last_check(kept)
    assert check.result == checking.Result(record=True, card=True, seal=True)
    assert check.by == karin


def test_a_check_of_a_changed_file_says_that_it_is_not_the_same(client, account, karin):
    kept = take(account, karin)
    damage(kept)
    page = words(client.post(url("evidence_check", kept), follow=True))
    assert "Den är inte likadan som när den sparades." in page
    assert checking.last_check(kept).result.record is False
    assert client.get(url("evidence", kept)).status_code == 200


def test_a_check_sees_a_record_that_was_sealed_otherwise(account, karin):
    kept = take(account, karin)
    seals.seal(now=NOW)
    assert seals.holds(kept) is True
    Evidence.objects.filter(pk=kept.pk).update(digest="0" * 64)
    kept.refresh_from_db()
    assert checking.check(kept, actor=acting(karin), now=NOW).record is False


@pytest.mark.fault
def test_while_the_file_store_is_away_the_page_says_so_and_nothing_is_claimed(client, account, karin, monkeypatch):
    kept = take(account, karin)

    def away(*args, **kwargs):
        raise blobs.StorageUnavailable

    monkeypatch.setattr(blobs, "open", away)
    assert str(blobs.StorageUnavailable()) in words(client.get(url("evidence", kept)))
    client.post(url("evidence_check", kept))
    assert checking.last_check(kept) is None


def test_what_is_marked_for_secrecy_opens_when_asked_for_and_the_journal_says_so(client, account, karin):
    kept = take(account, karin, secrecy=True)
    closed = words(client.get(url("evidence", kept)))
    assert WORDS not in closed
    assert "data:image" not in closed
    assert "Karin Lingonstig" in closed
    assert not Entry.objects.filter(verb="evidence.read").exists()
    opened = words(client.post(url("evidence", kept)))
    assert WORDS in opened
    assert "data:image/png;base64," in opened
    assert Entry.objects.filter(verb="evidence.read", actor_id=karin.pk, about_id=kept.pk).count() == 1


def test_nothing_of_what_is_secret_can_be_fetched_by_its_address(client, account, karin):
    kept = take(account, karin, secrecy=True)
    for name, more in (("evidence_card", ()), ("evidence_record", ()), ("evidence_sheet", (1,))):
        assert client.get(url(name, kept, *more)).status_code == 404
    assert client.post(url("evidence_card", kept)).status_code == 200
    assert Entry.objects.filter(verb="evidence.read").count() == 1


def test_who_is_not_named_does_not_get_to_the_page(client, account, karin):
    kept = take(account, PersonFactory(), secrecy=True)
    assert client.get(url("evidence", kept)).status_code == 404
    assert client.post(url("evidence_check", kept)).status_code == 404
    with pytest.raises(NotPermitted):
        evidence.read_card(kept, actor=acting(karin), now=NOW)


def test_a_shared_tablet_never_shows_what_is_secret(client, account, karin):
    kept = take(account, karin, secrecy=True)
    session = client.session
    session["shared_tablet"] = True
    session.save()
    assert client.post(url("evidence", kept)).status_code == 403


def test_of_suspected_child_abuse_there_is_no_picture_and_no_text(client, account, karin):
    kept = take(account, karin, category="child_abuse")
    page = words(client.get(url("evidence", kept)))
    assert "Ingen bild och ingen text är sparad." in page
    opened = words(client.post(url("evidence", kept)))
    assert WORDS not in opened
    assert "<img" not in opened.split("<main")[1]
    assert Entry.objects.filter(verb="evidence.read").count() == 1
    assert client.post(url("evidence_card", kept)).status_code == 404


def test_the_accounts_archive_lists_them(client, account, karin):
    kept = take(account, karin, now=timezone.now())
    assert url("evidence", kept) in words(client.get(reverse("archiving:account", args=[account.pk])))


def test_a_mark_closes_the_copies_that_were_saved_before_it(account, karin):
    manager = PersonFactory()
    kept = take(account, karin)
    other = PersonFactory(communications=True)
    assert Evidence.objects.readable_by(acting(other), now=NOW).filter(pk=kept.pk).exists()
    assert evidence.conceal(about=account, readers=[manager], actor=acting(other), now=NOW) == 1
    readable = Evidence.objects.filter(pk=kept.pk)
    for person in (karin, other, manager):
        assert readable.readable_by(acting(person), now=NOW).exists()
    assert not readable.readable_by(acting(PersonFactory(communications=True)), now=NOW).exists()
    assert evidence.conceal(about=account, readers=[], actor=acting(other), now=NOW) == 0
