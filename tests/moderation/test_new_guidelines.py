"""What an adoption does to open items: none becomes overdue by it, and each person hears of it once."""

from datetime import date, timedelta

import pytest

from moderation.models import EarlierClock, Item, Recount
from moderation.services import clocks, summaries
from socialgov.notices.models import Notice
from socialgov.notices.texts import subject_of
from socialgov.organisation.actor import SYSTEM
from socialgov.policy import loading, services
from socialgov.wiring import events
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW
from tests.moderation.sample import local

pytestmark = pytest.mark.django_db
TARGETS = ("1 hour", "2 weekday hours", "1 working day", "1 rolling working day")
GRACES = ("3 hours", "24 weekday hours", "1 working day", "2 working days", "1 rolling working day")


@pytest.fixture(autouse=True)
def counted_before(guidelines):
    """What the first adoption asked for is done."""
    settle(NOW - timedelta(days=1))


def settle(now=NOW):
    events.deliver(now=now)
    changed = clocks.recount_due(now=now)
    events.deliver(now=now)
    return changed


def adopt(now=NOW, **changes):
    """Put Åtvidaberg's guidelines in force with some keys changed, each given as `answering__grace__within=…`."""
    data = loading.as_data(loading.load("atvidaberg"))
    for path, value in changes.items():
        *parents, last = path.split("__")
        place = data
        for step in parents:
            place = place[step]
        place[last] = value
    return services.adopt(
        document=loading.from_data(data, file="test"), decided_on=date(2026, 11, 20),
        decided_by=f"KF {sorted(changes.items())}", actor=SYSTEM, now=now,
    )  # fmt: skip


def stricter(target="1 hour", grace="1 working day", limit="1 day"):
    return adopt(
        answering__platforms__facebook__within=target, answering__grace__within=grace, answering__limit__within=limit
    )


@pytest.mark.parametrize("grace", GRACES)
@pytest.mark.parametrize("target", TARGETS)
def test_nothing_that_was_not_overdue_becomes_so_by_an_adoption(target, grace):
    ages = (timedelta(minutes=5), timedelta(hours=4), timedelta(hours=25), timedelta(days=3), timedelta(days=4))
    items = [ItemFactory(received_at=NOW - age, text="") for age in ages]
    stricter(target, grace)
    settle()
    for was in items:
        now = Item.objects.get(pk=was.pk)
        for name in ("target_at", "limit_at", "plan_by", "due_at"):
            before, after = getattr(was, name), getattr(now, name)
            assert after > NOW or before <= NOW, (name, before, after)
            assert after >= min(before, NOW), (name, before, after)


@pytest.mark.parametrize(("grace", "until"), [("3 hours", "2026-11-20 13:00"), ("2 weekday hours", "2026-11-20 12:00")])
def test_the_grace_is_the_guidelines_own(grace, until):
    item = ItemFactory(account=AccountFactory(platform="mastodon"), received_at=local("2026-11-20 09:55"))
    adopt(answering__general__within="1 hour", answering__grace__within=grace)
    settle()
    assert Item.objects.get(pk=item.pk).target_at == local(until)
    assert EarlierClock.objects.get().target_at == item.target_at > local(until)


def test_a_version_from_before_there_was_a_setting_gives_one_working_day():
    data = loading.as_data(loading.load("atvidaberg"))
    del data["answering"]["grace"]
    assert str(loading.from_data(data, file="old").answering.grace.within) == "1 working day"


@pytest.mark.parametrize("unit", ["5 days", "1 month", "soon", "0 hours"])
def test_a_grace_that_never_runs_in_working_time_is_refused(unit):
    with pytest.raises(loading.ProfileError, match=r"answering.grace.within"):
        adopt(answering__grace__within=unit)


def said_to(person):
    return [subject_of(notice, now=NOW) for notice in Notice.objects.filter(person=person)]


def test_each_person_is_told_once_how_many_comments_got_another_time():
    account = AccountFactory()
    lina, omar = (AssignmentFactory(account=account).person for _each in range(2))
    untouched = AssignmentFactory(account=AccountFactory()).person
    ItemFactory.create_batch(3, account=account, received_at=NOW, text="")
    stricter()
    settle()
    assert said_to(lina) == said_to(omar) == ["Nya riktlinjer gäller. 3 av dina kommentarer fick ny tid."]
    assert said_to(untouched) == []
    work = Recount.objects.latest("pk")
    assert summaries.tell_of_new_guidelines(recount_id=work.pk, now=NOW) == 0
    assert Notice.objects.filter(kind="moderation.guidelines_changed").count() == 2


def test_an_adoption_that_changes_no_time_is_told_to_nobody():
    AssignmentFactory(account=ItemFactory(received_at=NOW).account)
    adopt(answering__second_look__working_days=5)
    assert settle() == 0
    assert not Notice.objects.filter(kind="moderation.guidelines_changed").exists()


def test_administrators_whose_account_now_lacks_one_are_told_in_the_same_notice():
    account = AccountFactory(name="Lövbo skola")
    lina, _omar = (AssignmentFactory(account=account).person for _each in range(2))
    ItemFactory(account=account, received_at=NOW, text="")
    adopt(
        answering__platforms__facebook__within="1 hour",
        answering__grace__within="2 hours",
        starting__administrators__minimum=3,
    )
    settle()
    assert len(said_to(lina)) == 1
    assert said_to(lina)[0].startswith("Nya riktlinjer gäller. 1 av dina kommentarer fick ny tid. Lövbo skola")


def test_two_adoptions_in_one_moment_are_each_summed_up_by_themselves():
    account = AccountFactory()
    lina = AssignmentFactory(account=account).person
    ItemFactory(account=account, received_at=NOW, text="")
    stricter("1 hour")
    stricter("2 hours", grace="2 working days")
    settle()
    assert len(said_to(lina)) == 1
