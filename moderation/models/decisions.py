"""What was decided about an item, and what follows: a second look, an alarm, a colleague's answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.models.items import Item
from moderation.permissions import SecondLookQuerySet
from socialgov.journal.append_only import AppendOnly
from socialgov.organisation.models import Person, Unit
from socialgov.policy.models import Adopted


class Decision(AppendOnly):
    """One measure (åtgärd) on one item: what, why, under which rule, by whom. Never changed.

    `category` and `ground` are the adopted guidelines' removal category and its kind of ground, `lines` where it stands
    in them; `evidence_id` is the archive's number of the copy taken first. `by_hand`: done in the platform's own app.
    """

    class Action(models.TextChoices):
        ANSWER = "answer", _("Answered")
        ANSWERED_ELSEWHERE = "answered_elsewhere", _("Answered in the platform's own app")
        NO_ANSWER = "no_answer", _("No answer needed")
        FORWARD = "forward", _("Forwarded")
        COLLEAGUE_ANSWERED = "colleague_answered", _("A colleague answered")
        REGISTRAR = "registrar", _("Sent to the registrar")
        MINOR = "minor", _("Of minor importance")
        HIDE = "hide", _("Hidden")
        UNHIDE = "unhide", _("Shown again")
        REMOVE = "remove", _("Removed")
        REPORT_TO_PLATFORM = "report_to_platform", _("Reported to the platform")
        ALARM = "alarm", _("Alarm raised")
        RESTORE = "restore", _("Put back")
        STAY = "stay", _("Stays")
        SECOND_LOOK = "second_look", _("Second look")
        REOPEN = "reopen", _("Opened again")
        UNDO = "undo", _("Undone")
        ALARM_OVER = "alarm_over", _("Alarm over")
        SECRECY = "secrecy", _("Marked for secrecy")
        POLICE = "police", _("Reported to the police")
        BLOCK = "block", _("Blocked from commenting")
        UNBLOCK = "unblock", _("Block ended")
        POLICE_BASIS = "police_basis", _("Basis of a police report made")

    item = models.ForeignKey(Item, models.PROTECT, related_name="decisions")
    action = models.CharField(max_length=20, choices=Action)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    category = models.CharField(max_length=24, blank=True)
    ground = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=30, blank=True)
    rule = models.CharField(max_length=12, blank=True)
    lines = models.CharField(max_length=80, blank=True)
    guidelines = models.ForeignKey(Adopted, models.PROTECT, null=True, related_name="+")
    evidence_id = models.BigIntegerField(null=True)
    by_hand = models.BooleanField(default=False)

    class Meta(AppendOnly.Meta):
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["item", "at"], name="moderation_decision_item")]


class SecondLook(models.Model):
    """Eftergranskning: someone else looks at a removal or hiding afterwards, never the person attacked.

    `own`: nobody else was left, so the one who did it looked again the next working day, in writing.
    """

    class Outcome(models.TextChoices):
        RIGHT = "right", _("It was right")
        RESTORE = "restore", _("Show it again")
        WRONG = "wrong", _("It was wrong, and can not be shown again")
        REPLACED = "replaced", _("Replaced by a later measure")

    item = models.ForeignKey(Item, models.PROTECT, related_name="second_looks")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="second_look")
    due_at = models.DateTimeField()
    attacked = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    note = models.CharField(_("What did you find?"), max_length=500, blank=True)
    own = models.BooleanField(default=False)

    objects = SecondLookQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=models.Q(done_at=None), name="moderation_second_look_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at=None, outcome="") | models.Q(done_at__isnull=False) & ~models.Q(outcome=""),
                name="moderation_look_outcome",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(done_at=None), name="moderation_one_waiting_look"
            ),
        ]


class Forwarding(models.Model):
    """A question to a colleague, who answers by mail without signing in; the text comes back as a draft.

    `route_name` and `citizen` are the ready-made route's name, and its text to the one who wrote, as they were then.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="forwardings")
    route = models.CharField(_("To"), max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.EmailField(_("E-mail"))
    question = models.TextField(_("What do you need to know?"), max_length=2000)
    route_name = models.CharField(max_length=60, blank=True)
    citizen = models.TextField(blank=True)
    answer_used = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]
        indexes = [models.Index(fields=["item", "answered_at"], name="moderation_forwarding_item")]


class Alarm(models.Model):
    """Larm: a threat, danger to life, a child at risk or a fraud in our name. Breaks through everything."""

    class Kind(models.TextChoices):
        THREAT = "threat", _("Threat")
        LIFE = "life", _("Danger to life")
        CHILD = "child", _("Worry for a child")
        FRAUD = "fraud", _("Fraud in the municipality's name")

    item = models.ForeignKey(Item, models.PROTECT, related_name="alarms")
    kind = models.CharField(max_length=8, choices=Kind)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    told = models.ManyToManyField(Person, related_name="+")
    note = models.CharField(_("What happened?"), max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "kind"], condition=models.Q(ended_at=None), name="moderation_one_open_alarm"
            )
        ]
