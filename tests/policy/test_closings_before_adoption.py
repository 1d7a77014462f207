from datetime import date

import pytest

from socialgov.policy import selectors
from tests.factories.policy import closure


@pytest.mark.django_db
def test_holidays_and_closings_count_before_anything_is_adopted():
    closure(date(2026, 12, 28))
    found = selectors.closings_between(first_day=date(2026, 12, 24), last_day=date(2026, 12, 29))
    assert [c.day.day for c in found] == [24, 25, 26, 28]


@pytest.mark.django_db
def test_roles_have_their_usual_names_before_anything_is_adopted():
    assert selectors.label("manager") == "Ansvarig chef"
