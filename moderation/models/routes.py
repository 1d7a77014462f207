"""The ready-made routes as the municipality has written them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgov.organisation.models import Unit

LONGEST_CODE = 30


class ReadyRoute(models.Model):
    """One way under *Skicka vidare*: where it goes, what the colleague is asked, what the one who wrote is told.

    A row with a code of moderation.reasons.ROUTES is that route as the municipality changed it; every other row is a
    route of the municipality's own. `hours` is the colleague's part in working hours; none is a share of what is left.
    """

    code = models.SlugField(max_length=LONGEST_CODE, unique=True, editable=False)
    name = models.CharField(_("Name"), max_length=60)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("A unit's mailbox")
    )
    address = models.EmailField(_("Or an e-mail address"), blank=True)
    question = models.TextField(_("Question to the colleague"), max_length=1000, blank=True)
    citizen = models.TextField(_("Text to the one who wrote"), max_length=2000, blank=True)
    hours = models.PositiveSmallIntegerField(_("The colleague answers within, working hours"), null=True, blank=True)
    in_use = models.BooleanField(_("Can be chosen"), default=True)
    is_sample = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("Ready-made route")
        verbose_name_plural = _("Ready-made routes")
        constraints = [
            models.CheckConstraint(condition=Q(unit=None) | Q(address=""), name="moderation_route_one_address"),
            models.CheckConstraint(condition=~Q(name=""), name="moderation_route_has_name"),
        ]

    def __str__(self) -> str:
        return self.name
