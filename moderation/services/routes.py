"""Changing the ready-made routes: the communications office and the system administrator."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from moderation.errors import ModerationError
from moderation.models import ReadyRoute
from moderation.reasons import ROUTES
from moderation.selectors.routes import OTHER
from socialgov.journal.services import record
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person, Role, Unit
from socialgov.organisation.permissions import capacity_for_role
from socialgov.organisation.stale import check_version

SETS_ROUTES = (Role.COMMUNICATIONS, Role.SYSTEM_ADMINISTRATOR)
MOST_HOURS = 40


@transaction.atomic
def set_route(
    *,
    code: str,
    name: str,
    unit: Unit | None,
    address: str,
    question: str,
    citizen: str,
    hours: int | None,
    in_use: bool,
    version: int,
    actor: Actor,
    now: datetime,
) -> ReadyRoute:
    """Write down a route anew, one of the house's or one's own. What was sent by it stays as it was sent.

    Raises NotPermitted, Stale, ModerationError beside a field.
    """
    actor = capacity_for_role(actor, *SETS_ROUTES, now=now)
    name = name.strip()
    if not name:
        raise ModerationError(_("Write what the route is called."), field="name")
    if unit and address:
        raise ModerationError(_("Choose one: a mailbox or an address."), field="address")
    if unit and not unit.email:
        raise ModerationError(_("The unit has no mailbox of its own. Write an address instead."), field="unit")
    if hours is not None and not 1 <= hours <= MOST_HOURS:
        raise ModerationError(_("Write a number of hours from 1 to 40."), field="hours")
    if code == OTHER:
        raise ModerationError(_("Choose one of the alternatives."), field=None)
    row = _row(code, name, actor)
    check_version(row, version)
    row.name, row.unit, row.address = name[:60], unit, address.strip().lower()
    row.question, row.citizen, row.hours, row.in_use = question.strip(), citizen.strip(), hours, in_use
    row.version += 1
    row.save()
    record(actor=actor, now=now, verb="route.set", about=row, data={"in_use": in_use, "version": row.version})
    return row


def _row(code: str, name: str, actor: Actor) -> ReadyRoute:
    """The route's row, locked; a new one where the municipality has not changed it before."""
    sample = Person.objects.filter(pk=actor.person_id, is_sample=True).exists()
    ReadyRoute.objects.bulk_create([ReadyRoute(code=code, name=name[:60], is_sample=sample)], ignore_conflicts=True)
    return ReadyRoute.objects.select_for_update(of=("self",)).get(code=code)


def new_code(token: uuid.UUID | None) -> str:
    """The code of a route of one's own, from its form's token: the same form sent twice is the same route."""
    return f"egen-{(token or uuid.uuid4()).hex[:16]}"


def is_known(code: str) -> bool:
    """Whether there is such a route to change."""
    return code != OTHER and (code in ROUTES or ReadyRoute.objects.filter(code=code).exists())
