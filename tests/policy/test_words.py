from datetime import date, timedelta

import pytest

from socialgov.organisation.collectors import closings, role_words
from socialgov.organisation.models import Role
from socialgov.organisation.presence import is_working
from socialgov.policy import selectors
from tests.factories.organisation import PersonFactory
from tests.factories.policy import ADOPTED_AT, adopted
from tests.policy.moments import at

pytestmark = pytest.mark.django_db
NAMES = {
    "atvidaberg": ("Informationsenheten", "Verksamhetschef", "Administratör"),
    "osby": ("Kommunikatören", "Närmaste chef", "Kontoadministratör"),
    "fargelanda": ("Informationsansvariga", "Verksamhetschef", "Ansvarig person"),
    "valdemarsvik": ("Webmaster", "Sektorschef", "Redaktör"),
    "ljusnarsberg": ("Webbredaktörerna", "Ansvarig chef", "Webbredaktör"),
}


@pytest.mark.parametrize("profile", NAMES)
def test_roles_are_called_what_the_municipality_calls_them(profile):
    adopted(profile)
    assert tuple(selectors.label(role) for role in ("communications", "manager", "administrator")) == NAMES[profile]


def test_every_role_of_the_system_has_a_name():
    adopted("osby")
    assert all(selectors.label(role) for role in Role)
    assert selectors.label(Role.REGISTRAR) == "Registrator"


def test_the_pages_of_people_hear_the_municipalitys_words():
    assert role_words(now=ADOPTED_AT) == []
    adopted("valdemarsvik")
    assert role_words(now=ADOPTED_AT) == [
        ("communications", "Webmaster"), ("manager", "Sektorschef"), ("administrator", "Redaktör"),
    ]  # fmt: skip


def test_people_do_not_work_on_holidays_and_eves():
    person = PersonFactory()
    assert is_working(person, at=at("2026-11-20 10:00"))
    assert not is_working(person, at=at("2026-06-19 10:00"))
    eve = date(2026, 12, 24)
    assert [c.day for c in closings(first_day=eve, last_day=eve + timedelta(days=1))] == [eve, eve + timedelta(days=1)]
