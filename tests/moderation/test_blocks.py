"""Blocking from commenting: for a time, with a reason, done by a person there, looked at by another."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from archiving.models import Evidence
from moderation.errors import ModerationError, NoSuchReason, NotYours
from moderation.models import Block, Decision
from moderation.selectors.blocks import todos
from moderation.services import blocks
from socialgov.journal.models import Entry
from socialgov.organisation.models import Person
from socialgov.organisation.permissions import NotPermitted
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, PersonFactory, acting

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 12, 20)


@pytest.fixture
def account():
    return AccountFactory(name="Ljungsele kommun")


@pytest.fixture
def fatima(account):
    return acting(AssignmentFactory(account=account, person=PersonFactory(name="Fatima Solbänk")).person)


@pytest.fixture
def karin(account):
    return acting(PersonFactory(name="Karin Lingonstig", communications=True))


@pytest.fixture
def item(account):
    return ItemFactory(account=account, text="Din jävla idiot", text__author_handle="kenta.prov")


def block(item, actor, **more):
    return blocks.block(**{"item": item, "category": "insult", "until": UNTIL, "actor": actor, "now": NOW} | more)


def keys(actor, now=NOW):
    return [todo.key.split(":", 2)[2] for todo in todos(actor=actor, now=now)]


def test_it_has_a_reason_an_end_and_a_copy_that_was_saved_first(item, fatima):
    made = block(item, fatima)
    assert (made.author_handle, made.until, made.done_at) == ("kenta.prov", UNTIL, None)
    decision = Decision.objects.get(action="block")
    assert (decision.category, decision.evidence_id) == ("insult", Evidence.objects.get().pk)


def test_who_it_is_stands_in_no_permanent_table(item, fatima):
    block(item, fatima)
    for entry in Entry.objects.all():
        assert "kenta" not in str(entry.data).lower()
        assert "Greta" not in str(entry.data)
    assert not {"author_name", "author_handle"} & {field.name for field in Decision._meta.get_fields()}


@pytest.mark.parametrize("days", [0, -1, 366])
def test_nobody_is_blocked_for_ever_nor_backwards(item, fatima, days):
    with pytest.raises(ModerationError) as refused:
        block(item, fatima, until=timezone.localdate(NOW) + timedelta(days=days))
    assert refused.value.field == "until"


def test_an_opinion_is_no_reason(item, fatima):
    with pytest.raises(NoSuchReason):
        block(item, fatima, category="criticism")


def test_of_whom_we_know_nothing_nobody_can_be_blocked(account, fatima):
    with pytest.raises(ModerationError):
        block(ItemFactory(account=account, text__author_name=""), fatima)


def test_pressed_twice_it_is_once(item, fatima):
    assert block(item, fatima) == block(item, fatima)
    assert Decision.objects.filter(action="block").count() == 1


def test_only_who_may_answer_there_may_block(item):
    with pytest.raises(NotPermitted):
        block(item, acting(AssignmentFactory().person))


def test_a_person_does_it_there_and_opens_again_when_the_last_day_has_passed(item, fatima, karin):
    made = block(item, fatima)
    blocks.look_again(block=made, upheld=True, actor=karin, now=NOW)
    assert keys(fatima) == ["block"]
    blocks.done_there(block=made, actor=fatima, now=NOW)
    assert keys(fatima) == []
    on_the_last_day = NOW + (UNTIL - timezone.localdate(NOW))
    assert keys(fatima, on_the_last_day) == []
    after = on_the_last_day + timedelta(days=1)
    assert keys(fatima, after) == ["open"]
    opened = blocks.done_there(block=made, actor=fatima, now=after)
    assert opened.opened_at == after
    assert keys(fatima, after) == []
    assert blocks.done_there(block=made, actor=fatima, now=after + timedelta(days=1)).opened_at == after


def test_someone_else_looks_and_never_the_person_attacked(item, fatima, karin, account):
    anneli = AssignmentFactory(account=account, person=PersonFactory(name="Anneli Kaffegren")).person
    made = block(item, fatima, attacked=anneli)
    assert "look" in keys(karin)
    for wrong in (fatima, acting(anneli)):
        assert "look" not in keys(wrong)
        with pytest.raises(NotYours):
            blocks.look_again(block=made, upheld=True, actor=wrong, now=NOW)
    looked = blocks.look_again(block=made, upheld=True, actor=karin, now=NOW, note="Rätt.")
    assert (looked.upheld, looked.looked_by_id, looked.lifted_at) == (True, karin.person_id, None)
    assert blocks.look_again(block=made, upheld=False, actor=karin, now=NOW).upheld is True


def test_found_wrong_it_ends_and_is_opened_there(item, fatima, karin):
    made = block(item, fatima, already_done=True)
    looked = blocks.look_again(block=made, upheld=False, actor=karin, now=NOW)
    assert (looked.lifted_at, looked.opened_at) == (NOW, None)
    assert keys(fatima) == ["open"]


def test_ended_before_it_was_carried_out_there_is_nothing_to_open(item, fatima):
    ended = blocks.lift(block=block(item, fatima), actor=fatima, now=NOW)
    assert ended.opened_at == NOW
    assert Decision.objects.filter(action="unblock").count() == 1


def test_where_nobody_else_is_left_the_one_who_did_it_looks_again_in_writing(item, fatima):
    made = block(item, fatima)
    assert made.own
    with pytest.raises(ModerationError):
        blocks.look_again(block=made, upheld=True, actor=fatima, now=NOW)
    assert blocks.look_again(block=made, upheld=True, actor=fatima, now=NOW, note="Läst igen.").upheld


# The pages


@pytest.fixture
def signed_in(client, fatima):
    client.force_login(Person.objects.get(pk=fatima.person_id))
    return client


def words(response):
    return response.content.decode().replace("\xa0", " ").replace("<wbr>", "")


def test_from_the_comment_to_the_list(signed_in, item):
    today = timezone.localdate()
    page = reverse("moderation:item", args=[item.pk])
    dialog = reverse("moderation:block", args=[item.pk])
    assert dialog in words(signed_in.get(page))
    assert signed_in.post(dialog, {"category": "insult"}).status_code == 422
    shown = words(signed_in.post(dialog, {"category": "insult", "until": str(today + timedelta(days=30))}, follow=True))
    made = Block.objects.get()
    assert "får inte kommentera till och med" in shown
    assert "Vill du ha en ny bedömning?" in shown
    signed_in.post(reverse("moderation:block_done", args=[item.pk, made.pk]))
    assert Block.objects.get().done_at is not None
    assert "Greta Exempel" in words(signed_in.get(reverse("moderation:blocked")))
    signed_in.post(reverse("moderation:block_lift", args=[item.pk, made.pk]))
    signed_in.post(reverse("moderation:block_done", args=[item.pk, made.pk]))
    assert "Greta Exempel" not in words(signed_in.get(reverse("moderation:blocked")))
    taken_along = words(signed_in.get(reverse("moderation:blocked_csv")))
    assert "kenta.prov" in taken_along
    assert "Förtal" in taken_along


def test_the_second_look_is_made_on_the_comments_page(client, item, fatima, karin):
    made = block(item, fatima, now=timezone.now(), until=timezone.localdate() + timedelta(days=9))
    client.force_login(Person.objects.get(pk=karin.person_id))
    url = reverse("moderation:block_look", args=[item.pk, made.pk])
    assert url in words(client.get(reverse("moderation:item", args=[item.pk])))
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"upheld": "yes"}).status_code == 302
    assert Block.objects.get().upheld is True


def test_no_spreadsheet_takes_a_name_for_a_formula(signed_in, account, fatima):
    block(ItemFactory(account=account, text__author_name="=HYPERLINK(1)"), fatima)
    assert ";'=HYPERLINK(1);" in words(signed_in.get(reverse("moderation:blocked_csv")))


def test_whoever_answers_for_other_accounts_sees_nobody(client, item, fatima):
    block(item, fatima)
    client.force_login(AssignmentFactory().person)
    assert "Greta Exempel" not in words(client.get(reverse("moderation:blocked")))
    assert "Greta" not in words(client.get(reverse("moderation:blocked_csv")))
