"""What a draft would change, found out before it is adopted: computed from frozen input, and nothing is written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Account
from activityplans.models import Plan
from moderation.models import EarlierClock, Item
from moderation.services import clocks
from socialgov.journal.models import Entry
from socialgov.organisation.actor import SYSTEM
from socialgov.policy import drafting, loading, previewing, services
from socialgov.policy.collectors import changes_under
from socialgov.policy.models import Effect, Preview
from socialgov.wiring import events
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.activityplans import Cast
from tests.factories.archiving import CaptureFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, GrantFactory, PersonFactory
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db
PAGE = "/riktlinjer/utkast/andringar/"


@pytest.fixture(autouse=True)
def in_force():
    """Åtvidaberg's guidelines; what their adoption asked for is done."""
    version = adopted()
    events.deliver(now=NOW - timedelta(days=9))
    clocks.recount_due(now=NOW - timedelta(days=9))
    return version


def draft_with(**changes):
    """A draft with keys written otherwise, each with a source: `answering__limit={"within": "9 days"}`."""
    drafting.start(actor=SYSTEM, now=NOW)
    for path, values in changes.items():
        keys = path.split("__")
        new = drafting.living().content
        for key in keys:
            new = new[key]
        new = [*values] if isinstance(values, list) else new | values
        version = drafting.living().version
        drafting.save(path=".".join(keys), new=new, version=version, actor=SYSTEM, now=NOW)
    return drafting.living()


def longer_limit(days=9):
    return draft_with(
        answering__limit={"within": f"{days} days", "lines": "§ 4"},
        answering__general={"within": f"{min(9, days)} working days", "lines": "§ 4"},
        answering__platforms={"facebook": {"within": f"{min(9, days)} working days", "lines": "§ 4"}},
    )


def found(now=NOW):
    previewing.ask(actor=SYSTEM, now=now)
    assert previewing.compute_due(clock=lambda: now + timedelta(seconds=5)) == 1
    work = Preview.objects.latest("pk")
    assert work.state == "done", work.error
    return {group.key: group for group in previewing.groups_of(work)}


def test_open_comments_that_would_get_another_time_are_told_with_both_times():
    item = ItemFactory(received_at=NOW)
    ItemFactory(received_at=NOW, no_answer=True)
    longer_limit()
    (effect,) = found()["items"].nearest
    assert effect.before == item.due_at
    assert effect.after > effect.before
    assert effect.url == f"/kommentarer/{item.pk}/"


def test_what_is_told_is_what_the_adoption_then_does():
    items = [ItemFactory(received_at=NOW - timedelta(hours=hours), text="") for hours in (0, 5, 30, 100)]
    draft = longer_limit(2)
    told = {effect.url: effect.after for effect in found()["items"].nearest}
    drafting.adopt(
        version=draft.version, seen=draft.based_on_id, decided_on=NOW.date(), decided_by="KF", diary_number="",
        revise_by=None, actor=SYSTEM, now=NOW,
    )  # fmt: skip
    events.deliver(now=NOW)
    clocks.recount_due(now=NOW)
    for item in items:
        item.refresh_from_db()
        if f"/kommentarer/{item.pk}/" in told:
            assert told[f"/kommentarer/{item.pk}/"] in (item.due_at, item.limit_at)
    assert EarlierClock.objects.filter(why="guidelines", recount__adopted__decided_by="KF").count() == len(told)


def test_accounts_that_would_fall_short_are_told_and_those_that_do_already_are_not():
    whole, short = AccountFactory(name="Biblioteket"), AccountFactory(name="Badet")
    for account, people in ((whole, 2), (short, 1)):
        AssignmentFactory.create_batch(people, account=account)
    draft_with(starting__administrators={"minimum": 3, "lines": "§ 5"})
    (effect,) = found()["accounts"].nearest
    assert effect.title == "Biblioteket, Facebook"
    assert "minst 3" in effect.note.lower()


def test_captures_that_would_be_due_on_another_day_are_told():
    account = AccountFactory()
    CaptureFactory(account=account)
    draft_with(capture={"every": "3 months", "lines": "§ 6"})
    (effect,) = found()["captures"].nearest
    assert effect.after < effect.before


def test_plans_under_way_whose_steps_would_change_are_told():
    plan = Cast().signing()
    steps = loading.as_data(loading.load("atvidaberg"))["starting"]["approval"]["steps"]
    draft_with(starting__approval={"steps": steps[:2], "lines": "§ 7"})
    (effect,) = found()["plans_under_way"].nearest
    assert effect.url.endswith(f"/{plan.pk}/")


def test_a_draft_that_changes_no_time_changes_nothing():
    ItemFactory(received_at=NOW)
    draft_with(posting={"signed_as": "role", "lines": "§ 8"})
    assert found() == {}


def rows_of_the_house():
    return {
        model: list(model._default_manager.order_by("pk").values())
        for model in (Item, Account, Plan, EarlierClock, Entry)
    }


def test_finding_out_writes_nothing_to_anything():
    ItemFactory(received_at=NOW)
    AssignmentFactory.create_batch(2, account=AccountFactory())
    longer_limit()
    draft_with(starting__administrators={"minimum": 3, "lines": "§ 5"})
    before = rows_of_the_house()
    found()
    assert rows_of_the_house() == before


