"""Ljungsele's twelve accounts, who runs them, how their logins are kept, the parties, and list versions 6 and 7."""

import json
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import Account, Assignment, Custody, CustodyOpening, ListRelease, PartyLink, RestPeriod
from accounts.services import channel_list, registry
from accounts.services.custody import bound_to
from accounts.windows import window_from
from socialgov.journal.services import record
from socialgov.local.sample import people
from socialgov.local.sample.clock import moved
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.models import Person, Unit
from socialgov.platforms.recognise import recognise
from socialgov.platforms.secrets import encrypt

OFFICE_WORDS = "Helgfri måndag–fredag kl. 8.00–17.00"

# key, name, platform, address, unit, administrators, operators, hours, hours in words, checks a day, purpose, started
ACCOUNTS = [
    ("K1", "Ljungsele kommun", "facebook", "facebook.com/ljungselekommun.exempel", "Kommunikation",
     ["Karin", "Jonas"], [], "mån–fre 8–17", f"{OFFICE_WORDS}, helger kl. 10.00 och 17.00", 2,
     "Nyheter, driftstörningar och frågor till kommunen", date(2026, 4, 15)),
    ("K2", "Ljungsele kommun", "instagram", "instagram.com/ljungselekommun.exempel", "Kommunikation",
     ["Karin", "Jonas"], [], "mån–fre 8–17", OFFICE_WORDS, 0,
     "Bilder från kommunen och det som händer här", date(2026, 4, 15)),
    ("K3", "Ljungsele kommun", "x", "x.com/ljungsele_ex", "Kommunikation",
     ["Karin", "Jonas"], [], "mån–fre 8–17", OFFICE_WORDS, 0,
     "Korta besked och felanmälningar", date(2026, 4, 15)),
    ("K4", "Ljungsele kommun", "linkedin", "linkedin.com/company/ljungselekommun-exempel",
     "Kommunledningsförvaltningen", ["Karin"], [], "mån–fre 8–17", OFFICE_WORDS, 0,
     "Lediga jobb och kommunen som arbetsgivare", date(2025, 9, 2)),
    ("K5", "Tallbackaskolan", "instagram", "instagram.com/tallbackaskolan.exempel", "Tallbackaskolan",
     ["Samir", "Lina"], ["Lina"], "mån–fre 8–16", "Skoldagar kl. 8.00–16.00", 0,
     "Skolans vardag, för elever och vårdnadshavare", date(2026, 8, 17)),
    ("K6", "Skolbloggen", "wordpress", "skolbloggen.ljungsele.example", "Tallbackaskolan",
     ["Samir", "Lina"], [], "mån–fre 8–16", "Skoldagar kl. 8.00–16.00", 0,
     "Berättelser från klassrummen", date(2026, 8, 17)),
    ("K7", "Ljungsele kulturskola", "youtube", "youtube.com/@ljungselekulturskola-exempel", "Kulturskolan",
     ["Pia", "Jonas"], [], "", "En gång i veckan", 0,
     "Konserter och föreställningar", date(2025, 10, 10)),
    ("K8", "Ljungsele bibliotek", "mastodon", "@biblioteket@social.ljungsele.example", "Ljungsele bibliotek",
     ["Pia", "Jonas"], ["Pia", "Jonas"], "tis–fre 10–17", "Tisdag–fredag kl. 10.00–17.00", 0,
     "Boktips, program och frågor om lån och öppettider", date(2026, 5, 6)),
    ("K9", "Björkdungens äldreboende", "facebook", "facebook.com/bjorkdungen.exempel", "Björkdungens äldreboende",
     ["Fatima", "Anneli"], ["Fatima"], "alla dagar 9–16", "Alla dagar kl. 9.00–16.00", 0,
     "Vardagen på boendet, för anhöriga och blivande medarbetare", date(2021, 5, 10)),
    ("K10", "Kommunchefens blogg", "blog", "kommunchefen.ljungsele.example", "Kommunledningsförvaltningen",
     ["Eva-Lena"], [], "mån–fre 8–17", OFFICE_WORDS, 0,
     "Kommunchefen om sitt arbete", date(2026, 2, 1)),
    ("K12", "Visit Ljungsele", "instagram", "instagram.com/visitljungsele.exempel", "",
     [], [], "", "", 0, "", None),
]  # fmt: skip
FORMER = ("Ljungsele Näringsliv", "x", "x.com/ljungsele_nl_ex", "Näringsliv och turism", date(2026, 10, 30))
PARTIES = [
    ("Ljungselepartiet", "accepted", "https://ljungselepartiet.example"),
    ("Byabygdens Vänner", "accepted", "https://byabygdensvanner.example"),
    ("Framtid Ljungsele", "accepted", "https://framtidljungsele.example"),
    ("Ljungsele Samling", "declined", ""),
    ("Kvarnmyralistan", "unanswered", ""),
]
TERM = (date(2026, 10, 15), date(2030, 10, 14))
PERSONAL = {"K1": ["Karin", "Jonas"], "K9": ["Anneli", "Fatima", "Karin"], "K4": ["Karin"]}
NOT_ON_THE_LIST = ("K12",)


