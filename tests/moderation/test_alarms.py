"""Larm: several people at once, whatever the hour; first in every list."""

import pytest

from moderation.errors import ModerationError
from moderation.models import Alarm, Item
from moderation.selectors import queue, todos
from moderation.services import alarms
from socialgov.look.todo import Group
from socialgov.notices import placing
from socialgov.notices.models import Mail, Notice
from tests.factories.accounts import AssignmentFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import PersonFactory, acting
from tests.moderation.sample import local

pytestmark = pytest.mark.django_db
NIGHT = local("2026-11-21 03:00")  # a Saturday


@pytest.fixture
def item():
    return ItemFactory(text="orkar inte mer")


@pytest.fixture
def lina(item):
    return AssignmentFactory(account=item.account).person


def test_everyone_who_can_help_is_told_at_once_in_the_middle_of_the_night(item, lina):
    karin, samir = PersonFactory(communications=True), PersonFactory(unit=item.account.unit, manager=True)
    nurse = PersonFactory()
    alarm = alarms.raise_alarm(item=item, kind="life", actor=acting(lina), now=NIGHT, also=(nurse,))
    assert set(alarm.told.all()) == {karin, samir, lina, nurse}
    placing.place(now=NIGHT)
    assert Mail.objects.filter(is_alarm=True).count() == 4
    assert not any("orkar" in str(notice.context) for notice in Notice.objects.all())


def test_danger_to_life_is_secret_and_first_in_every_list(item, lina):
    urgent = ItemFactory(account=item.account, now=True)
    alarms.raise_alarm(item=item, kind="life", actor=acting(lina), now=NIGHT)
    item.refresh_from_db()
    assert (item.urgency, item.secrecy, item.rank) == ("danger", True, 0)
    rows = queue.queue(actor=acting(lina), now=NIGHT).rows
    assert [row.item for row in rows] == [item, urgent]
    assert todos.todos(actor=acting(lina), now=NIGHT)[0].group == Group.ALARM


def test_raised_twice_it_is_one(item, lina):
    first = alarms.raise_alarm(item=item, kind="threat", actor=acting(lina), now=NIGHT)
    assert alarms.raise_alarm(item=item, kind="threat", actor=acting(lina), now=NIGHT) == first
    assert Alarm.objects.count() == 1


def test_over_it_goes_back_to_its_place_when_no_other_stands(item, lina):
    actor = acting(lina)
    threat = alarms.raise_alarm(item=item, kind="threat", actor=actor, now=NIGHT)
    child = alarms.raise_alarm(item=item, kind="child", actor=actor, now=NIGHT)
    alarms.end_alarm(alarm=child, actor=actor, now=NIGHT)
    assert Item.objects.get(pk=item.pk).urgency == "danger"
    alarms.end_alarm(alarm=threat, actor=actor, now=NIGHT)
    alarms.end_alarm(alarm=threat, actor=actor, now=NIGHT)
    item.refresh_from_db()
    assert (item.urgency, item.decisions.filter(action="alarm_over").count()) == ("", 2)


def test_another_kind_is_refused(item, lina):
    with pytest.raises(ModerationError):
        alarms.raise_alarm(item=item, kind="boring", actor=acting(lina), now=NIGHT)