def test_the_ten_nearest_stand_first_and_the_rest_behind_a_link(client):
    account = AccountFactory()
    for hours in range(12):
        ItemFactory(account=account, received_at=NOW - timedelta(hours=hours), text="")
    longer_limit()
    group = found()["items"]
    assert (group.count, len(group.nearest), group.more) == (12, 10, 2)
    times = [effect.after for effect in group.nearest]
    assert times == sorted(times)
    client.force_login(GrantFactory(role="communications").person)
    page = client.get(PAGE).content.decode()
    assert "12 öppna kommentarer skulle få ny tid" in page
    assert client.get(f"{PAGE}items/").content.decode().count("/kommentarer/") >= 12
    assert client.get(f"{PAGE}nothing/").status_code == 404


# --- In the background ------------------------------------------------------------------------------------------------
@pytest.fixture
def office(client):
    client.force_login(GrantFactory(role="communications").person)
    return client


def test_asked_for_on_the_page_it_waits_and_the_page_looks_again_by_itself(office):
    longer_limit()
    assert "hx-get" not in office.get(PAGE).content.decode()
    for _each in range(2):
        assert office.post(PAGE).status_code == 302
    assert Preview.objects.count() == 1
    page = office.get(PAGE)
    assert 'hx-trigger="every 2s"' in page.content.decode()
    assert office.get(PAGE, headers={"If-None-Match": page["ETag"]}).status_code == 304
    previewing.compute_due(clock=timezone.now)
    again = office.get(PAGE, headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 200
    assert "hx-get" not in again.content.decode()


def test_how_far_it_has_come_is_seen_while_it_works(office, monkeypatch):
    ItemFactory.create_batch(3, received_at=NOW, text="")
    longer_limit()
    work = previewing.ask(actor=SYSTEM, now=NOW)
    seen = []

    def look(**_question):
        _question["tell"]("items", 2, 3)
        seen.append(office.get(PAGE).content.decode())
        return []

    monkeypatch.setattr(changes_under, "_answerers", {"look": look})
    previewing.compute_due(clock=lambda: NOW)
    assert "2 av 3 genomgångna." in seen[0]
    assert Preview.objects.get(pk=work.pk).state == "done"


def test_a_changed_draft_makes_it_out_of_date(office):
    longer_limit()
    found()
    assert "har ändrats sedan dess" not in office.get(PAGE).content.decode()
    draft_with(answering__second_look={"working_days": 4, "lines": "§ 9"})
    page = office.get(PAGE).content.decode()
    assert "har ändrats sedan dess" in page
    assert "Titta igen" in page


def test_another_adoption_makes_it_out_of_date(office):
    draft = longer_limit()
    found()
    services.adopt(profile="osby", decided_on=NOW.date(), decided_by="KS", actor=SYSTEM, now=NOW)
    assert previewing.is_outdated(Preview.objects.get(), draft)


def test_it_is_computed_from_the_draft_as_it_was_when_asked():
    ItemFactory(received_at=NOW)
    longer_limit()
    previewing.ask(actor=SYSTEM, now=NOW)
    draft_with(
        answering__limit={"within": "5 days", "lines": "§ 4"},
        answering__platforms={"facebook": {"within": "1 working day", "lines": "§ 4"}},
    )
    previewing.compute_due(clock=lambda: NOW + timedelta(days=3))
    assert Effect.objects.filter(group="items").count() == 1


def test_a_draft_that_does_not_hold_together_is_refused_with_a_sentence(office):
    draft_with(answering__limit={"within": "nonsense"})
    response = office.post(PAGE)
    assert response.status_code == 409
    assert "håller inte ihop än" in response.content.decode()
    assert not Preview.objects.exists()


def test_a_worker_that_dies_is_followed_by_another_and_nothing_stands_twice(monkeypatch):
    ItemFactory(received_at=NOW)
    longer_limit()
    previewing.ask(actor=SYSTEM, now=NOW)
    dead = Preview.objects.claim(now=NOW)
    later = NOW + timedelta(minutes=3)
    assert previewing.compute_due(clock=lambda: later) == 1
    with pytest.raises(previewing.StaleToken):
        previewing.compute(dead, clock=lambda: later)
    assert Effect.objects.count() == 1


def test_what_fails_is_tried_again_and_then_said(office, monkeypatch):
    longer_limit()

    def fail(**_question):
        raise RuntimeError("no")

    monkeypatch.setattr(changes_under, "_answerers", {"fail": fail})
    previewing.ask(actor=SYSTEM, now=NOW)
    for attempt in range(previewing.ATTEMPTS):
        previewing.compute_due(clock=lambda at=NOW + timedelta(hours=attempt): at)
    assert "gick inte att räkna ut" in office.get(PAGE).content.decode()
    office.post(PAGE)
    assert Preview.objects.get().state == "waiting"


def test_no_citizens_word_is_kept_in_what_is_found():
    ItemFactory(received_at=NOW, text="Släck lampan på Skolgatan 14!")
    longer_limit()
    found()
    assert "Skolgatan" not in str(list(Effect.objects.values()))


def test_only_the_office_sees_it(client):
    client.force_login(PersonFactory())
    assert client.get(PAGE).status_code == 403