def person(first_name: str) -> Person:
    """One of the sample's people by first name; someone real who has their address stands in for them."""
    names = [*(row[0] for row in people.PEOPLE), people.RUT[0]]
    name = next(name for name in names if name.startswith(f"{first_name} "))
    return Person.objects.get(email=people.email_of(name))


def account(key: str) -> Account:
    """A sample account by its key in the notes: K1 … K12."""
    row = next(row for row in ACCOUNTS if row[0] == key)
    return Account.objects.get(is_sample=True, name=row[1], platform=row[2])


def load(now: datetime) -> None:
    """Add the accounts that are missing, with people, custody, parties and versions 6 and 7 of the list."""
    if Account.objects.filter(is_sample=True).exists():
        return
    for row in ACCOUNTS:
        _account(*row, now=now)
    _former()
    school = [account(key) for key in ("K5", "K6")]
    RestPeriod.objects.bulk_create(
        RestPeriod(
            account=one, first_day=moved(date(2026, 12, 19), now), last_day=moved(date(2027, 1, 10), now),
            questions_to=Unit.objects.get(is_sample=True, name="Kommunikation"),
        )
        for one in school
    )  # fmt: skip
    _custody(now)
    for name, answer, address in PARTIES:
        PartyLink.objects.create(
            name=name, answer=answer, address=address, offered_on=date(2026, 10, 20), is_sample=True,
            term_starts_on=TERM[0], term_ends_on=TERM[1],
        )  # fmt: skip
    _releases(now)


def _account(
    key: str, name: str, platform: str, address: str, unit: str, administrators: list[str], operators: list[str],
    hours: str, watched: str, checks: int, purpose: str, started: date | None, *, now: datetime,
) -> None:  # fmt: skip
    found = recognise(address)
    row = Account.objects.create(
        name=name, platform=platform, address=found.canonical_address, address_key=found.key, handle=found.handle,
        unit=Unit.objects.get(is_sample=True, name=unit) if unit else None, state="active", purpose=purpose,
        watched=watched, window=window_from(hours), checks_per_day=checks, started_on=started, is_sample=True,
        last_post_on=date(2023, 8, 14) if key == "K12" else None,
        audience="public",
        one_administrator_because="Förvaltningschefs blogg" if key == "K10" else "",
    )  # fmt: skip
    since = min(started or date(2023, 1, 1), moved(date(2026, 8, 17), now))
    if started:
        at = datetime.combine(started, time(7), UTC)
        record(actor=SYSTEM, now=at, verb="account.started", about=row)
    for role, names in (("administrator", administrators), ("operator", operators)):
        for first_name in names:
            Assignment.objects.create(account=row, person=person(first_name), role=role, starts_on=since)
    if key == "K10":
        Assignment.objects.create(account=row, person=person("Karin"), role="substitute", starts_on=since)
    if key == "K4":
        Assignment.objects.create(
            account=row, person=person("Rut"), role="administrator", starts_on=since, ends_on=date(2026, 10, 31)
        )


