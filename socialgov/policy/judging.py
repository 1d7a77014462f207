"""How it stands: what every account, plan and unit is judged by, and in which words.

Each room hands in its checks through the collector `checks`, in its `ready()`; the pages that show them own no rule. A
check names a provision of the guidelines by its path, so that each municipality is judged by its own.

Modality counts: what the guidelines only aim at (*bör*), what they leave open and what is our own reading is never
*Behöver åtgärdas*; a miss is then *Snart dags*, with the word *bör*. What nobody has said yet is grey, never red.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Unit
from socialgov.policy.citing import provision_in
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.models import Adopted
from socialgov.policy.schema.base import Modality
from socialgov.wiring.collectors import Collector

checks = Collector("checks", "What is judged, and how: fn() -> Check")
T = TypeVar("T")
Words = str | Promise
THE_MUNICIPALITY = 0  # the id under which a check about the whole municipality answers


class About(StrEnum):
    """What a check judges."""

    ACCOUNT = "account"
    PLAN = "plan"
    UNIT = "unit"
    MUNICIPALITY = "municipality"


class Status(StrEnum):
    """How it stands, what asks for most first."""

    NOT_MET = "not_met"
    AT_RISK = "at_risk"
    UNCHECKED = "unchecked"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> Promise:
        """As on the screen."""
        return LABELS[self]


LABELS: dict[Status, Promise] = {
    Status.NOT_MET: _("Needs to be put right"),
    Status.AT_RISK: _("Soon due"),
    Status.UNCHECKED: _("Not checked yet"),
    Status.MET: _("Right"),
    Status.NOT_APPLICABLE: _("Does not apply here"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one thing stands and why. `by` is the last day, `aim` that a miss is no breach.

    `at` is the row where it is put right, when that is another than the one judged (a person's telephone); `fix` the
    way there, when that is another than the check's.
    """

    status: Status
    reason: Words = ""
    by: date | None = None
    aim: bool = False
    at: int | None = None
    fix: "Fix | None" = None


def met(reason: Words = "", by: date | None = None) -> Verdict:
    return Verdict(Status.MET, reason, by)


def at_risk(reason: Words, by: date | None = None, *, at: int | None = None, fix: "Fix | None" = None) -> Verdict:
    return Verdict(Status.AT_RISK, reason, by, at=at, fix=fix)


def not_met(reason: Words, by: date | None = None, *, at: int | None = None, fix: "Fix | None" = None) -> Verdict:
    return Verdict(Status.NOT_MET, reason, by, at=at, fix=fix)


def unchecked(reason: Words, by: date | None = None, *, at: int | None = None, fix: "Fix | None" = None) -> Verdict:
    """Nobody has said, or looked, yet."""
    return Verdict(Status.UNCHECKED, reason, by, at=at, fix=fix)


def not_applicable(reason: Words) -> Verdict:
    return Verdict(Status.NOT_APPLICABLE, reason)


NOT_ASKED = not_applicable(_("The guidelines do not ask for it."))
UNANSWERED = unchecked(_("Not judged yet."))


@dataclass(frozen=True)
class Asked:
    """What is judged, by which guidelines, at which moment.

    `since` is the day from which the municipality has had guidelines here: what is older is not held against anyone.
    """

    adopted: Adopted
    since: date
    now: datetime
    accounts: QuerySet[Any]
    plans: QuerySet[Any]
    units: QuerySet[Unit]
    _kept: dict[Callable, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def document(self) -> Guidelines:
        return self.adopted.document

    @cached_property
    def today(self) -> date:
        """The day in Sweden."""
        return timezone.localdate(self.now)

    def once(self, read: Callable[["Asked"], T]) -> T:
        """What `read` finds, read one time for all the checks that need it."""
        if read not in self._kept:
            self._kept[read] = read(self)
        return self._kept[read]


@dataclass(frozen=True, slots=True)
class Fix:
    """Where it is put right: the button's words, the page for a row, and for which of some rows the actor may."""

    label: Words
    url: Callable[[int], str]
    may: Callable[[Actor, datetime, Collection[int]], Collection[int]]


def page(name: str) -> Callable[[int], str]:
    """The page of that name about a row."""
    return lambda pk: reverse(name, args=[pk])


def among(
    allowed: Callable[[Actor, datetime], QuerySet[Any]],
) -> Callable[[Actor, datetime, Collection[int]], set[int]]:
    """Of some rows those in the permission's queryset."""
    return lambda actor, now, ids: set(allowed(actor, now).filter(pk__in=ids).values_list("pk", flat=True))


def whole(may: Callable[[Actor, datetime], bool]) -> Callable[[Actor, datetime, Collection[int]], set[int]]:
    """For what is about the whole municipality: all or nothing."""
    return lambda actor, now, ids: set(ids) if may(actor, now) else set()


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is judged, by `provision` (empty where it stands nowhere).

    `judge` answers for every row asked about, in a number of queries that does not grow with them. `applies` is asked
    first. `stated` names the value that the guidelines must have themselves for a miss to be a breach; `own`: it is our
    own reading of the provision, so that a miss never is.
    """

    key: str
    title: Words
    about: About
    provision: str
    judge: Callable[[Asked], Mapping[int, Verdict]]
    fix: Fix | None = None
    applies: Callable[[Guidelines], bool] = lambda document: True
    stated: str = ""
    own: bool = False

    @property
    def place(self) -> str:
        """What its page is called: the provision, or the key of what stands nowhere."""
        return self.provision or self.key

    def is_asked_by(self, document: Guidelines) -> bool:
        """Whether these guidelines ask for it at all. What they only permit (*kan*, *får*) they do not ask for."""
        if self.provision:
            provision = provision_in(document, self.provision)
            if provision is None or (provision.modality is Modality.MAY and not provision.is_own):
                return False
        return self.applies(document)

    def binds(self, document: Guidelines) -> bool:
        """Whether a miss is a breach: *ska*, in the guidelines' own words and with their own number."""
        provision = provision_in(document, self.provision) if self.provision else None
        if provision is None or self.own or provision.is_own or provision.modality is not Modality.MUST:
            return False
        return not self.stated or getattr(provision, self.stated) not in (None, False)


def judged(check: Check, asked: Asked) -> Mapping[int, Verdict]:
    """The check's answers, with a missed aim softened. Ask only where the guidelines do (`is_asked_by`)."""
    answers = check.judge(asked)
    if check.binds(asked.document):
        return answers
    return {pk: softened(verdict) for pk, verdict in answers.items()}


def softened(verdict: Verdict) -> Verdict:
    """The verdict where a miss is no breach."""
    if verdict.status is Status.NOT_MET:
        return replace(verdict, status=Status.AT_RISK, aim=True)
    return replace(verdict, aim=True) if verdict.status is Status.AT_RISK else verdict
