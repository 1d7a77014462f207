"""Whom one may choose: who can be asked, and who may have been attacked."""

from django.db.models import QuerySet

from socialgov.organisation.models import Person, Unit


def people_to_choose() -> QuerySet[Person]:
    """Everyone who works here, by name."""
    return Person.objects.filter(is_active=True).exclude(email="").select_related("unit").order_by("sort_key", "pk")


def units_to_ask() -> QuerySet[Unit]:
    """Units with a mailbox of their own."""
    return Unit.objects.filter(closed_on=None).exclude(email="").order_by("sort_key", "pk")
