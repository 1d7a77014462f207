"""Custody of logins (inloggningar i förvar): deposit, opening with a reason, trying that they still work."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from accounts.errors import NoDeposit
from accounts.models import Account, Custody, CustodyOpening
from socialgov.journal.services import record
from socialgov.notices.services import announce
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person, Role
from socialgov.organisation.permissions import capacity
from socialgov.organisation.selectors import holders
from socialgov.organisation.signing import require_recent_sign_in
from socialgov.organisation.stale import Stale
from socialgov.platforms.secrets import decrypt, encrypt
from socialgov.policy.citing import rule_of


@dataclass(frozen=True, slots=True)
class Login:
    """What is needed to sign in to the platform. Never logged, never stored in clear."""

    user_name: str
    password: str

    def __repr__(self) -> str:
        return "Login(…)"


def bound_to(account: Account) -> str:
    """What a deposit is encrypted for: moved to another account's row it can not be read."""
    return f"custody:{account.pk}"


@transaction.atomic
def keep(
    *,
    account: Account,
    form: str,
    actor: Actor,
    now: datetime,
    version: int | None,
    login: Login | None = None,
    vault_reference: str = "",
    full_control: tuple[Person, ...] = (),
    code_recipient: str = "",
    code_is_private: bool = False,
    recovery_email: str = "",
) -> Custody:
    """Say how the login is kept (ATV-21). A deposit without a new login keeps the one already there."""
    actor = capacity(lambda who: Account.objects.changeable_by(who, now=now), account, actor)
    custody = Custody.objects.select_for_update().filter(account=account).first()
    if custody and version is not None and custody.version != version:
        raise Stale(account)
    custody = custody or Custody(account=account)
    custody.form = form
    if form == Custody.Form.DEPOSIT:
        if login:
            custody.deposit = encrypt(json.dumps([login.user_name, login.password]), bound_to=bound_to(account))
        elif not custody.deposit:
            raise NoDeposit(field="password")
    else:
        custody.deposit = None
    custody.vault_reference = vault_reference if form == Custody.Form.VAULT else ""
    custody.code_recipient, custody.code_is_private = code_recipient, code_is_private
    custody.recovery_email = recovery_email
    custody.deposited_at, custody.deposited_by_id = now, actor.own_id
    custody.version += 1
    custody.save()
    custody.full_control.set(full_control if form == Custody.Form.PERSONAL else ())
    record(actor=actor, now=now, verb="custody.kept", about=account, rule=rule_of("custody"), data={"form": form})
    return custody


@transaction.atomic
def open_login(
    *, account: Account, why: str, reauthenticated_at: datetime | None, actor: Actor, now: datetime
) -> Login:
    """Read a deposited login. Raises NeedsReauthentication, NotPermitted, NoDeposit. The other custodians are told."""
    actor = capacity(lambda who: Account.objects.custody_of(who, now=now), account, actor)
    require_recent_sign_in(reauthenticated_at, now=now)
    custody = Custody.objects.select_for_update().filter(account=account, form=Custody.Form.DEPOSIT).first()
    if custody is None or custody.deposit is None:
        raise NoDeposit
    opening = CustodyOpening.objects.create(
        account=account, person_id=actor.own_id, on_behalf_of_id=actor.on_behalf_of_id, opened_at=now, why=why
    )
    record(
        actor=actor,
        now=now,
        verb="custody.opened",
        about=account,
        rule=rule_of("custody"),
        data={"opening": opening.pk},
    )
    for custodian in holders(Role.COMMUNICATIONS, now=now).exclude(pk=actor.own_id):
        announce(
            kind="custody_opened",
            key=f"custody_opened:{opening.pk}:{custodian.pk}",
            recipient=custodian,
            now=now,
            about=account,
            context={"account": str(account), "why": why},
            url=reverse("accounts:account", args=[account.pk]),
        )
    return Login(*json.loads(decrypt(custody.deposit, bound_to=bound_to(account))))


@transaction.atomic
def record_trial(*, account: Account, tried_on: date, actor: Actor, now: datetime) -> Custody:
    """Note that the login was tried and works."""
    actor = capacity(lambda who: Account.objects.changeable_by(who, now=now), account, actor)
    custody = Custody.objects.select_for_update().get(account=account)
    custody.tested_on = tried_on
    custody.version += 1
    custody.save(update_fields=["tested_on", "version"])
    record(actor=actor, now=now, verb="custody.tried", about=account)
    return custody
