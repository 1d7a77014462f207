"""The municipality's units and people, who may do what where, when they work and who stands in for whom."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from socialgov.journal.append_only import AppendOnly
from socialgov.organisation.querysets import AbsenceQuerySet, GrantQuerySet, PersonQuerySet, UnitQuerySet
from socialgov.sorting import sort_key


class SortedByName(models.Model):
    """Rows listed in Swedish order by `name`, through a stored key."""

    name = models.CharField(_("Name"), max_length=120)
    sort_key = models.CharField(max_length=400, editable=False, db_collation="C", db_index=True)

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "sort_key"}
        super().save(*args, **kwargs)


class Unit(SortedByName):
    """A board (nämnd), department (förvaltning) or unit (verksamhet). The tree's root is the municipality."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        BOARD = "board", _("Board")
        DEPARTMENT = "department", _("Department")
        UNIT = "unit", _("Unit")

    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("Belongs to")
    )
    email = models.EmailField(_("Function mailbox"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    has_secrecy = models.BooleanField(_("Works under secrecy"), default=False)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    is_sample = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta(SortedByName.Meta):
        constraints = [
            models.UniqueConstraint(  # the sample municipality may stand beside the real one until it is removed
                fields=["is_sample"], condition=Q(kind="municipality"), name="organisation_one_municipality"
            ),
            models.CheckConstraint(
                condition=Q(kind="municipality", parent=None) | (~Q(kind="municipality") & Q(parent__isnull=False)),
                name="organisation_unit_has_parent",
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="organisation_unit_not_own_parent"),
            models.UniqueConstraint(
                fields=["parent", "name"], condition=Q(closed_on=None), name="organisation_unit_name_once"
            ),
        ]


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]  # made at run time
    @classmethod
    def normalize_email(cls, email):
        """Lower case throughout: the same address in other letters is the same person."""
        return (email or "").strip().lower()

    def get_by_natural_key(self, email):
        return self.get(email=self.normalize_email(email))


class Person(SortedByName, AbstractBaseUser):
    """Someone who works with the municipality's accounts. Never deleted, only deactivated: the record names them.

    The e-mail is what they sign in with; it is kept in lower case, so that one address is one person.
    """

    email = models.EmailField(
        _("E-mail"), max_length=254, unique=True, error_messages={"unique": _("Someone else has this e-mail address.")}
    )
    title = models.CharField(_("Title"), max_length=120, blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name=_("Unit"))
    is_active = models.BooleanField(_("May sign in"), default=True)
    leaves_on = models.DateField(_("Last day"), null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    language = models.CharField(
        _("Language"), max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv"
    )
    is_sample = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta(SortedByName.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="organisation_email_lower_case"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(is_active=False), name="organisation_who_left_is_not_active"
            ),
        ]

    def save(self, *args, **kwargs):
        self.email = PersonManager.normalize_email(self.email)
        super().save(*args, **kwargs)


class Role(models.TextChoices):
    """What a person may do. The screen shows the municipality's own word for it (the adopted profile's labels)."""

    COMMUNICATIONS = "communications", _("Communications office")
    MANAGER = "manager", _("Responsible manager")
    ADMINISTRATOR = "administrator", _("Account administrator")
    OPERATOR = "operator", _("Daily operator")
    REGISTRAR = "registrar", _("Registrar")
    ARCHIVIST = "archivist", _("Archivist")
    AUDITOR = "auditor", _("Auditor (reads only)")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("System administrator")


class Grant(models.Model):
    """A role held from one day to another, in one unit and those below it. Roles for one account are in accounts."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants", verbose_name=_("Person"))
    role = models.CharField(_("Role"), max_length=24, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name=_("Unit"))
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until and including"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "unit"], condition=Q(ends_on=None), name="organisation_one_open_grant"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="organisation_grant_not_backwards"
            ),
        ]


class WorkingHours(models.Model):
    """When a person works on one weekday (1 = Monday). No rows at all means the municipality's default hours."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="working_hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["person", "weekday", "opens"], name="organisation_hours_once"),
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="organisation_hours_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="organisation_hours_not_backwards"),
        ]


class Absence(models.Model):
    """Days a person is away, both included, and who has their access meanwhile."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences", verbose_name=_("Person"))
    first_day = models.DateField(_("First day"))
    last_day = models.DateField(_("Last day"))
    substitute = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="substitutions", verbose_name=_("Substitute")
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="organisation_absence_not_backwards"
            ),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("person")),
                name="organisation_absence_not_own_substitute",
            ),
            ExclusionConstraint(  # the person as a range of one: equality in gist would need an extension
                name="organisation_absence_no_overlap",
                expressions=[
                    (Func(F("person"), F("person"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (Func(F("first_day"), F("last_day"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
            ),
        ]


class Signature(AppendOnly):
    """Someone signed exactly this content: its SHA-256, who they were then, and in which capacities.

    A substitute signs in their own name; `on_behalf_of` says for whom. Names are a snapshot, part of what was signed.
    """

    about_type = models.CharField(max_length=100)
    about_id = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(Person, models.PROTECT, related_name="signatures")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="signatures_by_substitute")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    unit_name = models.CharField(max_length=120)
    on_behalf_of_name = models.CharField(max_length=120, blank=True)
    capacities = ArrayField(models.CharField(max_length=60))
    statement = models.TextField()
    reauthenticated_at = models.DateTimeField()
    signed_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["signed_at", "pk"]
        indexes = [models.Index(fields=["about_type", "about_id"], name="organisation_signature_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["about_type", "about_id", "sha256", "person"], name="organisation_signed_once"
            ),
            models.CheckConstraint(
                condition=Q(reauthenticated_at__lte=F("signed_at")), name="organisation_signed_after_sign_in"
            ),
        ]

    def __str__(self) -> str:
        return self.name
