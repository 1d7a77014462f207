"""Tables that only grow, guarded twice: the application role lacks the rights, and triggers refuse anyone."""

import pgtrigger
from django.apps import apps
from django.db import models


class AppendOnly(models.Model):
    """A row that is written once. Update, delete and truncate are refused by triggers and by missing rights."""

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Protect(name="append_only_rows", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(  # Protect knows no truncate at statement level
                name="append_only_table",
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
            ),
        ]


def append_only_tables() -> list[str]:
    """The tables of every installed model that only grows."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly))
