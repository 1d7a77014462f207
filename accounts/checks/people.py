"""Who runs an account: enough administrators who can be reached, daily operators, someone who stands in."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.checks.rows import mend, rows
from accounts.selectors import Row
from socialgov.look.municipality import with_roles
from socialgov.organisation.models import Person
from socialgov.policy import spoken
from socialgov.policy.judging import About, Asked, Check, Fix, Verdict, among, at_risk, met, not_met, page, unchecked
from socialgov.policy.schema.base import Function

NOBODY = unchecked(gettext_lazy("We do not know who runs the account"))


def _people(row: Row, *roles: str) -> dict[int, Person]:
    """Those who have one of the parts today; all parts where none is named."""
    held = [part for part in row.parts if part.person.is_active and (not roles or part.role in roles)]
    return {part.person_id: part.person for part in held}


def administrators(asked: Asked) -> Mapping[int, Verdict]:
    """Enough of them, with the exceptions, also after who leaves has left (ATV-14)."""
    word = spoken.in_sentence(Function.ADMINISTRATOR, asked.document.labels)
    return {row.account.pk: _enough(row, word) for row in asked.once(rows)}


def _enough(row: Row, word: str) -> Verdict:
    there = len(_people(row, "administrator"))
    if not there:
        return NOBODY
    if short := next((gap for gap in row.gaps if gap.key == "administrators"), None):
        return not_met(short.title)
    if leaving := [gap for gap in row.gaps if gap.key.startswith("leaves:")]:
        first = min(leaving, key=lambda gap: gap.by or date.max)
        return at_risk(first.title, first.by)
    if row.account.one_administrator_because:
        return met(_("Exception: %(why)s") % {"why": row.account.one_administrator_because})
    return met(_("%(count)d are %(role)s") % {"count": there, "role": word})


def contact(asked: Asked) -> Mapping[int, Verdict]:
    """Each administrator has the ways to be reached that the guidelines name (ATV-14, FAR-03)."""
    wanted = asked.document.starting.administrators.contact
    return {row.account.pk: _reachable(row, wanted) for row in asked.once(rows)}


def _reachable(row: Row, wanted: tuple[str, ...]) -> Verdict:
    there = _people(row, "administrator")
    if not there:
        return NOBODY
    silent = [person for person in there.values() if any(not getattr(person, way) for way in wanted)]
    if silent:
        names = ", ".join(person.name for person in silent)
        return not_met(_("Telephone or e-mail is missing: %(names)s") % {"names": names}, at=silent[0].pk)
    return met(_("All of them can be reached."))


def operators(asked: Asked) -> Mapping[int, Verdict]:
    """Somebody is named for the daily work (ATV-15). The form has places for several; one named person is an answer."""
    return {row.account.pk: _named(row) for row in asked.once(rows)}


def _named(row: Row) -> Verdict:
    there = _people(row, "operator")
    if not there:
        return unchecked(_("Nobody is named for the daily work yet."))
    return met(", ".join(person.name for person in there.values()))


def substitute(asked: Asked) -> Mapping[int, Verdict]:
    """Someone watches when one is away: a named substitute, or a second person with a part (ATV-37, FAR-03)."""
    return {row.account.pk: _covered(row) for row in asked.once(rows)}


def _covered(row: Row) -> Verdict:
    there, named = _people(row), _people(row, "substitute")
    if not there:
        return NOBODY
    if named:
        return met(", ".join(person.name for person in named.values()))
    if len(there) == 1:
        return not_met(_("Nobody stands in for %(name)s.") % {"name": next(iter(there.values())).name})
    return met(_("Several people run the account and can stand in."))


CHANGE_PEOPLE = mend(gettext_lazy("Choose who"), "accounts:people")
TO_PERSON = Fix(
    gettext_lazy("Fill in"),
    page("organisation:person_change"),
    among(lambda actor, now: Person.objects.changeable_by(actor, now)),
)
CHECKS = (
    Check(
        "administrators",
        with_roles(gettext_lazy("How many are %(role)s"), role="administrator"),
        About.ACCOUNT,
        "starting.administrators",
        administrators,
        fix=CHANGE_PEOPLE,
        stated="minimum",
    ),
    Check(
        "contact",
        gettext_lazy("Telephone and e-mail"),
        About.ACCOUNT,
        "starting.administrators",
        contact,
        fix=TO_PERSON,
        applies=lambda document: bool(document.starting.administrators.contact),
    ),
    Check(
        "operators",
        gettext_lazy("Daily operation"),
        About.ACCOUNT,
        "starting.operators",
        operators,
        fix=CHANGE_PEOPLE,
        applies=lambda document: document.starting.operators.slots > 0,
    ),
    Check(
        "substitute",
        gettext_lazy("Substitute"),
        About.ACCOUNT,
        "starting.substitute",
        substitute,
        fix=CHANGE_PEOPLE,
        applies=lambda document: document.starting.substitute.required,
    ),
)
