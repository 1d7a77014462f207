"""Ljungsele's comments, what was done with them, and the report from the public.

Everything goes through the services, with the moment it happened. C10, C14 and C17 are not loaded: they come in by
themselves from the sample site, to which connections.py connects.
"""

from datetime import datetime, timedelta

from accounts.models import Account
from accounts.selectors import work_calendar
from moderation.models import Item
from moderation.services import (
    alarms,
    answers,
    forwarding,
    intake,
    records,
    removal,
    reports,
    second_looks,
)
from socialgov.local.sample import placing
from socialgov.local.sample.accounts import account, person
from socialgov.local.sample.comment_texts import (
    ANSWER_C03,
    COMMENTS,
    EARLIER,
    POSTS,
    QUESTION_C09,
    QUESTION_C11,
    REPORT,
    Sample,
)
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Unit
from socialgov.organisation.selectors import actor_for
from socialgov.platforms.connectors.base import IncomingComment
from socialgov.policy import selectors as policy

RECEIPT = 42
NOTICED_AFTER = timedelta(minutes=3)
# The working day and time at which the last thing was done with it: that must lie behind us.
DONE_AFTER = {"C03": (1, "11.20"), "C04": (1, "9.10"), "C09": (1, "10.05"), "C23": (1, "8.15"), "C25": (1, "9.30")}
NEXT_MORNING = {"C05": "6.55", "C06": "7.33"}
MINUTES_AGO = frozenset({"C20", "C22"})
WEEKS_OF_EARLIER = 7


def load(now: datetime) -> None:
    """Add the comments, unless there are any of the sample."""
    if Item.objects.filter(is_sample=True).exists():
        return
    _earlier(now)
    received = placed(now)
    items = {}
    for sample in sorted(COMMENTS, key=lambda one: received[one.name]):
        items[sample.name] = _take_in(sample, received[sample.name], now)
    for happened in (_done, _taken_away, _waiting, _alarmed, _reported):
        happened(items, received, now)


def placed(now: datetime) -> dict[str, datetime]:
    """When each comment came in, so that it is of its class now."""
    cache: dict = {}
    with policy.one_reading():
        return {sample.name: _placed(sample, now, cache) for sample in COMMENTS}


def _placed(sample: Sample, now: datetime, cache: dict) -> datetime:
    ref = placing.reference(sample.at)
    if sample.name in MINUTES_AGO:
        return placing.fresh(ref, now=now)
    if sample.name in NEXT_MORNING:
        return _evening_before(ref, NEXT_MORNING[sample.name], now)
    if sample.name in DONE_AFTER:
        return _long_enough_ago(ref, *DONE_AFTER[sample.name], now)
    if sample.standing == "now":
        return placing.latest(ref, now=now)
    where = account(sample.account)
    return placing.keeping_class(ref, sample.standing, account=where, kind=sample.kind, now=now, cache=cache)


def _evening_before(ref: datetime, morning: str, now: datetime) -> datetime:
    """The latest such evening whose next morning has come."""
    received = placing.latest(ref, now=now)
    while placing.at(received.date() + timedelta(days=1), morning) > now - timedelta(minutes=30):
        received = placing.latest(ref, now=received)
    return received


def _long_enough_ago(ref: datetime, workdays: int, moment: str, now: datetime) -> datetime:
    """The latest such moment after which everything had time to happen; at least as long ago as at the reference."""
    calendar = policy.calendar_for()
    usual = placing.at(placing.REFERENCE_DAY, "10.00") - ref
    received = placing.latest(ref, now=now, before=usual - timedelta(minutes=5))
    while placing.workday_after(received.date(), workdays, moment, calendar) > now:
        received = placing.latest(ref, now=received)
    return received


def _take_in(sample: Sample, received: datetime, now: datetime) -> Item:
    title, address = POSTS[sample.account]
    incoming = IncomingComment(
        external_id=f"exempel-{sample.name}",
        author_name=sample.author,
        text=sample.text,
        published_at=received,
        url=f"{address}?comment_id={sample.name}" if address and sample.kind == "comment" else "",
        post_url=address if sample.kind == "comment" else "",
        post_title=title if sample.kind == "comment" else "",
        private=sample.kind == "message",
    )
    noticed = min(received + NOTICED_AFTER, now)
    item = intake.receive(account=account(sample.account), incoming=incoming, now=noticed, is_sample=True)
    assert item is not None
    return item


def _who(first_name: str, now: datetime) -> Actor:
    return actor_for(person(first_name), now=now)


def _when(received: datetime, name: str) -> datetime:
    workdays, moment = DONE_AFTER[name]
    return placing.workday_after(received.date(), workdays, moment, policy.calendar_for())


def _done(items: dict[str, Item], received: dict[str, datetime], now: datetime) -> None:
    """C03 answered in time; C04 and C23 need no answer."""
    moment = _when(received["C03"], "C03")
    answers.reply(item=items["C03"], text=ANSWER_C03, seen_version=0, actor=_who("Karin", now), now=moment)
    for name, who in (("C04", "Jonas"), ("C23", "Karin")):
        moment = _when(received[name], name)
        answers.no_answer(item=items[name], why="politician", actor=_who(who, now), now=moment)


