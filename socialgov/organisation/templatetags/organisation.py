"""What pages about people write."""

from django import template
from django.utils import timezone

from socialgov.look import times
from socialgov.organisation.models import Absence

register = template.Library()


@register.filter
def days(absence: Absence) -> str:
    """`28 dec–1 jan 2027`"""
    return times.days(absence.first_day, absence.last_day, today=timezone.now())
