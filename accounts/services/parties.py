"""Links of the council's parties: the same offer to every party, for one term of office (ATV-06, RF 1:9)."""

from datetime import date, datetime

from django.db import transaction

from accounts.asked_for import parties_are_offered
from accounts.errors import PartiesNotOffered, PartyKnown
from accounts.models import PartyLink
from accounts.permissions import may_publish_list
from socialgov.journal.services import record
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.stale import check_version
from socialgov.policy.citing import rule_of


@transaction.atomic
def set_party(
    *, name: str, answer: str, term_starts_on: date, term_ends_on: date, actor: Actor, now: datetime,
    party: PartyLink | None = None, address: str = "", offered_on: date | None = None, is_sample: bool = False,
    version: int | None = None,
) -> PartyLink:  # fmt: skip
    """Enter or change one party's answer for one term. The same party and term twice is one row.

    Raises PartiesNotOffered, Stale when someone else changed `party` since `version` was read, PartyKnown when
    another row is that party's.
    """
    if actor != SYSTEM and not may_publish_list(actor, now=now):
        raise NotPermitted
    if not parties_are_offered():
        raise PartiesNotOffered
    facts = {"answer": answer, "address": address if answer == "accepted" else "", "term_ends_on": term_ends_on}
    if offered_on:
        facts["offered_on"] = offered_on
    rows = PartyLink.objects.select_for_update()
    same = rows.filter(name=name, term_starts_on=term_starts_on).first()
    known = rows.get(pk=party.pk) if party else same
    if same and same != known:
        raise PartyKnown(name)
    if party and known:
        check_version(known, version)
    row = known or PartyLink(is_sample=is_sample)
    for field, value in (facts | {"name": name, "term_starts_on": term_starts_on}).items():
        setattr(row, field, value)
    row.version += 1
    row.save()
    record(actor=actor, now=now, verb="party.answered", about=row, rule=rule_of("party_links"), data={"answer": answer})
    return row
