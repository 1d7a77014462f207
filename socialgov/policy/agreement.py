"""Whether the parts of a municipality's guidelines agree with each other: rules that contradict are refused. Pure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from socialgov.policy import ledger, spoken
from socialgov.policy.schema.answering import AnswerWithin
from socialgov.policy.schema.plans import Asked
from socialgov.policy.schema.records import Trigger
from socialgov.policy.schema.removal import SecrecyStep
from socialgov.policy.spans import Span, Unit

if TYPE_CHECKING:
    from socialgov.policy.guidelines import Guidelines

Contradiction = tuple[str, str]  # the path, and what to do in a sentence
BY_LAW = ("threat", "incitement", "agitation", "child_abuse", "violence", "secrecy")


def contradictions(document: "Guidelines") -> Iterator[Contradiction]:
    """Every place where one rule makes another impossible, with its path."""
    for check in (_sources, _removing, _platforms, _clocks, _plans, _records, _data, _revision):
        yield from check(document)


def _sources(d: "Guidelines") -> Iterator[Contradiction]:
    for path, provision in d.provisions():
        for rule in provision.rule:
            if not ledger.may_be_cited(rule):
                yield path, _("There is no rule {0} in the ledger.").format(rule)
    refused = {rule for entry in d.not_shipped for rule in entry.rule}
    for n, category in enumerate(d.removing.categories, start=1):
        if refused & set(category.rule):
            yield f"removing.categories.{n}", _("It stands on a rule that is not carried out.")


def _removing(d: "Guidelines") -> Iterator[Contradiction]:
    codes = {category.code for category in d.removing.categories}
    if d.crisis.hide_off_topic != ("off_topic_crisis" in codes):
        yield "crisis.hide_off_topic", _("It contradicts the category off_topic_crisis.")
    if missing := [code for code in BY_LAW if code not in codes]:
        yield "removing.categories", _("What the law wants removed must be there too: {0}.").format(", ".join(missing))
    registers = any(trigger.trigger is Trigger.SECRECY for trigger in d.diary.triggers)
    if SecrecyStep.REGISTER in d.secrecy.steps and not registers:
        yield "secrecy.steps", _("A secret post is registered, but diary.triggers has no 'secrecy'.")


def _platforms(d: "Guidelines") -> Iterator[Contradiction]:
    for slug in d.answering.platforms:
        if d.accounts.platforms and slug not in d.accounts.platforms:
            yield f"answering.platforms.{slug}", _("It is not among accounts.platforms.")
    if d.channel_list.entry_from_website and not d.channel_list.published:
        yield "channel_list.entry_from_website", _("The website can not lead to a list that is not published.")


def _clocks(d: "Guidelines") -> Iterator[Contradiction]:
    limit = d.answering.limit.within
    if limit is None:
        return
    clocks: dict[str, AnswerWithin] = {"general": d.answering.general}
    clocks |= {f"platforms.{name}": clock for name, clock in d.answering.platforms.items()}
    clocks |= {f"kinds.{name}": clock for name, clock in d.answering.kinds.items()}
    hours = _open_hours(d)
    for name, clock in clocks.items():
        if clock.counted is not None and _days(clock.counted, hours) > _days(limit, hours):
            yield (
                f"answering.{name}",
                _("The target, {0}, lies after the hard limit, {1}.").format(
                    spoken.span(clock.counted), spoken.span(limit)
                ),
            )


def _open_hours(d: "Guidelines") -> float:
    opens, closes = (datetime.combine(date.min, t) for t in (d.calendar.hours.opens, d.calendar.hours.closes))
    return (closes - opens).total_seconds() / 3600


def _days(span: Span, open_hours: float) -> float:
    """How many days the length takes at least; a working day is never shorter than a day."""
    if span.unit is Unit.HOURS:
        return span.n / open_hours
    return span.n / 24 if span.unit is Unit.WEEKDAY_HOURS else span.n


def _plans(d: "Guidelines") -> Iterator[Contradiction]:
    plan = d.starting.plan
    wanted = {
        "starting.plan.goals_measurable": (plan.goals_measurable, "goals"),
        "starting.plan.hours_of_watching": (plan.hours_of_watching, "monitoring"),
        "starting.operators.slots": (d.starting.operators.slots > 0, "operators"),
        "starting.administrators.minimum": ((d.starting.administrators.needed or 0) > 1, "administrators"),
    }
    for path, (is_wanted, key) in wanted.items():
        question = plan.asks(key)
        if is_wanted and (question is None or question.asked is not Asked.REQUIRED):
            yield path, _("The plan can not say so: it has no required question '{0}'.").format(key)


def _records(d: "Guidelines") -> Iterator[Contradiction]:
    if not d.pruning.allowed and d.pruning.earliest is not None:
        yield "pruning.earliest", _("Nothing may be disposed of, so there is no earliest day.")


def _data(d: "Guidelines") -> Iterator[Contradiction]:
    said: dict[str, bool] = {}
    for n, liability in enumerate(d.controller.liability, start=1):
        for platform in liability.platforms:
            if said.setdefault(platform, liability.visitors_posts) != liability.visitors_posts:
                yield f"controller.liability.{n}", _("Two rules contradict each other on '{0}'.").format(platform)


def _revision(d: "Guidelines") -> Iterator[Contradiction]:
    every, before = d.revision.counted, d.revision.remind_before
    if every is not None and before.months >= every.months:
        yield "revision.remind_before", _("The reminder would come before the decision itself.")
