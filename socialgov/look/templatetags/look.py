"""Tags and filters for the parts of the look. Each part is one template in templates/look/includes."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from socialgov.look import breaks as line_breaks
from socialgov.look import charts, deadlines, marks, municipality, sprite, times, toasts

register = template.Library()
PARTS = "look/includes"


@register.simple_tag(takes_context=True)
def icon(context, name: str, label: str = "") -> SafeString:
    """An icon of the sprite; with a label it is read aloud. Public pages draw it inline: they load nothing but CSS."""
    return sprite.icon(name, label=label, inline=bool(context.get("icons_inline")))


def _now(context) -> datetime:
    return context.get("now") or timezone.now()


def _phrase(value, now: datetime):
    if value is None or isinstance(value, deadlines.Phrase):
        return value
    if isinstance(value, datetime | date):
        return deadlines.due(value, now)
    return value.phrase(now)


@register.inclusion_tag(f"{PARTS}/_due.html", takes_context=True)
def due(context, deadline, **extra):
    """The chip of a Clock, of a Phrase from deadlines.py, or of a plain last day."""
    return {"phrase": _phrase(deadline, _now(context)), "icons_inline": context.get("icons_inline"), **extra}


@register.inclusion_tag(f"{PARTS}/_status.html")
def status(text, kind: str = ""):
    """A state, outlined and round. Kinds: done, wait, stop, rest, or none."""
    return {"text": text, "kind": kind}


@register.inclusion_tag(f"{PARTS}/_person.html")
def person(someone, unit=None, lines: bool = False):
    """A person with unit: on one line, or the unit below. `someone` has a name and may have a unit, or is a name."""
    return {
        "name": getattr(someone, "name", someone),
        "unit": unit if unit is not None else getattr(someone, "unit", ""),
        "lines": lines,
    }


@register.inclusion_tag(f"{PARTS}/_platform.html", takes_context=True)
def platform(context, slug: str, name: str = ""):
    """The platform's mark and name."""
    mark = marks.mark(slug)
    return {"icon_name": mark.icon, "name": name or mark.name, "icons_inline": context.get("icons_inline")}


@register.inclusion_tag(f"{PARTS}/_account.html", takes_context=True)
def account(context, name: str, slug: str, url: str = ""):
    """`Tallbackaskolan, Instagram` after the platform's mark."""
    mark = marks.mark(slug)
    return {
        "icon_name": mark.icon,
        "platform": mark.name,
        "name": name,
        "url": url,
        "icons_inline": context.get("icons_inline"),
    }


@register.inclusion_tag(f"{PARTS}/_steps.html", takes_context=True)
def steps(context, line, label: str = ""):
    """A plan's way: items with title, note and state (done, now, back, or empty for later)."""
    return {"steps": line, "label": label, "icons_inline": context.get("icons_inline")}


@register.inclusion_tag(f"{PARTS}/_timeline.html", takes_context=True)
def timeline(context, events, narrow: bool = False):
    """What has happened: items with at (moment), text and kind (alarm, passed, done, or empty)."""
    return {"events": events, "narrow": narrow, "now": _now(context)}


