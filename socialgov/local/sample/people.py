"""Ljungsele's units, the ten people who sign in, and Rut, who has left."""

import hashlib
import hmac
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from socialgov.local.sample.clock import moved
from socialgov.organisation import hours
from socialgov.organisation.models import Absence, Grant, Person, Role, Unit, WorkingHours

MAIL = "ljungsele.example"
B, D, U = Unit.Kind.BOARD, Unit.Kind.DEPARTMENT, Unit.Kind.UNIT

# kind, name, function mailbox, works under secrecy, what is below
TREE: list[tuple] = [
    (B, "Kommunstyrelsen", "", False, [
        (D, "Kommunledningsförvaltningen", "kommun", False, [
            (U, "Kommunikation", "kommunikation", False, []),
            (U, "Kansli", "registrator", False, []),
            (U, "Näringsliv och turism", "", False, []),
        ]),
    ]),
    (B, "Barn- och utbildningsnämnden", "", False, [
        (D, "Barn- och utbildningsförvaltningen", "", False, [
            (U, "Tallbackaskolan", "", True, []),
            (U, "Ljungaskolan", "", True, []),
            (U, "Förskolan Kotten", "", True, []),
        ]),
    ]),
    (B, "Kultur- och fritidsnämnden", "", False, [
        (D, "Kultur- och fritidsförvaltningen", "", False, [
            (U, "Ljungsele bibliotek", "", False, []),
            (U, "Kulturskolan", "", False, []),
            (U, "Fritidsgården Kojan", "", False, []),
        ]),
    ]),
    (B, "Socialnämnden", "", False, [
        (D, "Vård- och omsorgsförvaltningen", "", False, [
            (U, "Björkdungens äldreboende", "", True, []),
            (U, "Hemtjänsten", "", True, []),
            (U, "Individ och familj", "socialtjanst", True, []),
        ]),
    ]),
    (B, "Samhällsbyggnadsnämnden", "", False, [
        (D, "Samhällsbyggnadsförvaltningen", "", False, [
            (U, "Gata och park", "gata.park", False, []),
            (U, "Vatten och avfall", "va", False, []),
            (U, "Bygglov och miljö", "bygglov", False, []),
        ]),
    ]),
    (B, "Valnämnden", "", False, []),
    (B, "Revisorerna", "", False, []),
]  # fmt: skip
ROOT = "Ljungsele kommun"
OFFICE = [Role.COMMUNICATIONS, Role.SYSTEM_ADMINISTRATOR]
ADMINISTRATOR = [Role.ADMINISTRATOR, Role.OPERATOR]
BOSS = [Role.MANAGER, *ADMINISTRATOR]

# name, title, unit, last two digits of the telephone number, roles, in which unit, working hours
PEOPLE = [
    ("Karin Lingonstig", "kommunikatör", "Kommunikation", "05", OFFICE, ROOT, ""),
    ("Jonas Tallkvitter", "webbredaktör", "Kommunikation", "06", OFFICE, ROOT, "ons–fre 8–12"),
    ("Eva-Lena Granskugga", "kommunchef", "Kommunledningsförvaltningen", "07", BOSS, ROOT, ""),
    ("Maj-Britt Pärmqvist", "registrator och arkivarie", "Kansli", "08", [Role.REGISTRAR, Role.ARCHIVIST], ROOT, ""),
    ("Samir Kritstrand", "rektor", "Tallbackaskolan", "09", BOSS, "Tallbackaskolan", ""),
    ("Lina Pennfors", "lärare", "Tallbackaskolan", "10", ADMINISTRATOR, "Tallbackaskolan", "mån–fre 8–16"),
    ("Anneli Kaffegren", "enhetschef", "Björkdungens äldreboende", "11", BOSS, "Björkdungens äldreboende", ""),
    ("Fatima Solbänk", "undersköterska", "Björkdungens äldreboende", "12", ADMINISTRATOR, "Björkdungens äldreboende",
     "mån, ons, fre–lör 7–16"),
    ("Pia Bokalund", "kultur- och fritidschef", "Kultur- och fritidsförvaltningen", "13", BOSS,
     "Kultur- och fritidsförvaltningen", ""),
    ("Dennis Biljardqvist", "fritidsledare", "Fritidsgården Kojan", "14", ADMINISTRATOR, "Fritidsgården Kojan",
     "tis–lör 13–21"),
]  # fmt: skip
RUT = ("Rut Avslutsson", "HR-strateg", "Kommunledningsförvaltningen", date(2026, 10, 31))
LEAVING = {"Lina Pennfors": date(2026, 12, 18)}
# who, first day, last day, substitute
ABSENCES = [
    ("Karin Lingonstig", date(2026, 12, 21), date(2027, 1, 6), "Jonas Tallkvitter"),
    ("Jonas Tallkvitter", date(2026, 12, 28), date(2027, 1, 1), None),
    ("Fatima Solbänk", date(2027, 2, 1), date(2027, 8, 31), None),
]
_WORDS = (  # noqa: SIM905
    "gran tall ljung kvarn bro stig lada hage skog mosse tjärn bäck backe sten gren löv kotte lingon blåbär hallon "
    "räv hare uggla ekorre groda humla gädda abborre lo tjäder orre trana"
).split()


