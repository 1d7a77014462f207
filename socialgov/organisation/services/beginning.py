"""The very first person: nobody is there to let them in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from socialgov.journal.services import record
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.models import Grant, Person, PersonManager, Role, Unit
from socialgov.organisation.querysets import local_day
from socialgov.organisation.services.people import EmailTaken


class AlreadySetUp(Exception):
    """There is a municipality with someone who can let people in."""

    def __init__(self):
        super().__init__(_("There is a municipality already. Its system administrator lets people in."))


@transaction.atomic
def set_up(*, municipality: str, name: str, email: str, now: datetime) -> Person:
    """Make the municipality and its first person, with the communications office's and the system's roles.

    The sample may be there beside it; its people don't count. Raises AlreadySetUp, EmailTaken.
    """
    staying = Person.objects.holding(Role.SYSTEM_ADMINISTRATOR, now=now)
    if staying.filter(is_sample=False).exists():
        raise AlreadySetUp
    if taken := Person.objects.filter(email=PersonManager.normalize_email(email)).first():
        raise EmailTaken(taken)
    root = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY, is_sample=False).first()
    if root is None:
        root = Unit.objects.create(name=municipality, kind=Unit.Kind.MUNICIPALITY)
        record(actor=SYSTEM, now=now, verb="unit.created", about=root)
    person = Person(name=name, email=email, unit=root)
    person.set_unusable_password()
    person.save()
    record(actor=SYSTEM, now=now, verb="person.added", about=person, data={"unit": root.pk})
    roles = [Role.COMMUNICATIONS, Role.SYSTEM_ADMINISTRATOR]
    for role in roles:
        Grant.objects.create(person=person, role=role, unit=root, starts_on=local_day(now))
    data = {"roles": [role.value for role in roles], "unit": root.pk}
    record(actor=SYSTEM, now=now, verb="role.granted", about=person, data=data)
    return person