def _former() -> None:
    name, platform, address, unit, closed_on = FORMER
    found = recognise(address)
    Account.objects.create(
        name=name, platform=platform, address=found.canonical_address, address_key=found.key, handle=found.handle,
        unit=Unit.objects.get(is_sample=True, name=unit), state="closed", started_on=date(2022, 3, 1),
        closed_on=closed_on, purpose="Nyheter för företag", watched=OFFICE_WORDS, is_sample=True,
    )  # fmt: skip


def _custody(now: datetime) -> None:
    karin = person("Karin")
    tested = moved(date(2026, 10, 3), now)
    for key, *_rest in ACCOUNTS:
        if key in NOT_ON_THE_LIST:
            continue
        row = account(key)
        personal = PERSONAL.get(key)
        kept = Custody.objects.create(
            account=row, form="personal" if personal else "deposit",
            deposit=None if personal else _deposit(row, key),
            code_recipient="Linas privata mobil" if key == "K5" else "Kommunikations mobil",
            code_is_private=key == "K5", recovery_email="kommunikation@ljungsele.example",
            deposited_at=now - timedelta(days=90), deposited_by=karin, tested_on=tested,
        )  # fmt: skip
        kept.full_control.set([person(name) for name in personal or ()])
    CustodyOpening.objects.create(
        account=account("K5"), person=karin, opened_at=datetime.combine(tested, time(9, 20), UTC),
        why="Prov vid halvårskollen",
    )  # fmt: skip
    record(
        actor=Actor(person_id=karin.pk), now=datetime.combine(tested, time(9, 20), UTC), verb="custody.opened",
        about=account("K5"),
    )  # fmt: skip


def _deposit(row: Account, key: str) -> bytes:
    return encrypt(json.dumps([row.handle or row.name, f"bara-ett-exempel-{key.lower()}"]), bound_to=bound_to(row))


def _releases(now: datetime) -> None:
    """Version 7 as the registry stands, but without the account nobody runs; version 6 with the one since closed."""
    if ListRelease.objects.exists():
        return
    content = channel_list.compose(now=now)
    hidden = {account(key).pk for key in NOT_ON_THE_LIST}
    seven = content | {"channels": [entry for entry in content["channels"] if entry["id"] not in hidden]}
    left = Account.objects.get(is_sample=True, name=FORMER[0])
    unit = Unit.objects.select_related("parent").get(is_sample=True, name=FORMER[3])
    six = seven | {
        "former": [],
        "channels": [
            *seven["channels"],
            {
                "id": left.pk, "name": left.name, "platform": left.platform, "address": left.address,
                "key": left.address_key, "handle": left.handle, "unit": unit.name,
                "area": unit.parent.name if unit.parent else "",
                "purpose": left.purpose, "watched": left.watched, "comments_open": True, "since": "2022-03-01",
            },
        ],
    }  # fmt: skip
    for number, day, release in ((6, date(2026, 8, 24), six), (7, date(2026, 11, 2), seven)):
        ListRelease.objects.create(
            number=number, published_at=datetime.combine(moved(day, now), time(12, 5), UTC), content=release,
            published_by=person("Karin"), digest=channel_list.digest_of(release),
        )  # fmt: skip


def remove(now: datetime) -> None:
    """Close the accounts, and take away the parties' links: both leave the list with its next version."""
    for account in Account.objects.filter(is_sample=True).exclude(state=Account.State.CLOSED):
        registry.close(account=account, closed_on=timezone.localdate(now), actor=SYSTEM, now=now)
    PartyLink.objects.filter(is_sample=True).delete()
