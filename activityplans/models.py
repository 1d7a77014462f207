"""Activity plans (aktivitetsplaner): the plan, its revisions, colleagues' notes, its way, and the follow-up."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from activityplans.permissions import PlanQuerySet
from socialgov.journal.append_only import AppendOnly
from socialgov.organisation.models import Person, Unit
from socialgov.policy.models import Adopted


class Plan(models.Model):
    """One plan for one account on one platform (ATV-12). Its content is in revisions; this row is where it stands."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CONSULTATION = "consultation", _("In consultation")
        RETURNED = "returned", _("Returned")
        SIGNING = "signing", _("Waiting for signature")
        IN_FORCE = "in_force", _("In force")
        REPLACED = "replaced", _("Replaced")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="plans")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name=_("Municipal operation"))
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="drafted_plans")
    drafted_at = models.DateTimeField()
    state = models.CharField(max_length=14, choices=State, default=State.DRAFT)
    since = models.DateTimeField()
    wait_until = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    guidelines = models.ForeignKey(Adopted, models.PROTECT, related_name="+")
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "unit"], condition=Q(state="in_force"), name="activityplans_one_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force") | Q(in_force_from__isnull=False, account__isnull=False),
                name="activityplans_in_force_has_account",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The account's name as the plan gives it."""
        return str(self.latest_revision.answers.get("account_name") or "") or str(_("Plan without a name"))

    @property
    def latest_revision(self) -> "Revision":
        """The one that is written in, or was last sent. A plan begins with its first."""
        return max(self.revisions.all(), key=lambda revision: revision.number)


class Revision(models.Model):
    """The plan's answers at one time. Open while it is drafted; frozen, with its digest, once it is sent.

    `answers` holds the guidelines' question codes with text, a number, a list of person ids or true/false.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="activityplans_revision_number"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(frozen_at=None), name="activityplans_one_open_revision"
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None, digest="") | (Q(frozen_at__isnull=False) & ~Q(digest="")),
                name="activityplans_frozen_has_digest",
            ),
        ]


class Step(AppendOnly):
    """One thing that happened to a plan: sent, consulted, returned, signed, in force."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="steps")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=20)
    state = models.CharField(max_length=14)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta(AppendOnly.Meta):
        ordering = ["at", "pk"]


class Note(models.Model):
    """A colleague's note at one question of the plan, until it is seen to."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="notes")
    question = models.CharField(max_length=40)
    text = models.CharField(_("What needs to change?"), max_length=500)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]


class FollowUp(models.Model):
    """Did it work? Asked half a year after the plan came into force (ATV-13, FAR-15)."""

    class Outcome(models.TextChoices):
        CONTINUE = "continue", _("Continue")
        REVISE = "revise", _("Revise the plan")
        CLOSE = "close", _("Close the account")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="follow_ups")
    due_on = models.DateField()
    results = models.TextField(_("How did it go?"), max_length=4000, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "due_on"], name="activityplans_follow_up_once"),
            models.CheckConstraint(
                condition=Q(done_at=None, outcome="") | ~Q(outcome=""), name="activityplans_follow_up_outcome"
            ),
        ]