@register.inclusion_tag(f"{PARTS}/_todo_list.html", takes_context=True)
def todo_list(context, todos, stack: bool = False, hide_account: bool = False):
    """Things to do (look.todo.Todo): due | what | next step; `stack` for a narrow column."""
    return {
        "todos": todos,
        "stack": stack,
        "hide_account": hide_account,
        "now": _now(context),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag(f"{PARTS}/_empty.html")
def empty(text, url: str = "", button: str = ""):
    """Nothing here, and what to do next."""
    return {"text": text, "url": url, "button": button}


@register.inclusion_tag(f"{PARTS}/_progress.html")
def progress(done: int, total: int, text: str, id: str = "progress"):
    """A real count of what is done."""
    return {"done": done, "total": total, "text": text, "id": id}


@register.inclusion_tag(f"{PARTS}/_skeleton.html")
def skeleton(text):
    """Lines where text will come, and words that say what is being fetched."""
    return {"text": text}


@register.inclusion_tag(f"{PARTS}/_error_summary.html")
def error_summary(*forms, heading: str = "", todo: bool = False):
    """What must be put right, each line a link to its field. `todo` is amber: nothing has been refused yet."""
    bound = [form for form in forms if form is not None and form.is_bound]
    rows = [row for form in bound for row in error_rows(form)]
    # Two forms on a page need two ids; `auto_id` is what tells them apart.
    first = next(iter(bound[0]), None) if bound else None
    return {"rows": rows, "heading": heading, "todo": todo, "id": f"errors-{first.auto_id if first else 'form'}"}


def error_rows(form) -> list[dict]:
    """One row for each fault: `Kontots namn: …`, or only the sentence where the label is a question."""
    rows = [{"url": "", "text": text} for text in form.non_field_errors()]
    for name, errors in form.errors.items():
        if name == "__all__":
            continue
        field = form[name]
        url = f"#{field.id_for_label or field.auto_id}" if not field.is_hidden else ""
        label = str(field.label or "").rstrip(":")
        lead = "" if not label or field.is_hidden else f"{label} " if label.endswith("?") else f"{label}: "
        rows += [{"url": url, "text": f"{lead}{text}"} for text in errors]
    return rows


@register.inclusion_tag(f"{PARTS}/_bars.html")
def bars(chart: "charts.Bars", label: str, columns=(), caption: str = "", id: str = "chart"):
    """Lying bars with the number written out, and the same numbers as a table."""
    return {"chart": chart, "label": label, "columns": columns, "caption": caption, "id": id}


@register.inclusion_tag(f"{PARTS}/_columns.html")
def columns(chart: "charts.Columns", label: str, columns=(), caption: str = "", id: str = "chart"):
    """Standing bars, one for each period, and the same numbers as a table."""
    return {"chart": chart, "label": label, "columns": columns, "caption": caption, "id": id}


@register.filter
def undo_url(message) -> str:
    return toasts.undo_url(message)


@register.filter
def breaks(text) -> SafeString:
    return line_breaks.breaks(text)


def _time(machine: str, text: str, title: str = "") -> SafeString:
    if title and title != text:
        return format_html('<time datetime="{}" title="{}">{}</time>', machine, title, text)
    return format_html('<time datetime="{}">{}</time>', machine, text)


@register.filter
def when(moment: datetime | None, now: datetime | None = None) -> str:
    """`i dag kl. 14.00`"""
    if moment is None:
        return ""
    return _time(moment.isoformat(), times.when(moment, now=now or timezone.now()), times.exact(moment))


@register.filter
def exact(moment: datetime | None) -> str:
    """`20 november 2026 kl. 14.00`"""
    return "" if moment is None else _time(moment.isoformat(), times.exact(moment))


@register.filter
def stamp(moment: datetime | None) -> str:
    """`2026-11-20 14.00`"""
    return "" if moment is None else _time(moment.isoformat(), times.stamp(moment))


@register.filter
def day(value: date | datetime | None, today=None) -> str:
    """`mån 11 maj`"""
    if value is None:
        return ""
    return _time(times.local_day(value).isoformat(), times.day(value, today=today or timezone.now()))


@register.filter
def date_short(value: date | datetime | None, today=None) -> str:
    """`18 dec`"""
    if value is None:
        return ""
    return _time(times.local_day(value).isoformat(), times.date_short(value, today=today or timezone.now()))


@register.filter
def date_long(value: date | datetime | None) -> str:
    """`20 november 2026`"""
    return "" if value is None else _time(times.local_day(value).isoformat(), times.date_long(value))


@register.filter
def in_words(count: int) -> str:
    """`Fem` for 5; 13 stays a figure."""
    return times.in_words(count)


@register.filter
def weekday_long(value: date | datetime | None) -> str:
    """`Fredag 20 november`"""
    return "" if value is None else times.weekday_and_date(value)


@register.filter
def clock(moment) -> str:
    """`kl. 14.00`"""
    return "" if moment is None else times.clock(moment)


@register.filter
def duration(length) -> str:
    """`3 tim 10 min`"""
    return "" if length is None else times.duration(length)


@register.filter
def number(value) -> str:
    """`1 240`"""
    return "" if value is None else times.number(value)


@register.filter
def percent(value) -> str:
    """`12 %` for the value 12."""
    return "" if value is None else times.percent(value)


@register.simple_tag
def role(name: str, heading: bool = False) -> str:
    """What the municipality calls a role, as it stands in a sentence; `heading` as it stands alone."""
    return municipality.facts.role(name) if heading else municipality.facts.role_in_sentence(name)


@register.simple_tag
def brand_mark(inline: bool = False) -> SafeString:
    """Our own mark, for a municipality that has not put in its logotype."""
    return sprite.icon("mark", inline=inline, css="brand-mark")
