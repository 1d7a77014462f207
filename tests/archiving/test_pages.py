"""The archive's pages, as different people."""

from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from archiving import captures, seals
from archiving.models import Capture
from socialgov.organisation.actor import SYSTEM
from tests.archiving.site import png
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.archiving import CaptureFactory
from tests.factories.organisation import NOW, PersonFactory, acting
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    person = PersonFactory(communications=True)
    client.force_login(person)
    return person


def screenshot(colour=10):
    return SimpleUploadedFile("bild.png", png(colour, 90, 60, 400, 900), "image/png")


def kept(account=None):
    return captures.hand_in(account=account or AccountFactory(), files=[screenshot()], actor=SYSTEM, now=NOW)


def test_the_overview_says_what_is_due_when_and_the_next_step(client, officer, monkeypatch):
    monkeypatch.setattr("archiving.schedule.interval", lambda: 6)
    waiting = CaptureFactory(needs_help=True)
    page = client.get(reverse("archiving:overview")).content.decode()
    assert "Kräver din hjälp" in page
    assert reverse("archiving:hand_in", args=[waiting.account.pk]) in page


def test_the_overview_asks_the_database_as_often_for_many_accounts_as_for_few(
    client, officer, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("archiving.schedule.interval", lambda: 6)
    for account in AccountFactory.create_batch(12):
        CaptureFactory(account=account)
    client.get(reverse("archiving:overview"))
    with django_assert_max_num_queries(20):
        client.get(reverse("archiving:overview"))


def test_an_administrator_sees_only_their_own_accounts(client):
    assignment, other = AssignmentFactory(), CaptureFactory()
    client.force_login(assignment.person)
    page = client.get(reverse("archiving:overview")).content.decode()
    assert assignment.account.name in page and other.account.name not in page
    for name, pk in (("account", other.account.pk), ("capture", other.pk), ("hand_in", other.account.pk)):
        assert client.get(reverse(f"archiving:{name}", args=[pk])).status_code == 404
    assert client.post(reverse("archiving:order", args=[other.account.pk])).status_code == 404


def test_an_auditor_reads_but_can_not_order(client):
    account = AccountFactory()
    client.force_login(PersonFactory(auditor=True))
    page = client.get(reverse("archiving:account", args=[account.pk])).content.decode()
    assert "Ta bild nu" not in page
    assert client.post(reverse("archiving:order", args=[account.pk])).status_code == 403
    assert not Capture.objects.exists()


def test_a_press_orders_a_capture_and_a_second_press_the_same(client, officer):
    account = AccountFactory()
    for _press in range(2):
        answer = client.post(reverse("archiving:order", args=[account.pk]), follow=True)
    assert "Beställd" in answer.content.decode()
    assert Capture.objects.get().ordered_by == officer


def test_getting_the_address_of_an_order_orders_nothing(client, officer):
    account = AccountFactory()
    assert client.get(reverse("archiving:order", args=[account.pk])).status_code == 405
    assert not Capture.objects.exists()


def test_screenshots_are_handed_in_on_the_page(client, officer):
    waiting = CaptureFactory(needs_help=True)
    address = reverse("archiving:hand_in", args=[waiting.account.pk])
    form = client.get(address).context["form"]
    data = {"kind": "half_year", "capture": form["capture"].value(), "version": form["version"].value()}
    answer = client.post(address, data | {"files": [screenshot(), screenshot(20)]}, follow=True)
    assert "Klar" in answer.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == "done" and waiting.files.filter(role="picture").count() == 2


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([SimpleUploadedFile("a.png", b"hej")], "Filen är inte en bild eller pdf. Ta en skärmbild och försök igen."),
        ([SimpleUploadedFile("a.png", b"")], "Filen är inte en bild eller pdf. Ta en skärmbild och försök igen."),
        ([], "Välj minst en bild eller pdf."),
    ],
)
def test_a_wrong_file_is_answered_beside_the_field(client, officer, files, sentence):
    address = reverse("archiving:hand_in", args=[AccountFactory().pk])
    answer = client.post(address, {"kind": "half_year", "files": files})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_whoever_comes_second_is_told_who_was_first(client, officer):
    waiting = CaptureFactory(needs_help=True)
    colleague = AssignmentFactory(account=waiting.account).person
    captures.hand_in(
        account=waiting.account, files=[screenshot(99)], actor=acting(colleague, now=timezone.now()), now=timezone.now()
    )
    data = {"kind": "half_year", "capture": waiting.pk, "version": 0, "files": [screenshot()]}
    answer = client.post(reverse("archiving:hand_in", args=[waiting.account.pk]), data)
    assert colleague.name in answer.content.decode()


def test_the_capture_shows_its_pictures_digests_and_seal(client, officer):
    capture = kept()
    page = client.get(reverse("archiving:capture", args=[capture.pk])).content.decode()
    assert all(file.blob.sha256 in page for file in capture.files.all())
    assert "Väntar på försegling" in page
    seals.seal(now=NOW)
    assert "Låst och förseglad" in client.get(reverse("archiving:capture", args=[capture.pk])).content.decode()


def test_a_file_is_given_out_as_it_was_kept_and_once(client, officer):
    capture = kept()
    file = capture.files.get(role="picture")
    address = reverse("archiving:file", args=[capture.pk, file.pk])
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == png(10, 90, 60, 400, 900)
    assert (answer["Content-Type"], answer["ETag"]) == ("image/png", f'"{file.blob.sha256}"')
    assert "private" in answer["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_other_kinds_of_files_are_only_ever_downloaded(client, officer):
    capture = kept()
    file = capture.files.get(role="metadata")
    answer = client.get(reverse("archiving:file", args=[capture.pk, file.pk]))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_can_not_be_had_through_another_capture(client):
    assignment = AssignmentFactory()
    mine, theirs = kept(assignment.account), kept()
    client.force_login(assignment.person)
    file = theirs.files.first()
    for capture in (mine, theirs):
        assert client.get(reverse("archiving:file", args=[capture.pk, file.pk])).status_code == 404


@pytest.mark.fault
def test_a_damaged_file_is_said_to_be_damaged(client, officer):
    capture = kept()
    file = capture.files.get(role="picture")
    Path(storages["archive"].path(file.blob.name)).unlink()
    answer = client.get(reverse("archiving:file", args=[capture.pk, file.pk]))
    assert answer.status_code == 503 and "saknas" in answer.content.decode()


def test_the_accounts_own_page_shows_its_captures(client, officer):
    adopted()
    capture = kept()
    page = client.get(reverse("accounts:account", args=[capture.account.pk])).content.decode()
    assert reverse("archiving:capture", args=[capture.pk]) in page
