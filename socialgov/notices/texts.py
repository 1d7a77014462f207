"""The words of a mail, written when it leaves, in the reader's language."""

import json
import logging
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from socialgov.look import municipality, times
from socialgov.notices import kinds
from socialgov.notices.concealment import unlock
from socialgov.notices.kinds import Attachment
from socialgov.notices.models import Mail, Notice

log = logging.getLogger(__name__)
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Written:
    """A mail ready to be handed over."""

    subject: str
    body: str
    attachments: list[Attachment] = field(default_factory=list)


def thing_of(notice: Notice) -> Model | None:
    """What the notice is about, as it is now. None when it is about nothing, or the thing is gone."""
    if not notice.about_type:
        return None
    return apps.get_model(notice.about_type)._base_manager.filter(pk=notice.about_id).first()


def is_still_true(notice: Notice) -> bool:
    """Whether there is still something to say. A thing that is gone needs no reminder."""
    kind = kinds.get(notice.kind)
    about = thing_of(notice)
    if notice.about_type and about is None:
        return False
    return kind.still_true is None or bool(kind.still_true(about, notice.context))


def write(mail: Mail, notices: list[Notice], *, now: datetime) -> Written:
    """Subject, text and files of a mail that says these notices."""
    language = mail.person.language if mail.person else settings.LANGUAGE_CODE
    with translation.override(language):
        return _write_summary(mail, notices, now) if mail.is_summary else _write_one(mail, notices[0], now)


def subject_of(notice: Notice, *, now: datetime) -> str:
    """The notice in one line, in the active language."""
    kind = kinds.find(notice.kind)
    if kind is None:
        return notice.kind
    values = _Values(_full_context(notice))
    values["due"] = due_words(notice.due_at, now) if notice.due_at else ""
    return one_line(str(kind.subject) % values)


def due_words(due_at: datetime, now: datetime) -> str:
    """`kl. 13.10` today, otherwise `mån 11 maj kl. 14.00`."""
    if times.local_day(due_at) == times.local_day(now):
        return times.clock(due_at)
    return times.when(due_at, now=now)


def one_line(text: str) -> str:
    """Fit for a subject: one line, plain spaces, not endless."""
    return Truncator(" ".join(text.split())).chars(LONGEST_SUBJECT)


def counts(notices: list[Notice]) -> str:
    """`3 kommentarer, 1 aktivitetsplan`, most first."""
    found: dict[int, list] = defaultdict(list)
    for notice in notices:
        kind = kinds.find(notice.kind)
        counted = kind.counted if kind else kinds.THINGS
        found[id(counted)].append(counted)
    groups = sorted(found.values(), key=len, reverse=True)
    return ", ".join(str(group[0] % {"count": len(group)}) for group in groups)


def summary_subject(notices: list[Notice], *, now: datetime) -> str:
    """`Att göra i dag: 3 kommentarer, första senast kl. 13.10`"""
    values = {"things": counts(notices)}
    dues = [notice.due_at for notice in notices if notice.due_at and notice.due_at > now]
    if not dues:
        return one_line(_("To do today: %(things)s") % values)
    values["due"] = due_words(min(dues), now)
    return one_line(_("To do today: %(things)s, the first by %(due)s") % values)


class _Values(dict):
    """A notice whose context lacks a word is still sent: a dash is better than silence."""

    def __missing__(self, name: str) -> str:
        log.error("A notice's subject wants “%s”, which its context does not have.", name)
        return "–"


def _write_one(mail: Mail, notice: Notice, now: datetime) -> Written:
    kind = kinds.get(notice.kind)
    about = thing_of(notice)
    context = _full_context(notice)
    subject = subject_of(notice, now=now)
    page = context | {
        **_frame(mail),
        "subject": subject,
        "about": about,
        "url": absolute(_full_url(notice)),
        "due_at": notice.due_at,
        "person": mail.person,
        "on_behalf_of": _on_behalf_of(mail, notice),
        "notice": notice,
        "now": now,
    }
    files = list(kind.attachments(about)) if kind.attachments else []
    return Written(subject, _text(kind.template, page), files)


def _write_summary(mail: Mail, notices: list[Notice], now: datetime) -> Written:
    far = now + timedelta(days=36500)
    rows = [
        {
            "text": subject_of(notice, now=now),
            "url": absolute(_full_url(notice)),
            "on_behalf_of": _on_behalf_of(mail, notice),
        }
        for notice in sorted(notices, key=lambda n: (n.due_at or far, n.ready_at, n.pk))
    ]
    page = {**_frame(mail), "rows": rows, "url": absolute("/"), "now": now}
    return Written(summary_subject(notices, now=now), _text("notices/mail/summary.txt", page))


def _frame(mail: Mail) -> dict:
    return {
        "name": mail.person.name.split()[0] if mail.person else "",
        "municipality": municipality.name(),
        "base_url": settings.BASE_URL,
    }


def _text(template: str, page: dict) -> str:
    text = render_to_string(template, page).replace(times.NBSP, " ")
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(line for n, line in enumerate(lines) if line or (n and lines[n - 1])) + "\n"


def _full_context(notice: Notice) -> dict:
    return _unlocked(notice)["context"] if notice.locked else notice.context


def _full_url(notice: Notice) -> str:
    return _unlocked(notice)["url"] if notice.locked else notice.url


def _unlocked(notice: Notice) -> dict:
    return json.loads(unlock(notice.locked))


def absolute(url: str) -> str:
    """With the installation's own address in front of a path."""
    return f"{settings.BASE_URL}{url}" if url.startswith("/") else url


def _on_behalf_of(mail: Mail, notice: Notice) -> str:
    return notice.person.name if notice.person and notice.person_id != mail.person_id else ""
