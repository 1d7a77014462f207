"""The reasons for taking something away, as the dialog shows them: grouped by kind, and what will happen then."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation import duties
from moderation.models import Decision, Item
from moderation.selectors.detail import platform_of
from moderation.services.outbox import works_by_connection
from moderation.services.second_looks import candidates
from socialgov.look import times
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person
from socialgov.policy import selectors as policy
from socialgov.policy.categories import Kind, Routine
from socialgov.policy.citing import Citation
from socialgov.policy.schema.removal import RemovalCategory


@dataclass(frozen=True, slots=True)
class Choice:
    """One category: its word, a help text, where it stands, and whether someone looks afterwards."""

    code: str
    label: str
    help: str
    where: str
    second_look: bool


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    choices: list[Choice]


def ground_words(category: RemovalCategory) -> str:
    """`Uppenbart brott`, `Strider mot lag i övrigt`, `Bryter mot kommentarsreglerna`."""
    return {
        Kind.CRIMINAL_OBVIOUS: _("Obvious crime"),
        Kind.UNLAWFUL_OTHER: _("Against the law otherwise"),
        Kind.HOUSE_RULE: _("Breaks the house rules"),
    }[category.effective_kind]


def choices(categories: tuple[RemovalCategory, ...], asked: str = "", suggested: str = "") -> list[Group]:
    """Those that match what someone looks for, or all: what the words suggest, then the gravest kind first."""
    first = [c for c in categories if c.code == suggested and _matches(c, asked)]
    groups = [Group(_("What the words suggest"), [_choice(c) for c in first])] if first else []
    for kind in (Kind.CRIMINAL_OBVIOUS, Kind.UNLAWFUL_OTHER, Kind.HOUSE_RULE):
        found = [c for c in categories if c.effective_kind is kind and c.code != suggested and _matches(c, asked)]
        if found:
            groups.append(Group(ground_words(found[0]), [_choice(c) for c in found]))
    return groups


def _matches(category: RemovalCategory, asked: str) -> bool:
    words = f"{category.known.label} {category.known.help} {category.text}".casefold()
    return all(word in words for word in asked.casefold().split())


def _choice(category: RemovalCategory) -> Choice:
    where = [str(Citation("", category.lines)), category.law or category.known.law]
    return Choice(
        category.code,
        str(category.known.label),
        str(category.known.help),
        "; ".join(part for part in where if part),
        category.needs_second_look,
    )


def no_reason(groups: list[Group], asked: str) -> bool:
    """Whether what someone looks for is no reason to remove: kritik, negativt, osakligt, fel forum, irriterande …"""
    return bool(asked) and not groups


def what_will_happen(
    item: Item, category: RemovalCategory, *, attacked: Person | None, actor: Actor, now: datetime
) -> list[str]:
    """Each consequence in a sentence, before the button is pressed."""
    platform = platform_of(item)
    sentences = [_("The copy is saved first.")]
    if category.known.routine is Routine.CHILD_ABUSE:
        sentences = [_("No copy is taken: only the address and the time are kept.")]
    if works_by_connection(item, "remove"):
        sentences.append(_("Then it is removed from the channel."))
    else:
        sentences.append(_("Then you remove it in the platform's own app: the account is not connected."))
    if platform and platform.removal_note:
        sentences.append(platform.removal_note)
    if category.known.routine is Routine.SECRECY:
        sentences.append(_("The copy is marked for secrecy. Few can read it."))
    if duties.reports_to_police(category.effective_kind):
        sentences.append(_("Then you report it to the police."))
    if category.known.routine is Routine.SECRECY and duties.registers_secrets():
        sentences.append(_("Then you send it to the registrar."))
    if category.needs_second_look:
        sentences.append(_second_look(item, attacked, actor, now))
    if attacked:
        words = {"name": attacked.name, "manager": policy.word("manager")}
        sentences.append(_("%(name)s and %(manager)s are told.") % words)
    if category.known.routine is Routine.ALARM:
        sentences.append(_("Raise the alarm too, if it is not done."))
    return sentences


def _second_look(item: Item, attacked: Person | None, actor: Actor, now: datetime) -> str:
    days = policy.guidelines().answering.second_look.working_days
    due = policy.calendar_for().working_days(now, days)
    someone = candidates(item, Decision(by_id=actor.person_id), attacked.pk if attacked else None, now=now, until=due)
    if not someone:
        return _("You look at it again yourself the next working day, in writing: nobody else is left.")
    day = times.day(due, today=now)
    named = ", ".join(person.name.split()[0] for person in someone[:3])
    more = len(someone) - 3
    if more > 0:
        named = ngettext("%(names)s or %(more)s other", "%(names)s or %(more)s others", more) % {
            "names": named,
            "more": more,
        }
    return _("%(names)s takes a second look by %(day)s.") % {"names": _or(named), "day": day}


def _or(names: str) -> str:
    """`Jonas, Samir` as `Jonas eller Samir`."""
    first, comma, last = names.rpartition(", ")
    if not comma or _(" or ") in last:
        return names
    return f"{first}{_(' or ')}{last}"
