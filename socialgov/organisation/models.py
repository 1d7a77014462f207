"""The municipality's units and people, who may do what where, when they work and who stands in for whom."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

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

    class Meta(SortedByName.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind="municipality"), name="organisation_one_municipality"
            ),
            models.CheckConstraint(
                condition=Q(kind="municipality", parent=None) | (~Q(kind="municipality") & Q(parent__isnull=False)),
                name="organisation_unit_has_parent",
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="organisation_unit_not_own_parent"),
        ]


class PersonManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Person(SortedByName, AbstractBaseUser):
    """Someone who works with the municipality's accounts. Never deleted, only deactivated: the record names them."""

    email = models.EmailField(_("E-mail"), max_length=254)
    title = models.CharField(_("Title"), max_length=120, blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name=_("Unit"))
    is_active = models.BooleanField(_("May sign in"), default=True)
    leaves_on = models.DateField(_("Last day"), null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    language = models.CharField(_("Language"), max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv")
    is_sample = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta(SortedByName.Meta):
        constraints = [models.UniqueConstraint(Lower("email"), name="organisation_person_email")]


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

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="organisation_absence_not_backwards"),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("person")), name="organisation_absence_not_own_substitute"
            ),
        ]
