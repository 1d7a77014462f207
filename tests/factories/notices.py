"""Notices, mails and action links for tests. The kinds are the tests' own."""

import re
from datetime import datetime, timedelta

import factory
from django import forms
from django.utils.translation import ngettext_lazy
from factory.django import DjangoModelFactory

from socialgov.notices import kinds, links
from socialgov.notices.kinds import NoticeKind
from socialgov.notices.models import Mail, Notice
from tests.factories.organisation import NOW, PersonFactory

COMMENTS = ngettext_lazy("%(count)d kommentar", "%(count)d kommentarer", "count")

ALARM = kinds.register(NoticeKind("test_alarm", "ATV-28", "alarm", "Larm: %(what)s", title="Larm"))
PROMPT = kinds.register(
    NoticeKind("test_prompt", "ATV-40", "prompt", "Svara senast %(due)s: %(what)s", title="Svarsmål")
)
ORDINARY = kinds.register(
    NoticeKind("test_ordinary", "ATV-40", "ordinary", "%(what)s", counted=COMMENTS, title="Kommentar")
)
WITH_TRUTH = kinds.register(
    NoticeKind("test_with_truth", "ATV-40", "prompt", "%(what)s", still_true=lambda about, context: about.is_active)
)
BROKEN = kinds.register(
    NoticeKind("test_broken", "ATV-40", "prompt", "%(what)s", template="notices/no_such_template.txt")
)


class ThanksForm(forms.Form):
    your_name = forms.CharField(max_length=120)
    answer = forms.CharField(max_length=100)


performed: list[tuple[int, str]] = []


def thank(link, cleaned, now) -> str:
    if cleaned["answer"] == "nej":
        raise links.NotDone("Skriv något annat än nej.")
    if cleaned["answer"] == "krasch":
        raise RuntimeError("broken")
    performed.append((link.pk, cleaned["answer"]))
    return f"Tack för svaret {cleaned['answer']}."


PURPOSE = links.register_purpose("test.thanks", "Svara på en fråga", ThanksForm, thank)


class NoticeFactory(DjangoModelFactory):
    """An ordinary notice that waits. Traits: alarm, prompt, to_mailbox."""

    class Meta:
        model = Notice

    class Params:
        alarm = factory.Trait(kind=ALARM.name, urgency="alarm")
        prompt = factory.Trait(kind=PROMPT.name, urgency="prompt", due_at=NOW + timedelta(hours=1))
        to_mailbox = factory.Trait(person=None, address="registrator@provkoping.example")

    kind = ORDINARY.name
    urgency = "ordinary"
    rule = "ATV-40"
    key = factory.Sequence(lambda n: f"thing:{n}")
    person = factory.SubFactory(PersonFactory)
    context = factory.Sequence(lambda n: {"what": f"Släckt gatlykta {n}"})
    created_at = NOW
    ready_at = NOW


class MailFactory(DjangoModelFactory):
    """A mail that waits. Traits: sent, arrived, failed."""

    class Meta:
        model = Mail

    class Params:
        sent = factory.Trait(
            state="done", sent_at=NOW, subject="Svara senast kl. 13.10: Släckt gatlykta", body="Hej.\n"
        )
        arrived = factory.Trait(sent=True, arrived_at=NOW)
        failed = factory.Trait(state="given_up", error="550 no such mailbox", subject="Svara", body="Hej.\n")

    key = factory.Sequence(lambda n: f"test:{n}")
    person = factory.SubFactory(PersonFactory)
    address = factory.SelfAttribute("person.email")
    created_at = trying_since = not_before = NOW


def issued_link(about, *, now: datetime = NOW, days: int = 7, address: str = "lina@provkoping.example") -> str:
    """The whole address of a new action link of the tests' own purpose."""
    return links.issue(
        purpose=PURPOSE.name, about=about, address=address, now=now, expires_at=now + timedelta(days=days)
    )


def token_of(url: str) -> str:
    return re.search(r"/lank/([A-Za-z0-9_-]{43})/", url).group(1)
