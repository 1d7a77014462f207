"""That the rules for comments were pasted into a channel's own profile."""

from django.db import models

from accounts.models.registry import Account
from socialgov.journal.append_only import AppendOnly
from socialgov.organisation.models import Person
from socialgov.policy.models import Adopted


class RulesPasted(AppendOnly):
    """On `pasted_on` the rules of version `adopted` stood in the profile (*inklistrad i profilen*)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="rules_pasted")
    adopted = models.ForeignKey(Adopted, models.PROTECT, related_name="+")
    pasted_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta(AppendOnly.Meta):
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "adopted", "pasted_on"], name="accounts_rules_pasted_once_a_day")
        ]
