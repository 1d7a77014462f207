"""Diarium: who sees what, and what each page says."""

import pytest
from django.urls import reverse

from socialgov.diary.models import Mailbox
from socialgov.diary.selectors import number_of
from socialgov.journal.selectors import history_of
from socialgov.organisation.models import Role
from tests.factories.diary import PDF, MailboxFactory, sent
from tests.factories.organisation import GrantFactory, PersonFactory, UnitFactory, municipality

pytestmark = pytest.mark.django_db
LIST = "/diarium/"


@pytest.fixture
def signed_in(client):
    def sign_in(**traits):
        client.force_login(PersonFactory(**traits), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def test_the_list_says_what_is_with_the_registrar_and_since_when(signed_in):
    sent()
    page = signed_in(communications=True).get(LIST).content.decode()
    assert "direktmeddelande med begäran om handling" in page
    assert "Hos registrator" in page or "Saknas" in page


def test_someone_else_sees_only_what_they_have_sent(signed_in, client):
    sent()
    assert "direktmeddelande" not in signed_in(administrator=True).get(LIST).content.decode()


def test_the_list_without_anything_says_what_to_do(signed_in):
    assert "Välj Skicka till registrator" in signed_in(communications=True).get(LIST).content.decode()


@pytest.mark.parametrize("role", ["registrar", "archivist"])
def test_registrar_and_archivist_open_a_secret_file_and_it_is_journaled(signed_in, role):
    dispatch = sent(secrecy=True)
    page = signed_in(**{role: True}).get(reverse("diary:file", args=[dispatch.pk]))
    assert page.content == PDF
    assert history_of(dispatch).filter(verb="diary.secret_opened").count() == 1


@pytest.mark.parametrize("role", ["communications", "auditor", "system_administrator"])
def test_others_see_that_a_secret_one_was_sent_but_not_what(signed_in, role):
    dispatch = sent(secrecy=True, subject="anmälan om Greta Exempel")
    client = signed_in(**{role: True})
    for address in (LIST, reverse("diary:dispatch", args=[dispatch.pk])):
        page = client.get(address)
        assert page.status_code == 200
        assert "Greta" not in page.content.decode()
    assert client.get(reverse("diary:file", args=[dispatch.pk])).status_code == 403


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.ARCHIVIST])
def test_a_secret_file_is_opened_by_its_own_boards_registrar_and_no_other_boards(client, role):
    social, school = UnitFactory(board=True), UnitFactory(board=True)
    for board in (social, school):
        MailboxFactory(unit=board, address=f"board{board.pk}@provkoping.example")
    address = reverse("diary:file", args=[sent(secrecy=True, unit=social).pk])
    for board, answer in ((social, 200), (school, 403)):
        client.force_login(
            GrantFactory(role=role, unit=board).person, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        assert client.get(address).status_code == answer


def test_secret_files_are_not_opened_on_a_shared_tablet(signed_in):
    dispatch = sent(secrecy=True)
    client = signed_in(registrar=True)
    session = client.session
    session["shared_tablet"] = True
    session.save()
    assert client.get(reverse("diary:file", args=[dispatch.pk])).status_code == 403


def test_somebody_elses_dispatch_is_not_there_for_an_administrator(signed_in):
    dispatch = sent()
    client = signed_in(administrator=True)
    for name in ("dispatch", "file"):
        assert client.get(reverse(f"diary:{name}", args=[dispatch.pk])).status_code == 404
    assert client.post(reverse("diary:number", args=[dispatch.pk]), {"number": "1"}).status_code == 404


def test_a_number_told_on_the_telephone_is_written_in(signed_in):
    dispatch = sent()
    client = signed_in(communications=True)
    address = reverse("diary:number", args=[dispatch.pk])
    assert client.get(address).status_code == 405
    wrong = client.post(address, {"number": "vet inte"})
    assert wrong.status_code == 422
    assert 'value="vet inte"' in wrong.content.decode()
    client.post(address, {"number": "KS 2026-00231"})
    client.post(address, {"number": "KS 2026-00231"})
    assert number_of(dispatch) == "KS 2026-00231"
    assert dispatch.registrations.count() == 1


def filled(**changes) -> dict:
    return {"address": "registrator@provkoping.example", "prefix": "", "version": "0"} | changes


def test_communications_writes_in_the_registrars_mailbox(signed_in):
    client = signed_in(communications=True)
    address = reverse("diary:mailbox", args=[municipality().pk])
    assert client.get(address).status_code == 200
    assert client.post(address, filled()).status_code == 302
    assert Mailbox.objects.get().address == "registrator@provkoping.example"
    assert "registrator@" in client.get(reverse("diary:mailboxes")).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"address": ""}, "Skriv registrators e-postadress."),
        ({"address": "registrator"}, "registrator"),
        ({"own_series": "on", "prefix": ""}, "Skriv bokstäverna före numret"),
        ({"own_series": "on", "prefix": "K1"}, "Skriv en till tio stora bokstäver"),
        ({"address": "a" * 300 + "@x.se"}, "aaa"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(signed_in, changes, sentence):
    client = signed_in(communications=True)
    page = client.post(reverse("diary:mailbox", args=[municipality().pk]), filled(**changes))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Mailbox.objects.exists()


def test_a_stale_form_says_who_changed_it_and_keeps_what_was_typed(signed_in):
    client = signed_in(communications=True, name="Karin Lingonstig")
    address = reverse("diary:mailbox", args=[municipality().pk])
    client.post(address, filled())
    page = client.post(address, filled(address="annan@provkoping.example"))
    assert page.status_code == 422
    text = page.content.decode()
    assert "Karin Lingonstig ändrade brevlådan" in text
    assert 'value="annan@provkoping.example"' in text
    assert client.post(address, filled(address="annan@provkoping.example", version="1")).status_code == 302


def test_other_roles_do_not_set_mailboxes(signed_in):
    MailboxFactory()
    client = signed_in(registrar=True)
    assert client.get(reverse("diary:mailboxes")).status_code == 403
    assert client.post(reverse("diary:mailbox", args=[municipality().pk]), filled(version="1")).status_code == 403


def test_the_page_is_closed_for_the_public(client):
    assert client.get(LIST).status_code == 302


def test_boards_are_listed_but_not_every_unit(signed_in):
    UnitFactory(board=True, name="Socialnämnden")
    UnitFactory(name="Hemtjänsten")
    page = signed_in(communications=True).get(reverse("diary:mailboxes")).content.decode()
    assert "Socialnämnden" in page
    assert "Hemtjänsten" not in page
