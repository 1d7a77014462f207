"""Words of the archive's pages."""

from datetime import datetime

from django import template
from django.template.defaultfilters import filesizeformat

from archiving.schedule import Due
from socialgov.look import deadlines
from socialgov.look.deadlines import Look, Phrase

register = template.Library()


@register.filter
def capture_phrase(due: Due, now: datetime) -> Phrase | None:
    """`Halvårsbild senast 18 maj 2027`: ink when far away, amber when soon or past. A missed aim is not a breach."""
    if due.due_on is None:
        return None
    phrase = deadlines.capture(due.due_on, now)
    return Phrase(phrase.text, Look.SOON) if due.is_soon and phrase.look != Look.PASSED else phrase


@register.filter
def filesize_words(size: int) -> str:
    return filesizeformat(size)
