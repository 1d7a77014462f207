"""Entering accounts in the registry, who runs them, starting and closing them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import bounds
from accounts.errors import AccountError, AlreadyRegistered, NotYetStarted, TooFewAdministrators
from accounts.events import AccountChanged, AccountClosed, AccountStarted
from accounts.models import Account, Assignment
from accounts.selectors import minimum_administrators
from socialgov.journal.services import record
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person, Unit
from socialgov.organisation.permissions import capacity
from socialgov.organisation.stale import check_version
from socialgov.platforms.recognise import recognise
from socialgov.policy import selectors as policy
from socialgov.policy.citing import rule_of
from socialgov.wiring.events import emit

CHANGEABLE = frozenset(
    {
        "name", "unit", "purpose", "email", "watched", "window", "checks_per_day", "comments_open", "audience",
        "one_administrator_because", "liability_note", "last_post_on", "house_rules_pasted_on",
    }
)  # fmt: skip


def _canonical(address: str, *, besides: int | None = None) -> dict[str, str]:
    """The recognised parts of an address, refused when another open account has it."""
    found = recognise(address)
    open_ones = Account.objects.filter(address_key=found.key).exclude(state="closed")
    other = open_ones.first() if besides is None else open_ones.exclude(pk=besides).first()
    if other:
        raise AlreadyRegistered(other)
    return {
        "platform": found.platform.slug,
        "address": found.canonical_address,
        "address_key": found.key,
        "handle": found.handle,
    }


@transaction.atomic
def add(
    *,
    name: str,
    actor: Actor,
    now: datetime,
    address: str = "",
    platform: str = "",
    unit: Unit | None = None,
    facts: Mapping[str, object] | None = None,
    is_sample: bool = False,
) -> Account:
    """Enter an account. Name or address is enough; it is *planned* until it is started.

    Raises AlreadyRegistered, or what `recognise` raises for an address that is no account.
    """
    facts = dict(facts or {})
    if unknown := facts.keys() - CHANGEABLE:
        raise TypeError(f"not facts of an account: {sorted(unknown)}")
    place = _canonical(address) if address else {"platform": platform}
    account = Account.objects.create(name=name, unit=unit, is_sample=is_sample, **place, **facts)
    record(actor=actor, now=now, verb="account.added", about=account)
    return account


@transaction.atomic
def change(
    *,
    account: Account,
    changes: Mapping[str, object],
    version: int,
    actor: Actor,
    now: datetime,
    address: str | None = None,
) -> Account:
    """Change an entry. Raises Stale when someone else changed it since `version` was read."""
    locked = Account.objects.select_for_update().get(pk=account.pk)
    check_version(locked, version)
    actor = capacity(lambda who: Account.objects.changeable_by(who, now=now), locked, actor)
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"not changeable: {sorted(unknown)}")
    changed = [name for name, value in changes.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, changes[name])
    if address is not None and address != locked.address:
        for name, value in _canonical(address, besides=locked.pk).items():
            setattr(locked, name, value)
        changed.append("address")
    if changed:
        locked.version += 1
        locked.save()
        record(actor=actor, now=now, verb="account.changed", about=locked, data={"fields": sorted(changed)})
        emit(AccountChanged(account_id=locked.pk), now=now)
    return locked


@transaction.atomic
def assign(*, account: Account, person: Person, role: str, starts_on: date, actor: Actor, now: datetime) -> Assignment:
    """Give a person a part in an account. Giving the same part twice changes nothing."""
    if not person.is_active:
        raise AccountError(
            _("%(name)s no longer works here. Choose someone else.") % {"name": person.name}, field="person"
        )
    assignment, created = Assignment.objects.get_or_create(
        account=account, person=person, role=role, ends_on=None, defaults={"starts_on": starts_on}
    )
    if created:
        where = "starting.administrators" if role == Assignment.Role.ADMINISTRATOR else "starting.operators"
        record(
            actor=actor, now=now, verb="account.assigned", about=account, rule=rule_of(where),
            data={"person": person.pk, "role": role},
        )  # fmt: skip
        emit(AccountChanged(account_id=account.pk), now=now)
    return assignment


@transaction.atomic
def unassign(*, assignment: Assignment, last_day: date, actor: Actor, now: datetime) -> Assignment:
    """End a person's part in an account after `last_day`. The row stays: the record says who ran it when."""
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if locked.ends_on is None:
        locked.ends_on = max(last_day, locked.starts_on)
        locked.save(update_fields=["ends_on"])
        record(
            actor=actor, now=now, verb="account.unassigned", about=locked.account,
            data={"person": locked.person_id, "role": locked.role},
        )  # fmt: skip
        emit(AccountChanged(account_id=locked.account_id), now=now)
    return locked


def check_administrators(people: Iterable[int], *, exempt: bool) -> None:
    """The guidelines' least number of administrators (ATV-14). Raises TooFewAdministrators."""
    needed = 1 if exempt else minimum_administrators()
    have = len(set(people))
    if have < needed:
        raise TooFewAdministrators(
            _("At least %(needed)d must be %(role)s. Choose more.")
            % {"needed": needed, "role": policy.word("administrator")},
            field="administrators",
        )


@transaction.atomic
def start(
    *, account: Account, actor: Actor, now: datetime, started_on: date | None = None, runs_already: bool = False
) -> Account:
    """The account runs from now on, once the guidelines' conditions are met (OSB-01, ATV-14, LJU-01).

    `runs_already`: it did before it was entered here, so it stands in the registry as it is, with what is missing.
    Raises NotYetStarted without an address, TooFewAdministrators, NotAllowed.
    """
    locked = Account.objects.select_for_update().get(pk=account.pk)
    if locked.state == Account.State.ACTIVE:
        return locked
    if not locked.address_key:
        raise NotYetStarted(field="address")
    administrators = locked.assignments.filter(role="administrator", ends_on=None).values_list("person_id", flat=True)
    if not runs_already:
        bounds.check(locked, now=now)
        check_administrators(administrators, exempt=bool(locked.one_administrator_because))
    locked.state, locked.started_on = Account.State.ACTIVE, started_on or locked.started_on or timezone.localdate(now)
    locked.version += 1
    locked.save()
    verb = "account.found_running" if runs_already else "account.started"
    record(actor=actor, now=now, verb=verb, about=locked, rule=rule_of("starting.plan"))
    emit(AccountStarted(account_id=locked.pk), now=now)
    return locked


@transaction.atomic
def close(*, account: Account, closed_on: date, actor: Actor, now: datetime) -> Account:
    """Close an account for good. It moves to *Tidigare kanaler* with the next version of the list."""
    locked = Account.objects.select_for_update().get(pk=account.pk)
    if locked.state == Account.State.CLOSED:
        return locked
    actor = capacity(lambda who: Account.objects.changeable_by(who, now=now), locked, actor)
    locked.state, locked.closed_on = Account.State.CLOSED, closed_on
    locked.version += 1
    locked.save()
    record(actor=actor, now=now, verb="account.closed", about=locked)
    emit(AccountClosed(account_id=locked.pk), now=now)
    return locked
