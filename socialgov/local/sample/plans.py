"""Ljungsele's three plans that show a state each, and short ones in force for the other accounts."""

from datetime import UTC, date, datetime, time

from accounts.models import Account
from activityplans.models import FollowUp, Note, Plan, Revision, Step
from activityplans.questions import content_of, digest_of
from activityplans.services.drafting import step
from activityplans.workflow import PLAN, UNDER_WAY
from socialgov.local.sample.accounts import account, person
from socialgov.local.sample.clock import moved
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.models import Unit
from socialgov.organisation.selectors import actor_for
from socialgov.organisation.signing import sign
from socialgov.policy import selectors as policy

WRITES = "{} skriver. Registrator diarieför. Systemet tar halvårsbilden. Registrator gallrar."
STATEMENT = "Jag har läst planen och godkänner den."
# account, signed on, hours a week, watched, who administers
IN_FORCE = [
    ("K1", date(2026, 4, 15), "12", "Vardagar kl. 8–17, två koller per dag, helg kl. 10 och 17", ["Karin", "Jonas"]),
    ("K2", date(2026, 4, 15), "4", "Vardagar kl. 8–17", ["Karin", "Jonas"]),
    ("K3", date(2026, 4, 15), "3", "Vardagar kl. 8–17", ["Karin", "Jonas"]),
    ("K4", date(2025, 9, 2), "1", "Vardagar kl. 8–17", ["Karin"]),
    ("K5", date(2026, 8, 17), "3", "Skoldagar kl. 8–16", ["Samir", "Lina"]),
    ("K6", date(2026, 8, 17), "2", "Skoldagar kl. 8–16", ["Samir", "Lina"]),
    ("K7", date(2025, 10, 10), "1", "En koll per vecka, 1 gång", ["Pia", "Jonas"]),
    ("K10", date(2026, 2, 1), "1,5", "Vardagar kl. 8–17", ["Eva-Lena"]),
]
MANAGER = {"Kommunikation": "Eva-Lena", "Kommunledningsförvaltningen": "Eva-Lena", "Tallbackaskolan": "Samir",
           "Kulturskolan": "Pia", "Ljungsele bibliotek": "Pia"}  # fmt: skip


def load(now: datetime) -> None:
    """Add the plans, unless they are there."""
    if Plan.objects.filter(is_sample=True).exists():
        return
    for key, day, hours, watched, names in IN_FORCE:
        _in_force(key, day, hours, watched, names, now)
    _library(now)
    _home_for_the_elderly(now)
    _youth_centre(now)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    """Local winter time is close enough for a sample: one hour before UTC."""
    return datetime.combine(day, time(hour - 1, minute), UTC)


def _plan(
    unit: str, drafter: str, day: date, answers: dict, now: datetime, *, account: Account | None = None
) -> tuple[Plan, Revision]:
    drafted = _at(day, 9)
    plan = Plan.objects.create(
        unit=Unit.objects.get(is_sample=True, name=unit), drafted_by=person(drafter), drafted_at=drafted, since=drafted,
        guidelines=policy.current(), is_sample=True, account=account,
    )  # fmt: skip
    revision = Revision.objects.create(
        plan=plan, number=1, answers=answers, changed_by=plan.drafted_by, changed_at=drafted
    )
    _step(plan, "start", drafter, drafted, "draft")
    return plan, revision


def _step(plan: Plan, action: str, who: str, at: datetime, state: str, note: str = "") -> None:
    Step.objects.create(plan=plan, action=action, state=state, by=person(who) if who else None, at=at, note=note)


def _freeze(revision: Revision, at: datetime) -> None:
    revision.frozen_at, revision.digest = at, digest_of(revision.answers)
    revision.save()


def _sign(revision: Revision, who: str, at: datetime, *capacities: str) -> None:
    sign(
        actor=actor_for(person(who), now=at), about=revision, content=content_of(revision.answers),
        capacities=list(capacities), statement=STATEMENT, reauthenticated_at=at, now=at,
    )  # fmt: skip
    _step(revision.plan, "sign", who, at, "signing")


def _consulted(plan: Plan, revision: Revision, day: date, note: str = "") -> None:
    _freeze(revision, _at(day, 8))
    _step(plan, "send", plan.drafted_by.name.split()[0], _at(day, 8), "consultation")
    _step(plan, "consult", "Karin", _at(day, 10), "signing", note)


def _names(names: list[str]) -> list[int]:
    return [person(name).pk for name in names]


def _answers(row: Account, watched: str, hours: str, names: list[str], **more: object) -> dict:
    return {
        "medium": row.platform_name, "address": row.address, "account_name": row.name, "purpose": row.purpose,
        "audience": "Invånare i Ljungsele", "goals": "Svara på 9 av 10 frågor i tid, mäts varje halvår",
        "administrators": _names(names), "operators": _names(names), "monitoring": watched, "weekly_hours": hours,
        "duties": WRITES.format(names[0]), "other": "Kommunens logotyp i profilbilden.", "guidelines_followed": True,
    } | more  # fmt: skip


def _in_force(key: str, day: date, hours: str, watched: str, names: list[str], now: datetime) -> None:
    row = account(key)
    unit = Unit.objects.get(accounts=row)
    more = {"secrecy_measures": "Inga namn, inga ansikten utan samtycke."} if unit.has_secrecy else {}
    answers = _answers(row, watched, hours, names, **more)
    plan, revision = _plan(unit.name, names[0], day, answers, now, account=row)
    _consulted(plan, revision, day)
    manager = MANAGER[unit.name]
    for name in dict.fromkeys([*names, manager]):
        held = [*(["manager"] if name == manager else []), *(["signer"] if name in names else [])]
        _sign(revision, name, _at(day, 13), *held)
    _into_force(plan, day, follow_up=moved(date(2027, 4, 15), now))