def _taken_away(items: dict[str, Item], received: dict[str, datetime], now: datetime) -> None:
    """C05 hidden, C06, C09 and C25 removed; what was looked at again, and by whom."""
    morning = placing.at(received["C05"].date() + timedelta(days=1), NEXT_MORNING["C05"])
    removal.hide(
        item=items["C05"], category="insult", attacked=person("Anneli"), actor=_who("Fatima", now), now=morning,
        already_done=True,
    )  # fmt: skip
    _threat(items["C06"], placing.at(received["C06"].date() + timedelta(days=1), NEXT_MORNING["C06"]), now)
    karin, jonas = _who("Karin", now), _who("Jonas", now)
    moment = placing.at(received["C09"].date(), "12.40")
    removal.remove(item=items["C09"], category="offensive_data", actor=karin, now=moment, already_done=True)
    forwarding.forward(
        item=items["C09"], route="other", question=QUESTION_C09, unit=_unit("Bygglov och miljö"), actor=karin,
        now=moment + timedelta(minutes=5),
    )  # fmt: skip
    _looked_at(items["C09"], jonas, _when(received["C09"], "C09"))
    moment = placing.at(received["C25"].date(), "17.02")
    removal.remove(item=items["C25"], category="copyright", actor=jonas, now=moment, already_done=True)
    _looked_at(items["C25"], karin, _when(received["C25"], "C25"))


def _threat(item: Item, moment: datetime, now: datetime) -> None:
    """Lina saw it, raised the alarm and removed it two minutes later; then it went to the registrar."""
    lina = _who("Lina", now)
    answers.seen(item=item, actor=lina, now=moment - timedelta(minutes=2))
    alarms.raise_alarm(item=item, kind="threat", actor=lina, now=moment - timedelta(minutes=1))
    removal.remove(item=item, category="threat", actor=lina, now=moment, already_done=True, attacked=person("Samir"))
    records.to_registrar(
        item=item, subject="Hot mot rektor på Tallbackaskolans Instagram", actor=lina, now=moment + timedelta(minutes=6)
    )


def _looked_at(item: Item, actor: Actor, moment: datetime) -> None:
    look = item.second_looks.get(done_at=None)
    second_looks.look_again(look=look, outcome="right", actor=actor, now=moment)


def _waiting(items: dict[str, Item], received: dict[str, datetime], now: datetime) -> None:
    """C11 is with Bygglov."""
    moment = min(placing.workday_after(received["C11"].date(), 1, "8.30", policy.calendar_for()), now)
    forwarding.forward(
        item=items["C11"], route="building", question=QUESTION_C11, unit=_unit("Bygglov och miljö"),
        actor=_who("Karin", now), now=moment,
    )  # fmt: skip


def _alarmed(items: dict[str, Item], received: dict[str, datetime], now: datetime) -> None:
    """C20: Lina raised the alarm two minutes after it was written."""
    alarms.raise_alarm(
        item=items["C20"], kind="life", actor=_who("Lina", now), now=received["C20"] + timedelta(minutes=2)
    )


def _reported(items: dict[str, Item], received: dict[str, datetime], now: datetime) -> None:
    """The report through the form, A-0042, twenty-five minutes after C05 was hidden."""
    hidden = Item.objects.get(pk=items["C05"].pk).hidden_at or now
    moment = min(hidden + timedelta(minutes=25), now)
    report = reports.report_content(text=REPORT, now=moment, is_sample=True)
    Item.objects.filter(pk=report.pk, receipt__lt=RECEIPT).update(receipt=RECEIPT)
    fatima = _who("Fatima", now)
    reports.confirm_report(
        report=report, comment=items["C05"], actor=fatima, now=min(moment + timedelta(minutes=4), now)
    )
    answers.no_answer(item=report, why="answered_in_thread", actor=fatima, now=min(moment + timedelta(minutes=4), now))


def _unit(name: str) -> Unit:
    return Unit.objects.get(is_sample=True, name=name)


def _earlier(now: datetime) -> None:
    """Seven weeks of questions answered in time, so that there is something to count and to look up."""
    today = now.astimezone(placing.HOME).date()
    for week in range(WEEKS_OF_EARLIER, 0, -1):
        for place, (key, author, text, answer) in enumerate(EARLIER):
            if (place + week) % 3:
                continue
            monday = today - timedelta(days=today.weekday(), weeks=week)
            received = placing.at(monday + timedelta(days=place % 5), f"{9 + place % 6}.{12 + place}")
            _earlier_one(account(key), f"{week}-{place}", author, text, answer, received, now)


def _earlier_one(
    where: Account, name: str, author: str, text: str, answer: str, received: datetime, now: datetime
) -> None:
    incoming = IncomingComment(
        external_id=f"exempel-{name}", author_name=author, text=text, published_at=received,
        url=f"{where.address}/posts/{name}?comment_id={name}",
    )  # fmt: skip
    item = intake.receive(account=where, incoming=incoming, now=received + NOTICED_AFTER, is_sample=True)
    assert item is not None
    first = where.assignments.filter(role="administrator").order_by("pk")[:1].get()
    who = actor_for(first.person, now=now)
    moment = min(work_calendar(where).add_hours(received, 2), now)
    if answer:
        answers.reply(item=item, text=answer, seen_version=0, actor=who, now=moment)
    else:
        answers.no_answer(item=item, why="thanks", actor=who, now=moment)
