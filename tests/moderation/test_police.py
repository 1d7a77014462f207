"""The basis of a police report: saved first, one document, and that it was reported."""

from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from archiving import blobs
from archiving.models import BlobReference, Evidence, SealedRecord
from moderation.errors import ModerationError
from moderation.models import Alarm, PoliceBasis
from moderation.services import alarms, police, removal
from socialgov import pdf
from socialgov.journal.models import Entry
from socialgov.organisation.models import Person
from socialgov.organisation.permissions import NotPermitted
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, PersonFactory, acting

pytestmark = pytest.mark.django_db
WORDS = "I kväll kommer han inte hem hel."


@pytest.fixture
def account():
    return AccountFactory(name="Tallbackaskolan")


@pytest.fixture
def lina(account):
    person = PersonFactory(name="Lina Pennfors", title="lärare", phone="070-174 06 10")
    return acting(AssignmentFactory(account=account, person=person).person)


@pytest.fixture
def threat(account):
    return ItemFactory(account=account, text=WORDS)


def text_of(document):
    with pypdfium2.PdfDocument(document) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened).replace("\xa0", " ")


def removed(item, actor, category="threat"):
    removal.remove(item=item, category=category, actor=actor, now=NOW, already_done=True)
    item.refresh_from_db()
    return item


def basis(item, actor, **more):
    return police.make_basis(item=item, actor=actor, **{"now": NOW} | more)


@pytest.mark.rule("LJU-10")
def test_one_document_says_what_where_when_by_whom_and_whom_to_call(threat, lina):
    made = basis(removed(threat, lina), lina)
    document = blobs.read(made.file)
    assert pdf.problems(document) == []
    said = text_of(document)
    copy = Evidence.objects.get()
    for part in (WORDS, threat.url, "Greta Exempel", "Hot", "114 14", "Lina Pennfors, lärare", "070-174 06 10"):
        assert part in said
    assert copy.digest in "".join(said.split())


@pytest.mark.rule("LJU-10")
def test_a_copy_is_saved_first_where_there_is_none(threat, lina):
    alarms.raise_alarm(item=threat, kind=Alarm.Kind.THREAT, actor=lina, now=NOW)
    assert not Evidence.objects.exists()
    basis(threat, lina)
    assert Evidence.objects.get().about_id == threat.pk


def test_it_is_kept_noted_for_sealing_and_journaled_with_ids_only(threat, lina):
    made = basis(removed(threat, lina), lina)
    assert BlobReference.objects.filter(blob=made.file, purpose="police_basis").exists()
    assert SealedRecord.objects.filter(purpose="police_basis", files=[made.file.sha256]).exists()
    entry = Entry.objects.get(verb="item.police_basis")
    assert WORDS not in str(entry.data)


def test_pressed_again_it_is_the_same_document_until_something_happens(threat, lina):
    row = removed(threat, lina)
    first = basis(row, lina)
    assert basis(row, lina, now=NOW + timedelta(minutes=1)) == first
    alarms.raise_alarm(item=row, kind=Alarm.Kind.THREAT, actor=lina, now=NOW)
    assert basis(row, lina, now=NOW + timedelta(minutes=2)) != first


def test_what_is_no_crime_has_no_basis(threat, lina):
    with pytest.raises(ModerationError):
        basis(removed(threat, lina, "swearing"), lina)


def test_of_suspected_child_abuse_nothing_is_repeated(threat, lina):
    made = basis(removed(threat, lina, "child_abuse"), lina)
    said = text_of(blobs.read(made.file))
    assert WORDS not in said
    assert "Greta Exempel" not in said
    assert threat.url in said


def test_who_may_not_read_it_may_not_make_it_nor_open_it(threat, lina):
    made = basis(removed(threat, lina), lina)
    outsider = acting(AssignmentFactory().person)
    with pytest.raises(NotPermitted):
        basis(threat, outsider)
    with pytest.raises(NotPermitted):
        police.open_basis(basis=made, actor=outsider, now=NOW)


def test_that_it_was_reported_is_noted_once_and_the_number_may_come_later(threat, lina):
    made = basis(removed(threat, lina), lina)
    at = NOW - timedelta(minutes=5)
    police.note_reported(basis=made, reported_at=at, number="", actor=lina, now=NOW)
    later = police.note_reported(basis=made, reported_at=NOW, number="5000-K1-26", actor=lina, now=NOW)
    assert (later.reported_at, later.number, later.reported_by_id) == (at, "5000-K1-26", lina.person_id)
    assert threat.decisions.filter(action="police").count() == 1
    with pytest.raises(ModerationError):
        police.note_reported(basis=made, reported_at=NOW + timedelta(hours=1), number="", actor=lina, now=NOW)


# The page


def test_one_press_on_the_page_and_the_document_is_there(client, threat, lina):
    client.force_login(Person.objects.get(pk=lina.person_id))
    page = reverse("moderation:item", args=[threat.pk])
    assert "polisanmälan" not in client.get(page).content.decode()
    removed(threat, lina)
    assert "Gör underlag till polisanmälan" in client.get(page).content.decode()
    shown = client.post(reverse("moderation:police_basis", args=[threat.pk]), follow=True).content.decode()
    made = PoliceBasis.objects.get()
    address = reverse("moderation:police_document", args=[threat.pk, made.pk])
    assert address in shown
    assert client.get(address).content[:5] == b"%PDF-"
    url = reverse("moderation:police_reported", args=[threat.pk, made.pk])
    assert client.post(url, {"reported_at": ""}).status_code == 422
    local = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    shown = client.post(url, {"reported_at": local, "number": "5000-K1-26"}, follow=True).content.decode()
    assert "5000-K1-26" in shown
    assert "Polisanmäld" in shown


def test_reading_a_secret_one_is_journaled_and_a_shared_tablet_does_not_show_it(client, threat, lina):
    client.force_login(Person.objects.get(pk=lina.person_id))
    removal.mark_secret(item=threat, actor=lina, now=NOW)
    made = basis(removed(threat, lina), lina)
    address = reverse("moderation:police_document", args=[threat.pk, made.pk])
    assert client.get(address).status_code == 200
    assert Entry.objects.filter(verb="police_basis.read").count() == 1
    session = client.session
    session["shared_tablet"] = True
    session.save()
    assert client.get(address).status_code == 403
