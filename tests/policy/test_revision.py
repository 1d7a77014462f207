"""Four years after the decision the guidelines are looked over; half a year ahead the office is told, once each."""

from datetime import UTC, date, datetime

import pytest

from socialgov.home.work import work_of
from socialgov.notices import services
from socialgov.notices.models import Notice
from socialgov.notices.texts import is_still_true, subject_of
from socialgov.organisation.selectors import actor_for
from socialgov.policy import revision
from tests.factories.organisation import GrantFactory, PersonFactory
from tests.factories.policy import adopted

pytestmark = [pytest.mark.django_db, pytest.mark.rule("FAR-01")]
BEFORE = datetime(2029, 9, 24, 10, tzinfo=UTC)
NEAR = datetime(2029, 9, 25, 10, tzinfo=UTC)  # six months before 25 March 2030


@pytest.fixture
def karin():
    return GrantFactory(role="communications").person


def rows(person, now):
    return [todo for todo in work_of(actor_for(person, now=now), now=now).week if todo.key == "guidelines:revision"]


def test_until_half_a_year_before_nothing_is_said(karin):
    adopted("fargelanda")
    services.fill(now=BEFORE)
    assert not Notice.objects.exists()
    assert rows(karin, BEFORE) == []


def test_from_half_a_year_before_the_office_has_it_in_att_gora_and_is_told_once(karin):
    adopted("fargelanda")
    for now in (NEAR, NEAR, NEAR.replace(day=27)):
        services.fill(now=now)
    (notice,) = Notice.objects.filter(kind="guidelines_revision")
    assert notice.person == karin
    assert subject_of(notice, now=NEAR) == "Riktlinjerna ska ses över senast 25 mars 2030"
    assert notice.rule == "FAR-01"
    (row,) = rows(karin, NEAR)
    assert row.next_url == "/riktlinjer/utkast/"
    assert str(row.phrase.text).replace("\N{NO-BREAK SPACE}", " ") == "Senast 25 mars 2030"


def test_who_may_not_adopt_is_not_asked():
    adopted("fargelanda")
    assert rows(PersonFactory(), NEAR) == []


def test_another_version_with_a_later_day_ends_it(karin):
    adopted("fargelanda")
    services.fill(now=NEAR)
    adopted("fargelanda", now=NEAR, decided_on=date(2029, 9, 24))
    assert rows(karin, NEAR) == []
    assert not is_still_true(Notice.objects.get(kind="guidelines_revision"))


def test_before_anything_is_adopted_nobody_is_reminded(karin):
    assert revision.due(NEAR) is None