def _into_force(plan: Plan, day: date, *, follow_up: date) -> None:
    plan.state, plan.since, plan.in_force_from, plan.follow_up_on = "in_force", _at(day, 14), day, follow_up
    plan.save()
    FollowUp.objects.create(plan=plan, due_on=follow_up)
    _step(plan, "complete", "", _at(day, 14), "in_force")


def _library(now: datetime) -> None:
    """Plan A: in force; its follow-up waits."""
    row, day = account("K8"), date(2026, 5, 6)
    answers = _answers(
        row, "Tisdag–fredag kl. 10–17. Två inlägg i veckan. Vilar i juli.", "2", ["Pia", "Jonas"],
        purpose="Tipsa om böcker och program, svara på frågor om lån och öppettider, finnas där de som lämnat de stora "
        "plattformarna är.",
        audience="Läsare 20–45 år i Ljungsele och grannkommunerna",
        goals="1) 200 följare inom ett halvår (vid start: 41). 2) Minst två boktips i veckan. 3) Fem besökare per "
        "program som fått veta det via kontot.",
        other="Kommunens logotyp i profilbilden. Inga uppgifter om lån i svar (sekretess).",
    )  # fmt: skip
    plan, revision = _plan("Ljungsele bibliotek", "Pia", date(2026, 4, 27), answers, now, account=row)
    _consulted(
        plan, revision, date(2026, 4, 29), "Bra. Skriv på startsidan att ni inte svarar på frågor om personliga lån."
    )
    _sign(revision, "Pia", _at(date(2026, 5, 4), 9, 12), "manager", "signer")
    _sign(revision, "Jonas", _at(day, 10, 40), "signer")
    _into_force(plan, day, follow_up=moved(date(2026, 11, 6), now))
    FollowUp.objects.filter(plan=plan).update(
        results="Mål 1: 163 av 200 – inte nått. Mål 2: 2,3 i veckan – nått. Mål 3: inte mätt."
    )


def _home_for_the_elderly(now: datetime) -> None:
    """Plan B: one signature is there, one is waited for."""
    row = account("K9")
    answers = _answers(
        row, "Alla dagar kl. 9–16 av den som har dagpasset. Inlägg på onsdagar.", "1,5", ["Fatima", "Anneli"],
        purpose="Visa vardagen för anhöriga, locka sommarvikarier, berätta om aktiviteter.",
        audience="Anhöriga och blivande medarbetare",
        goals="1) Ett inlägg i veckan. 2) Tio ansökningar till sommarjobb som nämner sidan, mäts 31 maj 2027.",
        operators=_names(["Fatima"]),
        duties="Fatima skriver. Registrator diarieför och gallrar. Fatima lämnar skärmbilder varje halvår.",
        secrecy_measures="Inga ansikten utan skriftligt samtycke, inga namn, inga bilder från rum. Vi bekräftar aldrig "
        "att någon bor hos oss. Samtycken ligger i pärmen på expeditionen.",
        other="",
    )  # fmt: skip
    plan, revision = _plan(
        "Björkdungens äldreboende", "Fatima", moved(date(2026, 11, 9), now), answers, now, account=row
    )
    _consulted(plan, revision, moved(date(2026, 11, 12), now), "Bra åtgärder. Utse ersättare före årsskiftet.")
    _sign(revision, "Fatima", _at(moved(date(2026, 11, 16), now), 14, 2), "signer")
    plan.state, plan.since = "signing", _at(moved(date(2026, 11, 12), now), 10)
    plan.wait_until = moved(date(2026, 11, 24), now)
    plan.save()


def _youth_centre(now: datetime) -> None:
    """Plan C: returned with three notes."""
    day = moved(date(2026, 11, 18), now)
    answers = {
        "medium": "TikTok", "address": "finns inte än", "account_name": "Kojan Ljungsele",
        "purpose": "Nå ungdomar som aldrig ser kommunens Facebook.", "audience": "13–17 år", "goals": "Många följare",
        "administrators": _names(["Dennis"]), "operators": _names(["Dennis"]), "monitoring": "När vi hinner",
        "weekly_hours": "3", "duties": "", "other": "Ungdomarna vill vara med i bild. Samtycke från vårdnadshavare?",
        "guidelines_followed": False,
    }  # fmt: skip
    plan, revision = _plan("Fritidsgården Kojan", "Dennis", moved(date(2026, 11, 15), now), answers, now)
    _freeze(revision, _at(day, 8))
    _step(plan, "send", "Dennis", _at(day, 8), "consultation")
    word = "Rolig idé! Tre saker kvar, se rutorna. Ring om du vill gå igenom det."
    _step(plan, "return", "Karin", _at(day, 10), "returned", word)
    for question, text in (
        ("goals", "Skriv en siffra och ett datum, till exempel 150 följare 1 juni 2027."),
        ("administrators", "Det ska vara minst två. Fråga Pia."),
        ("monitoring", "Skriv öppetkvällarna. Stäng av kommentarer andra tider."),
    ):
        Note.objects.create(plan=plan, question=question, text=text, by=person("Karin"), at=_at(day, 10))
    plan.state, plan.since = "returned", _at(day, 10)
    plan.save()


def remove(now: datetime) -> None:
    """Withdraw what is under way: nobody is asked to sign an invented plan."""
    for plan in Plan.objects.filter(is_sample=True, state__in=UNDER_WAY):
        plan.state, plan.since = PLAN.after(plan.state, "withdraw"), now
        plan.save(update_fields=["state", "since"])
        step(plan, "withdraw", actor=SYSTEM, now=now)
