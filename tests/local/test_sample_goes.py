"""Taking the invented municipality out, all of it, while nothing else is there."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.utils import DatabaseError
from django.utils import timezone

from accounts.models import Account
from activityplans.models import Plan
from activityplans.services import drafting
from archiving.models import Blob
from socialgov.journal.append_only import append_only_tables
from socialgov.journal.models import Entry
from socialgov.local import sample
from socialgov.local.sample import clearing
from socialgov.organisation import services
from socialgov.organisation.models import Grant, Person, Unit
from socialgov.organisation.selectors import actor_for
from tests.factories.accounts import AccountFactory
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def loaded():
    sample.load(now=timezone.now())


def prepared_without_sample() -> str:
    said = StringIO()
    call_command("prepare", no_sample=True, no_static=True, stdout=said, stderr=StringIO())
    return said.getvalue()


@pytest.fixture
def kim(loaded) -> Person:
    """The first real person, beside the sample."""
    return services.set_up(municipality="Osby kommun", name="Kim", email="kim@osby.example", now=timezone.now())


def test_a_start_without_the_sample_leaves_nothing_but_the_real_municipality(kim):
    assert Blob.objects.exists()
    roles = set(kim.grants.values_list("role", flat=True))
    assert "The sample municipality is removed." in prepared_without_sample()
    left = {
        model.__name__: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label not in clearing.STAYS and model._default_manager.exists()
    }
    assert left == {"Unit": 1, "Person": 1, "Grant": len(roles), "Entry": 1}
    assert Entry.objects.get().verb == "sample.removed"
    call_command("verify_journal", stdout=StringIO())
    assert Unit.objects.get().name == "Osby kommun"
    assert Person.objects.get() == kim
    assert set(Grant.objects.filter(person=kim).values_list("role", flat=True)) == roles
    assert Unit.objects.create(name="Skolan", kind="unit", parent=kim.unit).pk > kim.unit_id
    for table in append_only_tables():
        with pytest.raises(DatabaseError, match="Cannot truncate"), connections["owner"].cursor() as cursor:
            cursor.execute(f'TRUNCATE "{table}" CASCADE')


def test_what_is_real_beside_it_is_never_lost(kim):
    tried = Unit.objects.get(name="Fritidsgården Kojan")
    drafting.start(unit=tried, actor=actor_for(tried.people.first(), now=timezone.now()), now=timezone.now())
    assert clearing.real_content() == []
    adopted("osby", actor=actor_for(kim, now=timezone.now()), now=timezone.now())
    AccountFactory(unit=kim.unit, name="Osby kommun")
    assert len(clearing.real_content()) == 2
    plans = Plan.objects.count()
    assert "The sample stays" in prepared_without_sample()
    assert Account.objects.filter(name="Osby kommun").exists()
    assert Plan.objects.count() == plans


def test_an_empty_installation_says_how_the_first_person_gets_in():
    said = prepared_without_sample()
    assert 'manage.py set_up "Lillby kommun" "Kim Berg"' in said
    services.set_up(municipality="Osby kommun", name="Kim", email="kim@osby.example", now=timezone.now())
    assert "set_up" not in prepared_without_sample()
