"""When each notice leaves: it is put into a mail as soon as the rules for its urgency let it.

Alarms at once. Prompt ones while the reader is at work. Ordinary ones in the reader's one mail of the day, at 8.00 or
when their day begins, if later. The reader is the receiver or, while they are away, whoever stands in for them. After
an outage the same rules hold for everything that has become ready meanwhile, and the keys make it once.
"""

from collections import defaultdict
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from socialgov.notices.kinds import Urgency
from socialgov.notices.models import Mail, Notice
from socialgov.organisation.collectors import closings
from socialgov.organisation.models import Person
from socialgov.organisation.selectors import absence_today, is_working, next_working_moment, standing_in
from socialgov.wiring.wakeup import wake_on_commit

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SUMMARY_TIME = time(8)
AT_MOST_IN_ONE_SWEEP = 5000


def place(*, now: datetime) -> int:
    """Put every notice that may leave into a mail, and mark those that no longer need to. How many mails were made."""
    drop_expired(now=now)
    desk = _Desk(now)
    made = 0
    summaries: dict[tuple[int | None, str], list[Notice]] = defaultdict(list)
    ready = Notice.objects.ready(now).select_related("person").order_by("ready_at", "pk")
    for notice in ready[:AT_MOST_IN_ONE_SWEEP]:
        if notice.person and not notice.person.is_active:
            _close(notice, Notice.State.NO_READER, now)
            continue
        reader = desk.reader_of(notice)
        if notice.person and reader is None:
            continue
        if notice.urgency == Urgency.ORDINARY:
            summaries[reader.pk if reader else None, notice.address].append(notice)
        elif notice.urgency == Urgency.ALARM or reader is None or desk.at_work(reader):
            made += _place_alone(notice, reader, now=now)
    for (reader_id, address), notices in summaries.items():
        reader = desk.people[reader_id] if reader_id else None
        start = desk.summary_start(reader)
        if start is not None and any(notice.ready_at <= start for notice in notices):
            made += _place_together(notices, reader, address, now=now)
    return made


def drop_expired(*, now: datetime) -> int:
    """Mark what can no longer help anyone. How many."""
    expired = Notice.objects.waiting().filter(expires_at__lte=now)
    return expired.update(state=Notice.State.EXPIRED, settled_at=now, locked="")


class _Desk:
    """Who reads for whom and who is at work, looked up once per sweep."""

    def __init__(self, now: datetime):
        self.now = now
        self.today: date = now.astimezone(STOCKHOLM).date()
        self.eight: datetime = datetime.combine(self.today, SUMMARY_TIME, STOCKHOLM)
        self.people: dict[int, Person] = {}
        self._readers: dict[int, tuple[Person | None, bool]] = {}
        self._at_work: dict[int, bool] = {}

    def reader_of(self, notice: Notice) -> Person | None:
        """The receiver or their substitute. None while nobody reads: away without a substitute, except for alarms."""
        person = notice.person
        if person is None:
            return None
        if person.pk not in self._readers:
            away = absence_today(person, now=self.now) is not None
            self._readers[person.pk] = (standing_in(person, now=self.now) if away else person, away)
        reader, away = self._readers[person.pk]
        if reader is None and away and notice.urgency == Urgency.ALARM:
            reader = person
        if reader is not None:
            self.people[reader.pk] = reader
        return reader

    def at_work(self, person: Person) -> bool:
        if person.pk not in self._at_work:
            self._at_work[person.pk] = is_working(person, at=self.now)
        return self._at_work[person.pk]

    def summary_start(self, reader: Person | None) -> datetime | None:
        """When today's mail may leave, if that time has come and the reader is still at work."""
        if self.now < self.eight:
            return None
        if reader is None:
            return self.eight if _is_workday(self.today) else None
        if not self.at_work(reader):
            return None
        start = self.eight if is_working(reader, at=self.eight) else next_working_moment(reader, after=self.eight)
        return start if start <= self.now else None


def _is_workday(day: date) -> bool:
    """Whether function mailboxes are read: Monday to Friday, the municipality not closed the whole day."""
    closed = {closing.day for closing in closings(first_day=day, last_day=day) if closing.closes_at is None}
    return day.isoweekday() <= 5 and day not in closed


@transaction.atomic
def _place_alone(notice: Notice, reader: Person | None, *, now: datetime) -> bool:
    locked = _take([notice], reader, now)
    if not locked:
        return False
    mail = Mail.objects.create(
        key=f"notice:{notice.pk}",
        person=reader,
        address=reader.email if reader else notice.address,
        is_alarm=notice.urgency == Urgency.ALARM,
        created_at=now,
        trying_since=now,
        not_before=now,
    )
    Notice.objects.filter(pk__in=[n.pk for n in locked]).update(state=Notice.State.IN_MAIL, mail=mail)
    _wake()
    return True


@transaction.atomic
def _place_together(notices: list[Notice], reader: Person | None, address: str, *, now: datetime) -> bool:
    """The one mail of the day. If it has been made already, the notices wait until tomorrow."""
    day = now.astimezone(STOCKHOLM).date()
    key = f"summary:{reader.pk if reader else address}:{day:%Y-%m-%d}"
    defaults = {
        "person": reader,
        "address": reader.email if reader else address,
        "is_summary": True,
        "created_at": now,
        "trying_since": now,
        "not_before": now,
    }
    mail, is_new = Mail.objects.get_or_create(key=key, defaults=defaults)
    if not is_new:
        return False
    locked = _take(notices, reader, now)
    if not locked:
        transaction.set_rollback(True)
        return False
    Notice.objects.filter(pk__in=[n.pk for n in locked]).update(state=Notice.State.IN_MAIL, mail=mail)
    _wake()
    return True


def _take(notices: list[Notice], reader: Person | None, now: datetime) -> list[Notice]:
    """Lock those that still wait and note their reader. One the reader has had in another role is closed."""
    waiting = Notice.objects.waiting().select_for_update(skip_locked=True, of=("self",))
    taken = []
    for notice in waiting.filter(pk__in=[n.pk for n in notices]).order_by("pk"):
        if reader is not None:
            notice.reader = reader
            try:
                with transaction.atomic():
                    notice.save(update_fields=["reader"])
            except IntegrityError:
                _close(notice, Notice.State.SAME_READER, now)
                continue
        taken.append(notice)
    return taken


def _close(notice: Notice, state: str, now: datetime) -> None:
    Notice.objects.filter(pk=notice.pk, state=Notice.State.WAITING).update(state=state, settled_at=now, locked="")


def _wake() -> None:
    wake_on_commit("notices.send")
