"""Adopting guidelines, and closing days of the municipality's calendar."""

import hashlib
import json
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from socialgov.journal.services import record
from socialgov.look import times
from socialgov.look.forms import StaleVersion
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.selectors import municipality_name
from socialgov.policy import guidance, loading
from socialgov.policy.events import CalendarChanged, GuidelinesAdopted
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.models import Adopted, GuidanceConfirmation, LocalClosure
from socialgov.policy.permissions import adopting, closing_days
from socialgov.policy.selectors import current, ordinary_workdays, read_anew, squeeze_days_left
from socialgov.policy.worktime import STOCKHOLM, months_after
from socialgov.wiring.events import emit

LONGEST_CLOSING_DAYS = 93


class AdoptionRefused(ValueError):
    """The guidelines cannot be adopted so. The message is a sentence for the screen."""


class ClosureRefused(ValueError):
    """The day cannot be closed, or opened again, so. The message is a sentence for the screen."""


def adopt(
    *,
    decided_on: date,
    decided_by: str,
    actor: Actor,
    now: datetime,
    diary_number: str = "",
    profile: str = "",
    document: Guidelines | None = None,
    revise_by: date | None = None,
) -> Adopted:
    """Put guidelines in force from `now`: a profile that comes with the software, or a document of the municipality's.

    FAR-01: they are looked over again when the document says, counted from the decision, unless `revise_by` is given.
    Adopting what is already in force with the same decision changes nothing and returns it.
    """
    actor = adopting(actor, now=now)
    if document is None:
        document = loading.load(profile)
    if not decided_by.strip():
        raise AdoptionRefused(_("Say who decided."))
    if decided_on > now.astimezone(STOCKHOLM).date():
        raise AdoptionRefused(_("The decision date lies ahead. Adopt the guidelines once they are decided."))
    if revise_by is None and (every := document.revision.counted):
        revise_by = months_after(decided_on, every.months)
    if revise_by is not None and revise_by <= decided_on:
        raise AdoptionRefused(_("The day to look the guidelines over must come after the decision."))
    content = loading.as_data(document)
    content_hash = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    decision = {
        "content_hash": content_hash,
        "decided_on": decided_on,
        "decided_by": decided_by.strip(),
        "diary_number": diary_number.strip(),
        "revise_by": revise_by,
    }
    previous = Adopted.objects.order_by("-pk").first()
    if previous and all(getattr(previous, name) == value for name, value in decision.items()):
        return previous
    try:
        with transaction.atomic():
            adopted = Adopted.objects.create(
                content=content,
                profile=profile or document.about.municipality,
                adopted_at=now,
                adopted_by_id=actor.person_id,
                previous=previous,
                **decision,
            )
            record(
                actor=actor,
                now=now,
                verb="guidelines.adopted",
                about=adopted,
                rule=next(iter(document.revision.rule), ""),
            )
            emit(GuidelinesAdopted(adopted_id=adopted.pk), now=now)
            read_anew()
    except IntegrityError as error:
        raise AdoptionRefused(
            _("Someone else adopted guidelines at the same moment. Look at theirs before you go on.")
        ) from error
    return adopted


def adopt_profile(
    *, profile: str, decided_on: date, decided_by: str, diary_number: str, seen: int, actor: Actor, now: datetime
) -> Adopted:
    """Adopt a profile under the municipality's own name. `seen` is the version that was in force when it was chosen.

    Raises StaleVersion when someone has adopted another meanwhile, AdoptionRefused.
    """
    latest = Adopted.objects.select_related("adopted_by").order_by("-pk").first()
    decided_by, diary_number = decided_by.strip(), diary_number.strip()
    decision = {"decided_by": decided_by, "decided_on": decided_on, "diary_number": diary_number}
    document = under_own_name(loading.load(profile), municipality=municipality_name(), decision=decision)
    again = latest is not None and latest.content == loading.as_data(document)
    if latest and latest.pk != seen and not again:
        name = latest.adopted_by.name if latest.adopted_by else ""
        raise StaleVersion(changed_by=name, changed_at=latest.adopted_at)
    return adopt(
        profile=profile, document=document, decided_on=decided_on, decided_by=decided_by, diary_number=diary_number,
        actor=actor, now=now,
    )  # fmt: skip


def under_own_name(model: Guidelines, *, municipality: str, decision: dict[str, object]) -> Guidelines:
    """The model as the municipality's own guidelines. `decision`: `decided_by`, `decided_on`, `diary_number`."""
    about = model.about
    if municipality and municipality != about.municipality:
        note = _("Modelled on the guidelines of %(name)s.") % {"name": about.municipality}
        own = {"municipality": municipality, "revised_on": None, "is_draft": False, "note": note}
        about = about.model_copy(update=own)
    return model.model_copy(update={"about": about.model_copy(update=decision)})


class TextHasChanged(ValueError):
    """Another text was read than the one in force. The message is a sentence for the screen."""


