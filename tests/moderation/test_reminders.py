"""Reminders leave once, to those who are to answer, and open the item ready to write."""

from datetime import date, timedelta

import pytest

from accounts.models import RestPeriod
from moderation.models import Item
from moderation.selectors import due
from moderation.services import removal
from socialgov.notices import placing, sending, services
from socialgov.notices.models import Mail, Notice
from tests.factories.accounts import AssignmentFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, PersonFactory, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return ItemFactory(text="Gatlyktan vid Skolgatan 14 har varit släckt i två veckor")


@pytest.fixture
def lina(item):
    return AssignmentFactory(account=item.account).person


def sent(now):
    services.fill(now=now)
    placing.place(now=now)
    while sending.send_one(now=now) == sending.Outcome.SENT:
        pass
    return list(Mail.objects.order_by("pk"))


def test_before_the_target_one_mail_leaves_and_its_link_opens_the_item_ready_to_answer(item, lina):
    assert not list(due.replies_due(item.warn_at - timedelta(seconds=1)))
    mails = sent(item.warn_at)
    assert len(mails) == 1
    assert mails[0].subject == "Svara senast kl. 17.00: Gatlyktan vid Skolgatan 14 har varit släckt i t…"
    assert f"/kommentarer/{item.pk}/#svara" in mails[0].body
    assert len(sent(item.warn_at + timedelta(minutes=1))) == 1


def test_the_notice_names_the_rule_of_the_adopted_guidelines(item, lina):
    services.fill(now=item.warn_at)
    assert Notice.objects.get().rule == "ATV-40"


def test_answered_meanwhile_nothing_is_said(item, lina):
    now = item.warn_at
    services.fill(now=now)
    assert Notice.objects.exists()
    Item.objects.filter(pk=item.pk).update(handling="answered", answered_at=NOW)
    placing.place(now=now)
    while sending.send_one(now=now) == sending.Outcome.SENT:
        pass
    assert not Mail.objects.filter(sent_at__isnull=False).exists()


def test_of_what_is_secret_only_the_account_is_named(lina):
    item = ItemFactory(secret=True, text="Melker utreds för adhd", account=AssignmentFactory(person=lina).account)
    (told,) = [d for d in due.replies_due(item.warn_at) if d.about == item]
    assert "Melker" not in str(told.context)


@pytest.mark.rule("ATV-35")
def test_on_the_last_day_it_is_said_that_it_must_be_answered(lina, item):
    Item.objects.filter(pk=item.pk).update(
        target_at=NOW - timedelta(days=3), plan_by=NOW + timedelta(hours=7), limit_at=NOW + timedelta(hours=13)
    )
    (told,) = due.limits_due(NOW)
    assert (told.kind, told.recipient_id, told.expires_at) == (
        "moderation.limit_due",
        lina.pk,
        NOW + timedelta(hours=13),
    )


@pytest.mark.rule("ATV-37")
def test_while_the_account_rests_the_office_is_reminded(item, lina):
    karin = PersonFactory(communications=True)
    RestPeriod.objects.create(account=item.account, first_day=date(2026, 11, 19), last_day=date(2026, 11, 30))
    assert [d.recipient_id for d in due.replies_due(item.warn_at)] == [karin.pk]


def test_an_account_that_nobody_runs_reminds_its_manager_then_the_office(item):
    karin = PersonFactory(communications=True)
    assert [d.recipient_id for d in due.replies_due(item.warn_at)] == [karin.pk]
    boss = PersonFactory(unit=item.account.unit, manager=True)
    assert [d.recipient_id for d in due.replies_due(item.warn_at)] == [boss.pk]


def test_a_second_look_is_told_to_those_who_may_and_not_to_the_one_attacked(item, lina):
    karin, anneli = PersonFactory(communications=True), AssignmentFactory(account=item.account).person
    removal.hide(item=item, category="insult", actor=acting(lina), now=NOW, attacked=anneli)
    assert {d.recipient_id for d in due.looks_due(NOW)} == {karin.pk}
