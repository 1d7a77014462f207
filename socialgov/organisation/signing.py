"""Signatures: who stands behind exactly this content, after having signed in again within five minutes."""

import hashlib
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from socialgov.journal.services import record
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person, Signature
from socialgov.organisation.permissions import NotPermitted

FRESH = timedelta(minutes=5)


class NeedsReauthentication(Exception):
    """The signer has not proved who they are within five minutes. The page asks for the password and comes back."""

    def __init__(self):
        super().__init__(_("Enter your password again before you sign."))


def require_recent_sign_in(reauthenticated_at: datetime | None, *, now: datetime) -> datetime:
    """Also for what is not signed but as sensitive: opening a login. Raises NeedsReauthentication."""
    if reauthenticated_at is None or not timedelta(0) <= now - reauthenticated_at <= FRESH:
        raise NeedsReauthentication
    return reauthenticated_at


def _key(about: Model | tuple[str, int]) -> dict:
    label, pk = (about._meta.label_lower, about.pk) if isinstance(about, Model) else about
    return {"about_type": label, "about_id": pk}


def sign(
    *,
    actor: Actor,
    about: Model | tuple[str, int],
    content: bytes,
    capacities: list[str],
    statement: str,
    reauthenticated_at: datetime | None,
    now: datetime,
) -> Signature:
    """Sign `content`, with the signer's name, title and unit as they are now. Signing the same twice changes nothing.

    Whether the actor may sign this is the caller's rule. Raises NeedsReauthentication, NotPermitted (the system).
    """
    if actor.person_id is None:
        raise NotPermitted
    proved_at = require_recent_sign_in(reauthenticated_at, now=now)
    person = Person.objects.select_related("unit").get(pk=actor.person_id, is_active=True)
    other = Person.objects.get(pk=actor.on_behalf_of_id) if actor.on_behalf_of_id else None
    once = _key(about) | {"sha256": hashlib.sha256(content).hexdigest(), "person": person}
    if existing := Signature.objects.filter(**once).first():
        return existing
    try:
        with transaction.atomic():
            signature = Signature.objects.create(
                **once,
                on_behalf_of=other,
                name=person.name,
                title=person.title,
                unit_name=person.unit.name,
                on_behalf_of_name=other.name if other else "",
                capacities=capacities,
                statement=statement,
                reauthenticated_at=proved_at,
                signed_at=now,
            )
            record(actor=actor, now=now, verb="signature.made", about=about, data={"signature": signature.pk})
            return signature
    except IntegrityError:  # the same person pressed twice at the same moment
        return Signature.objects.get(**once)


def signatures_for(about: Model | tuple[str, int], *, content: bytes | None = None) -> QuerySet[Signature]:
    """Every signature on the thing, oldest first; with `content`, those on exactly that content."""
    found = Signature.objects.filter(**_key(about)).select_related("person", "on_behalf_of")
    return found if content is None else found.filter(sha256=hashlib.sha256(content).hexdigest())
