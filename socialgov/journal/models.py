"""Who did what, when, why and under which rule; and the seals over it. Rows are written once.

Nothing personal stands here: ids, keyed hashes and words of the programme. What a person is called stands in tables
that can be erased.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from socialgov.journal.append_only import AppendOnly

# The database's clock, whatever the programme says: an entry can't be dated back through the application.
_DATABASE_CLOCK = pgtrigger.Trigger(
    name="database_clock",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="NEW.recorded_at = clock_timestamp(); RETURN NEW;",
)


class Entry(AppendOnly):
    """Something that was done. `at` is when, `recorded_at` when the database heard of it. Actor None is the system.

    The actor is a plain number, no foreign key: the journal stands below the organisation and outlives its rows.
    """

    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    actor_id = models.BigIntegerField(null=True)
    on_behalf_of_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=80)
    about_type = models.CharField(max_length=80)
    about_id = models.BigIntegerField()
    rule = models.CharField(max_length=20, blank=True)
    data = models.JSONField(default=dict)

    class Meta(AppendOnly.Meta):
        triggers = [*AppendOnly.Meta.triggers, _DATABASE_CLOCK]
        indexes = [
            models.Index(fields=["about_type", "about_id", "id"], name="journal_entry_about"),
            models.Index(fields=["actor_id", "id"], name="journal_entry_actor"),
            models.Index(fields=["at"], name="journal_entry_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(on_behalf_of_id=None) | (Q(actor_id__isnull=False) & ~Q(on_behalf_of_id=F("actor_id"))),
                name="journal_entry_on_behalf_of_another",
            )
        ]

    @property
    def about(self) -> tuple[str, int]:
        return self.about_type, self.about_id


class Seal(AppendOnly):
    """A batch of entries closed under one digest, chained to the batch before. The first follows upon 64 zeros.

    `recorded_at` is the database's clock, read by the sealer because the digest covers it.
    """

    number = models.PositiveBigIntegerField(unique=True)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()
    recorded_at = models.DateTimeField(editable=False)
    count = models.PositiveIntegerField()

    class Meta(AppendOnly.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="journal_seal_counts_from_one"),
            models.CheckConstraint(condition=Q(count__gte=1), name="journal_seal_not_empty"),
        ]


class SealMembership(AppendOnly):
    """One entry's place in its seal, from 1 on. An entry is in one seal only."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="memberships")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="membership")
    position = models.PositiveIntegerField()
    entry_digest = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        constraints = [models.UniqueConstraint(fields=["seal", "position"], name="journal_seal_position")]
