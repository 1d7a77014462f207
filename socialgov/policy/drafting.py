"""Working on a draft of the guidelines, and adopting it. Nothing of a draft holds before it is adopted."""

from copy import deepcopy
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from socialgov.journal.services import record
from socialgov.look import times
from socialgov.look.forms import StaleVersion
from socialgov.organisation.actor import Actor
from socialgov.organisation.selectors import municipality_name
from socialgov.policy import loading, services
from socialgov.policy.editing import arranging, checking
from socialgov.policy.models import Adopted, Draft
from socialgov.policy.permissions import adopting


class DraftRefused(ValueError):
    """It cannot be done with the draft so. The message is a sentence for the screen."""


class NotWhole(DraftRefused):
    """The draft does not hold together yet. `faults` says what is left."""

    def __init__(self, faults: list[loading.Fault]):
        self.faults = faults
        super().__init__(_("The draft does not hold together yet. Put right what is marked before you adopt it."))


def living() -> Draft | None:
    """The draft that is being worked on."""
    return Draft.objects.filter(is_open=True).select_related("changed_by", "based_on").first()


def start(*, profile: str = "", actor: Actor, now: datetime) -> Draft:
    """Begin a draft from what is in force, or from a profile. When there is one already, that is the one."""
    adopting(actor, now=now)
    if (standing := living()) is not None:
        return standing
    in_force = Adopted.objects.order_by("-pk").first()
    if profile:
        document = services.under_own_name(loading.load(profile), municipality=municipality_name(), decision={})
    elif in_force is not None:
        document = in_force.document
    else:
        raise DraftRefused(_("No guidelines are adopted yet. Choose a profile to start from."))
    content = loading.as_data(document)
    return _create(content, profile or (in_force.profile if in_force else ""), in_force, actor=actor, now=now)


def _create(content: dict, profile: str, in_force: Adopted | None, *, actor: Actor, now: datetime) -> Draft:
    actor = adopting(actor, now=now)
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                content=content, origin=content, based_on=in_force, profile=profile, started_at=now,
                started_by_id=actor.person_id, changed_at=now, changed_by_id=actor.person_id,
            )  # fmt: skip
            record(actor=actor, now=now, verb="guidelines_draft.started", about=draft)
    except IntegrityError:
        standing = living()
        if standing is None:
            raise
        return standing
    return draft


@transaction.atomic
def save(
    *, path: str, new: Any, version: int, actor: Actor, now: datetime, wish: arranging.Wish | None = None
) -> Draft:
    """Keep a setting as it was written, whole or not, and do what a row's button asked for.

    Raises StaleVersion when someone else has changed the draft meanwhile, DraftRefused when it has ended.
    """
    actor = adopting(actor, now=now)
    draft = _locked()
    content = deepcopy(draft.content)
    checking.put(content, path, new)
    if wish is not None:
        arranging.arrange(content, wish)
    checking.drop_others_words(content, draft.origin)
    if content == draft.content:
        return draft
    _must_be_current(draft, version)
    draft.content = content
    return _changed(draft, "guidelines_draft.changed", actor=actor, now=now, data={"setting": path})


@transaction.atomic
def upload(*, text: str, file: str, version: int, actor: Actor, now: datetime) -> Draft:
    """Take in a whole document written in TOML. Raises loading.ProfileError with every fault, StaleVersion.

    The file speaks for itself: what it says is what later changes are compared with. `version` 0: there was no draft.
    """
    document = loading.parse(text, file=file)
    actor = adopting(actor, now=now)
    content = loading.as_data(document)
    in_force = Adopted.objects.order_by("-pk").first()
    if living() is None:
        return _create(content, document.about.municipality[:60], in_force, actor=actor, now=now)
    draft = _locked()
    if draft.content == content:
        return draft
    _must_be_current(draft, version)
    draft.content = draft.origin = content
    draft.profile = document.about.municipality[:60]
    return _changed(draft, "guidelines_draft.uploaded", actor=actor, now=now)


@transaction.atomic
def discard(*, version: int, actor: Actor, now: datetime) -> None:
    """Throw the draft away. Doing it twice changes nothing."""
    actor = adopting(actor, now=now)
    draft = Draft.objects.select_for_update(of=("self",)).filter(is_open=True).first()
    if draft is None:
        return
    _must_be_current(draft, version)
    draft.is_open, draft.ended_at = False, now
    _changed(draft, "guidelines_draft.thrown_away", actor=actor, now=now)


@transaction.atomic
def adopt(
    *, version: int, seen: int, decided_on: date, decided_by: str, diary_number: str, revise_by: date | None,
    actor: Actor, now: datetime,
) -> Adopted:  # fmt: skip
    """Put the draft in force as it was decided, and end it. `seen` is the version it was compared with on the screen.

    Raises NotWhole, StaleVersion (the draft changed, or other guidelines were adopted meanwhile), DraftRefused (someone
    has just adopted it), services.AdoptionRefused.
    """
    actor = adopting(actor, now=now)
    draft = _locked()
    _must_be_current(draft, version)
    in_force = Adopted.objects.select_related("adopted_by").order_by("-pk").first()
    if in_force is not None and in_force.pk != seen:
        name = in_force.adopted_by.name if in_force.adopted_by else ""
        raise StaleVersion(changed_by=name, changed_at=in_force.adopted_at)
    if left := checking.faults(draft.content, draft.origin):
        raise NotWhole(left)
    decided_by, diary_number = decided_by.strip(), diary_number.strip()
    decision = {"decided_by": decided_by, "decided_on": decided_on, "diary_number": diary_number}
    document = loading.from_data(draft.content, file="")
    document = services.under_own_name(document, municipality="", decision=decision)
    adopted = services.adopt(
        profile=draft.profile, document=document, decided_on=decided_on, decided_by=decided_by,
        diary_number=diary_number, revise_by=revise_by, actor=actor, now=now,
    )  # fmt: skip
    draft.is_open, draft.ended_at = False, now
    if not Draft.objects.filter(adopted=adopted).exists():
        draft.adopted = adopted
    _changed(draft, "guidelines_draft.adopted", actor=actor, now=now)
    return adopted


def _locked() -> Draft:
    """The living draft, locked. DraftRefused, saying what became of it, when there is none."""
    rows = Draft.objects.select_for_update(of=("self",)).select_related("changed_by")
    draft = rows.filter(is_open=True).first()
    if draft is not None:
        return draft
    last = rows.order_by("-pk").first()
    if last is not None and last.adopted_id and last.changed_by and last.ended_at:
        words = {"name": last.changed_by.name, "when": times.when(last.ended_at, now=last.ended_at)}
        raise DraftRefused(_("%(name)s adopted the draft %(when)s. It is in force now.") % words)
    raise DraftRefused(_("There is no draft any more. Begin a new one."))


def _must_be_current(draft: Draft, version: int) -> None:
    if draft.version != version:
        name = draft.changed_by.name if draft.changed_by else ""
        raise StaleVersion(changed_by=name, changed_at=draft.changed_at)


def _changed(draft: Draft, verb: str, *, actor: Actor, now: datetime, data: dict | None = None) -> Draft:
    draft.changed_at, draft.changed_by_id = now, actor.person_id
    draft.version += 1
    draft.save()
    record(actor=actor, now=now, verb=verb, about=draft, data=data)
    return draft