def password() -> str:
    """The one password of all sample people: made from the installation's secret, so it needs no keeping."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"socialgov sample people", hashlib.sha256).digest()
    return "-".join([*(_WORDS[byte % 32] for byte in digest[:4]), str(10 + digest[4] % 90)])


def email_of(name: str) -> str:
    """förnamn.efternamn, å and ä as a, ö as o."""
    plain = name.lower().translate(str.maketrans("åäö", "aao"))
    return f"{plain.replace(' ', '.')}@{MAIL}"


def load(now: datetime) -> None:
    """Add what is missing of the units and people; after a removal, let them in again."""
    units = _units()
    start = timezone.localdate(now) - timedelta(days=400)
    hashed = _hashed_password()
    people = {}
    for name, title, unit, phone, roles, where, text in PEOPLE:
        leaves_on = LEAVING.get(name)
        person = people[name] = _person(name, title, units[unit], f"070-174 06 {phone}", password=hashed)
        if not person.is_sample:  # someone real has the address
            continue
        if leaves_on and person.leaves_on is None:
            person.leaves_on = moved(leaves_on, now)
            person.save(update_fields=["leaves_on"])
        for role in roles:
            Grant.objects.get_or_create(
                person=person, role=role, unit=units[where], ends_on=None, defaults={"starts_on": start}
            )
        if text and not person.working_hours.exists():
            WorkingHours.objects.bulk_create(
                WorkingHours(person=person, weekday=weekday, opens=opens, closes=closes)
                for weekday, opens, closes in hours.parse(text)
            )
    for name, first, last, substitute in ABSENCES:
        days = {"first_day": moved(first, now), "last_day": moved(last, now)}
        if people[name].is_sample and not Absence.objects.standing().filter(person=people[name]).exists():
            Absence.objects.create(person=people[name], substitute=people[substitute] if substitute else None, **days)
    _rut(units, now)


def _units() -> dict[str, Unit]:
    root = _unit(ROOT, Unit.Kind.MUNICIPALITY, None, "kommun", False)
    units = {ROOT: root}

    def grow(parent: Unit, branches: list) -> None:
        for kind, name, mailbox, secrecy, below in branches:
            units[name] = _unit(name, kind, parent, mailbox, secrecy)
            grow(units[name], below)

    grow(root, TREE)
    return units


def _unit(name: str, kind: str, parent: Unit | None, mailbox: str, secrecy: bool) -> Unit:
    email = f"{mailbox}@{MAIL}" if mailbox else ""
    unit, _made = Unit.objects.get_or_create(
        name=name, kind=kind, parent=parent, is_sample=True, defaults={"email": email, "has_secrecy": secrecy}
    )
    if unit.closed_on:
        unit.closed_on = None
        unit.save(update_fields=["closed_on"])
    return unit


def _hashed_password() -> str:
    """One hash for all: hashing is slow on purpose, and the password is printed anyway."""
    known = Person.objects.filter(is_sample=True, is_active=True).values_list("password", flat=True).first()
    return known if known and check_password(password(), known) else make_password(password())


def _person(name: str, title: str, unit: Unit, phone: str, *, password: str) -> Person:
    person, _made = Person.objects.get_or_create(
        email=email_of(name),
        defaults={"name": name, "title": title, "unit": unit, "phone": phone, "is_sample": True, "password": password},
    )
    if person.is_sample and person.left_at and not person.has_usable_password():
        person.is_active, person.left_at, person.password = True, None, password
        person.save(update_fields=["is_active", "left_at", "password"])
    return person


def _rut(units: dict[str, Unit], now: datetime) -> None:
    name, title, unit, last_day = RUT
    last_day = moved(last_day, now)
    left_at = timezone.make_aware(datetime.combine(last_day, datetime.max.time()))
    Person.objects.get_or_create(
        email=email_of(name),
        defaults={
            "name": name,
            "title": title,
            "unit": units[unit],
            "is_sample": True,
            "is_active": False,
            "leaves_on": last_day,
            "left_at": left_at,
            "password": make_password(None),
        },
    )


def remove(now: datetime) -> None:
    """Sign the sample people out for good and take their units away. The record keeps that they existed."""
    today = timezone.localdate(now)
    for person in Person.objects.filter(is_sample=True, is_active=True):
        person.set_unusable_password()
        person.is_active, person.left_at = False, now
        person.save(update_fields=["password", "is_active", "left_at"])
    sample = Grant.objects.filter(person__is_sample=True)
    sample.filter(starts_on__gt=today).delete()
    sample.filter(ends_on=None).update(ends_on=today)
    Absence.objects.standing().filter(person__is_sample=True).update(cancelled_at=now)
    Unit.objects.filter(is_sample=True, closed_on=None).update(closed_on=today)
