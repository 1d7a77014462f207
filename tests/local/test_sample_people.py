from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from socialgov.local import sample
from socialgov.local.sample import clock, people
from socialgov.organisation.models import Absence, Grant, Person, Role, Unit, WorkingHours
from socialgov.organisation.selectors import actor_for, holders, managers_of
from tests.factories.organisation import NOW

pytestmark = pytest.mark.django_db
ROOMS = (Unit, Person, Grant, WorkingHours, Absence)


def who(name: str) -> Person:
    return Person.objects.get(name=name)


def names(people) -> set[str]:
    return {person.name for person in people}


def test_the_sample_can_be_loaded_twice_and_doubles_nothing():
    sample.load(now=NOW)
    counts = [model.objects.count() for model in ROOMS]
    assert counts[0] == 28
    assert counts[1] == 11
    sample.load(now=NOW + timedelta(days=30))
    assert [model.objects.count() for model in ROOMS] == counts


def test_the_people_hold_what_the_sample_says():
    sample.load(now=NOW)
    assert names(holders(Role.COMMUNICATIONS, now=NOW)) == {"Karin Lingonstig", "Jonas Tallkvitter"}
    assert names(holders(Role.REGISTRAR, now=NOW)) == {"Maj-Britt Pärmqvist"}
    unit = {unit.name: unit for unit in Unit.objects.all()}
    assert names(managers_of(unit["Tallbackaskolan"], now=NOW)) == {"Samir Kritstrand"}
    assert names(managers_of(unit["Fritidsgården Kojan"], now=NOW)) == {"Pia Bokalund"}
    assert names(managers_of(unit["Näringsliv och turism"], now=NOW)) == {"Eva-Lena Granskugga"}
    assert who("Maj-Britt Pärmqvist").email == "maj-britt.parmqvist@ljungsele.example"
    assert not who("Rut Avslutsson").is_active


def test_jonas_stands_in_for_karin_over_christmas_until_he_is_away_himself():
    sample.load(now=NOW)
    christmas = datetime(2026, 12, 22, 9, tzinfo=UTC)
    assert actor_for(who("Jonas Tallkvitter"), now=christmas).covers == (who("Karin Lingonstig").pk,)
    assert actor_for(who("Jonas Tallkvitter"), now=NOW).covers == ()


def test_loaded_in_another_week_every_day_keeps_its_weekday():
    later = datetime(2027, 5, 4, 12, tzinfo=UTC)
    assert clock.moved(date(2026, 12, 18), later).isoweekday() == 5
    assert clock.moved(clock.REFERENCE_DAY, NOW) == clock.REFERENCE_DAY
    sample.load(now=later)
    assert who("Lina Pennfors").leaves_on == clock.moved(date(2026, 12, 18), later) > later.date()


def test_the_printed_password_lets_each_in_while_the_sample_is_loaded_and_no_longer():
    sample.load(now=NOW)
    out = StringIO()
    call_command("sample_people", stdout=out)
    lines = [line.split("\t") for line in out.getvalue().splitlines()]
    assert len(lines) == 10
    _name, email, password = lines[0]
    assert authenticate(None, email=email, password=password) == Person.objects.get(email=email)
    sample.remove(now=NOW)
    assert not Person.objects.filter(is_active=True).exists()
    assert authenticate(None, email=email, password=password) is None
    assert not any(person.has_usable_password() for person in Person.objects.all())
    out = StringIO()
    call_command("sample_people", stdout=out)
    assert out.getvalue() == ""


def test_a_removed_sample_can_be_loaded_again():
    sample.load(now=NOW)
    sample.remove(now=NOW)
    assert not Unit.objects.open().exists()
    sample.load(now=NOW + timedelta(days=1))
    assert Person.objects.filter(is_active=True).count() == 10
    assert names(holders(Role.COMMUNICATIONS, now=NOW + timedelta(days=1))) == {"Karin Lingonstig", "Jonas Tallkvitter"}
    assert authenticate(None, email=people.email_of("Karin Lingonstig"), password=people.password())
    assert Absence.objects.standing().count() == 3


def test_the_commands_say_what_happened():
    for command in ("load_sample", "remove_sample"):
        out = StringIO()
        call_command(command, stdout=out)
        assert "sample municipality is" in out.getvalue()
    assert "manage.py set_up" in out.getvalue()


def test_a_real_person_with_a_samples_address_is_left_alone():
    root = Unit.objects.create(name="Provköping", kind=Unit.Kind.MUNICIPALITY)
    real = Person.objects.create(name="Karin", email=people.email_of("Karin Lingonstig"), unit=root, password="!real")
    sample.load(now=NOW)
    sample.remove(now=NOW)
    real.refresh_from_db()
    assert (real.is_active, real.password) == (True, "!real")
    assert not real.grants.exists()
