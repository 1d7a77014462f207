"""A municipality from an empty database, and people at its pages: what the stories are told with."""

from datetime import UTC, date, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import Account
from activityplans import selectors as plans
from activityplans.models import Plan
from moderation.models import Item
from moderation.services import intake
from socialgov.diary.models import Dispatch
from socialgov.diary.services import receive_number
from socialgov.notices.models import Notice
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.models import Person, Role, Unit
from socialgov.platforms.connectors.base import IncomingComment
from socialgov.wiring import events
from tests.factories.diary import MailboxFactory
from tests.factories.organisation import GrantFactory, PersonFactory

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NBSP = "\N{NO-BREAK SPACE}"


def moment(text: str) -> datetime:
    """'2026-11-12 10:00' in Sweden."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(UTC)


def when(at: datetime | None) -> str:
    """The same the other way; empty for none."""
    return at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M") if at else ""


class Town:
    """One municipality on one profile. Its clock stands still until `later` moves it."""

    def __init__(self, monkeypatch, *, at: str = "2026-11-12 10:00"):
        self.now = moment(at)
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def begins(self, name: str, *, profile: str, decided_by: str, decided_on: str = "2026-10-28", first: str) -> None:
        """From nothing: the municipality, its first person and its guidelines, by one command."""
        self.domain = f"{name.split()[0].lower().replace('å', 'a').replace('ä', 'a').replace('ö', 'o')}.example"
        email = self.email_of(first)
        call_command(
            "set_up",
            name,
            first,
            email,
            profile=profile,
            decided_by=decided_by,
            decided_on=date.fromisoformat(decided_on),
        )
        self.root = Unit.objects.get(kind=Unit.Kind.MUNICIPALITY)
        self.root.email = f"kommun@{self.domain}"
        self.root.save()
        self.first = Person.objects.get(email=email)
        MailboxFactory(address=f"registrator@{self.domain}")

    def email_of(self, name: str) -> str:
        return f"{name.split()[0].lower()}@{self.domain}".replace("å", "a").replace("ä", "a").replace("ö", "o")

    def unit(self, name: str, **facts) -> Unit:
        return Unit.objects.create(name=name, **{"kind": Unit.Kind.UNIT, "parent": self.root} | facts)

    def person(self, name: str, unit: Unit, *roles: Role, title: str = "") -> Person:
        """Someone who works in `unit` and holds `roles` for it."""
        person = PersonFactory(name=name, unit=unit, title=title or "handläggare", email=self.email_of(name))
        for role in roles:
            GrantFactory(person=person, role=role, unit=unit)
        return person

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)

    def at(self, person: Person | None) -> "Seat":
        """The person at their own browser; None is anyone at all."""
        return Seat(self, person)

    # --- what happens outside the pages -------------------------------------------------------------------------------
    def writes(
        self, text: str, account: Account, *, at: str = "", private: bool = False, author: str = "Greta Exempel"
    ) -> Item:
        """A citizen writes on the channel, and it comes in by itself."""
        published = moment(at) if at else self.now
        self.now = max(self.now, published)
        self.count = getattr(self, "count", 0) + 1
        found = intake.receive(
            account=account,
            incoming=IncomingComment(f"c{self.count}", author, text, published, private=private),
            now=self.now,
        )
        assert found is not None
        return found

    def registrar_gives(self, number: str, item: Item) -> Item:
        """The registrar answers by the link in her mail."""
        dispatch = Dispatch.objects.get(documents__about_id=item.pk, documents__about_type="moderation.item")
        receive_number(dispatch=dispatch, number=number, now=self.now, actor=SYSTEM)
        events.deliver(now=self.now)
        return fresh(item)

    def told(self, kind: str) -> set[str]:
        """Who has been told, by their first names."""
        return {name.split()[0] for name in Notice.objects.filter(kind=kind).values_list("person__name", flat=True)}


class Seat:
    """One person at a browser."""

    def __init__(self, town: Town, person: Person | None):
        self.town, self.person, self.client = town, person, Client()
        if person is not None:
            self.client.force_login(person)

    def reads(self, name: str, *args) -> str:
        """The words of a page."""
        answer = self.client.get(reverse(name, args=args))
        assert answer.status_code == 200, (name, answer.status_code)
        return words(answer)

    def may_read(self, name: str, *args) -> bool:
        return self.client.get(reverse(name, args=args)).status_code == 200

    def presses(self, page: str, /, *args, **form) -> str:
        """Send a form and read the page that follows."""
        answer = self.client.post(reverse(page, args=args), form, follow=True)
        assert answer.status_code in (200, 409, 422), (page, answer.status_code)
        return words(answer)

    def is_refused(self, page: str, /, *args, **form) -> bool:
        """Whether the form is not theirs to send."""
        return self.client.post(reverse(page, args=args), form).status_code in (403, 404)

    def gives_the_password_again(self) -> "Seat":
        request = RequestFactory().get("/")
        request.session = self.client.session
        record_authentication(request, self.person, method="password")
        request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] = self.town.now.timestamp()
        request.session.save()
        return self

    # --- plans --------------------------------------------------------------------------------------------------------
    def begins_a_plan(self, unit: Unit, **answers) -> Plan:
        """Write a plan with the answers given and save it."""
        self.presses("activityplans:start", unit=unit.pk)
        plan = Plan.objects.latest("pk")
        self.saves(plan, **answers)
        return plan

    def saves(self, plan: Plan, **answers) -> str:
        return self.presses("activityplans:plan", plan.pk, **self._typed(plan, answers))

    def sends(self, plan: Plan, **answers) -> str:
        """Send the plan on, with answers that are still missing."""
        return self.presses("activityplans:send", plan.pk, **self._typed(fresh(plan), answers))

    @staticmethod
    def _typed(plan: Plan, answers: dict) -> dict:
        """The form as it stands: what was saved before, and what is typed now."""
        known = dict(plan.latest_revision.answers) | answers
        form: dict = {"version": plan.version}
        for question in plans.asked(plan):
            value = known.get(question.key)
            if question.kind == "people":
                people = [getattr(person, "pk", person) for person in value or ()]
                form |= {f"{question.key}_{slot}": pk for slot, pk in enumerate(people, start=1)}
            elif question.kind == "check":
                form |= {question.key: "on"} if value else {}
            elif question.kind not in ("recorded", "unit"):
                form[question.key] = value or ""
        return form

    def decides(self, plan: Plan) -> str:
        """Sign or approve what is read on the page."""
        self.reads("activityplans:plan", plan.pk)
        return self.presses("activityplans:sign", plan.pk, digest=fresh(plan).latest_revision.digest)


def fresh(row):
    """The row as it stands now."""
    return type(row)._default_manager.get(pk=row.pk)


def words(answer: HttpResponse) -> str:
    return " ".join(unescape(strip_tags(answer.content.decode())).replace(NBSP, " ").replace("\u2060", "").split())