@transaction.atomic
def confirm_guidance(*, content_hash: str, actor: Actor, now: datetime) -> GuidanceConfirmation:
    """The actor says that they have read Så gör vi. Twice is once. A substitute confirms only for themselves."""
    if content_hash != guidance.digest(current().document):
        raise TextHasChanged(_("The text has changed since you opened the page. Read it once more."))
    confirmation, is_new = GuidanceConfirmation.objects.get_or_create(
        person_id=actor.own_id, content_hash=content_hash, defaults={"at": now}
    )
    if is_new:
        record(actor=actor.alone(), now=now, verb="guidance.confirmed", about=confirmation)
    return confirmation


@transaction.atomic
def close_days(
    *,
    first_day: date,
    last_day: date | None = None,
    closes_at: time | None = None,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> list[LocalClosure]:
    """Close every working day from `first_day` to `last_day`, or from a time of day. All of them, or none.

    Days that are free anyway are passed over. Doing it again, in the same way, changes nothing and gives the same rows.
    """
    last_day = last_day or first_day
    if last_day < first_day:
        raise ClosureRefused(_("The last day comes before the first. Change one of them."))
    if (last_day - first_day).days >= LONGEST_CLOSING_DAYS:
        raise ClosureRefused(_("That is more than three months. Close a shorter time."))
    days = ordinary_workdays(first_day, last_day)
    if not days:
        raise ClosureRefused(_("Everyone is free then anyway, so there is nothing to close."))
    return [add_closure(day=day, closes_at=closes_at, note=note, actor=actor, now=now) for day in days]


@transaction.atomic
def close_squeeze_days(*, year: int, actor: Actor, now: datetime) -> list[LocalClosure]:
    """Close the year's squeeze days (klämdagar) that are left, in one go. Those closed already stay as they are."""
    note = _("Squeeze day")
    left = squeeze_days_left(year, today=_today(now))
    return [add_closure(day=day, note=note, actor=actor, now=now) for day in left]


def add_closure(
    *, day: date, actor: Actor, now: datetime, closes_at: time | None = None, note: str = "", is_sample: bool = False
) -> LocalClosure:
    """Close the municipality on `day`, or from `closes_at`. Closing a day again, in the same way, changes nothing."""
    actor = closing_days(actor, now=now)
    _must_lie_ahead(day, actor=actor, now=now)
    with transaction.atomic():
        standing = LocalClosure.objects.select_for_update().filter(day=day, withdrawn_at=None).first()
        if standing and standing.closes_at == closes_at:
            return standing
        if standing:
            raise ClosureRefused(_closed_by(standing, now))
        try:
            with transaction.atomic():
                closure = LocalClosure.objects.create(
                    day=day,
                    closes_at=closes_at,
                    note=note.strip(),
                    added_at=now,
                    added_by_id=actor.person_id,
                    is_sample=is_sample,
                )
        except IntegrityError as error:
            raise ClosureRefused(_("Someone else closed that day at the same moment.")) from error
        _tell("calendar.closed", closure, actor=actor, now=now)
        return closure


def withdraw_closure(*, closure_id: int, actor: Actor, now: datetime) -> LocalClosure:
    """Make the day an ordinary one again. Doing it twice changes nothing."""
    actor = closing_days(actor, now=now)
    with transaction.atomic():
        closure = LocalClosure.objects.select_for_update().filter(pk=closure_id).first()
        if closure is None:
            raise ClosureRefused(_("There is no such closing."))
        if closure.withdrawn_at is None:
            _must_lie_ahead(closure.day, actor=actor, now=now)
            closure.withdrawn_at, closure.withdrawn_by_id = now, actor.person_id
            closure.save(update_fields=["withdrawn_at", "withdrawn_by"])
            _tell("calendar.opened", closure, actor=actor, now=now)
        return closure


def _must_lie_ahead(day: date, *, actor: Actor, now: datetime) -> None:
    """What has been stays as it was: times that were counted by it can be explained. The system itself may."""
    if day < _today(now) and actor != SYSTEM:
        raise ClosureRefused(
            _("%(day)s has passed and stays as it was.") % {"day": times.date_short(day, today=now).capitalize()}
        )


def _closed_by(closure: LocalClosure, now: datetime) -> str:
    """Who was first, when and how, and what to do."""
    words = {"day": times.date_short(closure.day, today=now), "when": times.when(closure.added_at, now=now)}
    if closure.added_by:
        said = _("%(name)s closed %(day)s in another way %(when)s.") % (words | {"name": closure.added_by.name})
    else:
        said = _("%(day)s was closed in another way %(when)s.") % words
    return f"{said} {_('Open that day first, then close it again.')}"


def _today(now: datetime) -> date:
    return now.astimezone(STOCKHOLM).date()


def _tell(verb: str, closure: LocalClosure, *, actor: Actor, now: datetime) -> None:
    record(actor=actor, now=now, verb=verb, about=closure)
    emit(CalendarChanged(day=closure.day), now=now)
