"""Captures: pictures of a whole account, at least every half-year (halvårsbild) and when it changes much."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from archiving.models.blobs import Blob
from archiving.permissions import CaptureQuerySet
from archiving.workflow import State
from socialgov.organisation.models import Person
from socialgov.wiring.leases import LeasedWork


class Capture(models.Model):
    """One capture, from order to kept files. `address` is the account's when it was ordered."""

    class Kind(models.TextChoices):
        HALF_YEAR = "half_year", _("Half-yearly capture")
        CHANGE = "change", _("After a major change")
        ORDERED = "ordered", _("Ordered")

    State = State

    class Source(models.TextChoices):
        BROWSER = "browser", _("Taken by the system")
        UPLOAD = "upload", _("Handed in")

    class Problem(models.TextChoices):
        """What went wrong, as a sentence that says what to do."""

        LOGIN_WALL = "login_wall", _("The platform asks for a log-in. Take screenshots and hand them in.")
        NOT_FETCHED = "not_fetched", _("The address can not be fetched from here. Take screenshots and hand them in.")
        UNREACHABLE = "unreachable", _("The page did not answer. Try again later, or hand in screenshots.")
        ERROR_PAGE = "error_page", _("The page is missing at the address. Check the account's address.")
        REFUSED = "refused", _("The address leads to a place that may not be reached. Check the account's address.")
        CUT_SHORT = "cut_short", _("The page was too long. The first part is saved: hand in screenshots of the rest.")
        TOO_MUCH = "too_much", _("The page used too much memory. Hand in screenshots instead.")
        TOO_SLOW = "too_slow", _("The page took too long. Try again later, or hand in screenshots.")
        CRASHED = "crashed", _("The browser stopped. Try again later, or hand in screenshots.")
        NOT_STORED = (
            "not_stored",
            _("The pictures could not be saved. They are taken again in a while."),
        )

    OPEN = (State.ORDERED, State.RUNNING)
    UNSETTLED = (State.NEEDS_HELP, State.INCOMPLETE, State.FAILED)

    account = models.ForeignKey(Account, models.PROTECT, related_name="captures", verbose_name=_("Account"))
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind)
    source = models.CharField(max_length=8, choices=Source, default=Source.BROWSER)
    state = models.CharField(_("Status"), max_length=12, choices=State, default=State.ORDERED)
    problem = models.CharField(max_length=16, choices=Problem, blank=True)
    address = models.CharField(_("Web address"), max_length=500, blank=True)
    due_on = models.DateField(_("Due on"), null=True, blank=True)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(null=True, editable=False)
    kept_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    final_address = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = CaptureQuerySet.as_manager()

    class Meta:
        ordering = ["-ordered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(state__in=("ordered", "running")), name="archiving_one_open_capture"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(kept_at__isnull=False), name="archiving_done_capture_is_kept"
            ),
        ]
        indexes = [models.Index(fields=["account", "-kept_at"], name="archiving_last_capture")]

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def can_be_handed_in(self) -> bool:
        """Whether screenshots handed in now would settle this capture."""
        return self.state in self.UNSETTLED


class CaptureFile(models.Model):
    """One kept file of a capture, in order."""

    class Role(models.TextChoices):
        PICTURE = "picture", _("Picture")
        DOCUMENT = "document", _("PDF/A")
        ORIGINAL = "original", _("As handed in")
        TEXT = "text", _("Text of the page")
        METADATA = "metadata", _("Facts about the capture")

    capture = models.ForeignKey(Capture, models.PROTECT, related_name="files")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=120)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["role", "position"]
        constraints = [
            models.UniqueConstraint(fields=["capture", "role", "position"], name="archiving_capture_file_once")
        ]


class CaptureWork(LeasedWork):
    """The browser's part of a capture: at most one worker has it, and a late one is refused."""

    capture = models.OneToOneField(Capture, models.CASCADE, related_name="work")

    class Meta(LeasedWork.Meta):
        indexes = [models.Index(fields=["not_before"], condition=~Q(state="done"), name="archiving_capture_open")]
