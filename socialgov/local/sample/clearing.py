"""Taking the sample out of an installation that holds nothing else: the tables are emptied, as their owner.

Most of what the sample left can not be deleted one by one, for nobody may take a single line out of the record. While
every line of it is about what was invented, the record as a whole may go, and a new one begins with that.
"""

from datetime import datetime

from django.apps import apps
from django.core import serializers
from django.core.files.storage import storages
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import Model, QuerySet

from accounts.models import Account
from archiving.models import Blob
from socialgov.diary.models import Mailbox
from socialgov.journal.append_only import append_only_tables
from socialgov.journal.services import record
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.models import Absence, Grant, Person, Unit, WorkingHours
from socialgov.policy.models import Adopted, Draft

OWNER = "owner"
STAYS = frozenset({"contenttypes", "auth"})  # Django's own lists of what there is


def kept() -> list[QuerySet]:
    """What `set_up` made and who was let in since: the real municipality, its units and people, in order of need."""
    people = Person.objects.filter(is_sample=False)
    return [
        Unit.objects.filter(is_sample=False).order_by("pk"),
        people.order_by("pk"),
        Grant.objects.filter(person__in=people, unit__is_sample=False),
        WorkingHours.objects.filter(person__in=people),
        Absence.objects.filter(person__in=people).exclude(substitute__is_sample=True),
    ]


def real_content() -> list[str]:
    """What is not the sample's and would be lost: the kinds of things, in words. Units and people are kept."""
    found = []
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if model in (Unit, Person) or "is_sample" not in names:
            continue
        rows = model._default_manager.filter(is_sample=False)
        if model is not Account:  # what was tried on the sample's own accounts and units is part of the play
            for name in names & {"account", "unit"}:
                rows = rows.exclude(**{f"{name}__is_sample": True})
        if rows.exists():
            found.append(str(model._meta.verbose_name_plural))
    if Adopted.objects.filter(adopted_by__is_sample=False).exists():
        found.append(str(Adopted._meta.verbose_name_plural))
    if Draft.objects.filter(is_open=True).exclude(changed_by__is_sample=True).exists():
        found.append(str(Draft._meta.verbose_name_plural))
    if Mailbox.objects.filter(unit__is_sample=False).exists():
        found.append(str(Mailbox._meta.verbose_name_plural))
    if Unit.objects.filter(is_sample=False, parent__is_sample=True).exists() or _people_in_sample_units():
        found.append(str(Person._meta.verbose_name_plural))
    return sorted(found)


def _people_in_sample_units() -> bool:
    return Person.objects.filter(is_sample=False, unit__is_sample=True).exists()


def empty(*, now: datetime) -> None:
    """Empty every table but for real units and people. Only where `real_content` is empty; the caller has asked it."""
    files = list(Blob.objects.all())
    staying = [row for rows in kept() for row in serializers.serialize("python", rows)]
    connection = connections[OWNER]
    models = [model for model in apps.get_models(include_auto_created=True) if _is_ours(model)]
    with transaction.atomic(using=OWNER), connection.cursor() as cursor:
        quote = connection.ops.quote_name
        guarded = [quote(table) for table in append_only_tables()]
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(sorted({quote(m._meta.db_table) for m in models}))} RESTART IDENTITY")
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for row in serializers.deserialize("python", staying, using=OWNER):
            row.save(using=OWNER)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    storage = storages["archive"]
    for blob in files:
        storage.delete(blob.name)
    with transaction.atomic():
        record(actor=SYSTEM, now=now, verb="sample.removed", about=("local.sample", 1))


def _is_ours(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and model._meta.app_label not in STAYS
