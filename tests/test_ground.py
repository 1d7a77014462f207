from threading import Thread

import pytest
from django.db import connection

from socialgov.policy.models import LocalClosure
from tests import databases
from tests.environment import DATABASE, admin_url
from tests.factories.organisation import UnitFactory


@pytest.mark.django_db
def test_the_tests_reach_the_database_as_the_applications_own_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("socialgov_test_app",)


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_can_be_cleaned_up_after():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisation_person")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_what_a_request_left_behind_writes_is_cleaned_away_as_well():
    with databases.admin(admin_url(DATABASE)) as request, databases.admin(admin_url(DATABASE)) as watch:
        request.execute("BEGIN")
        request.execute(
            "INSERT INTO policy_localclosure (day, note, added_at, is_sample) VALUES (now(), '', now(), false)"
        )
        cleaning = Thread(target=databases.flush)
        cleaning.start()
        waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
        watch.execute(waits)
        while watch.fetchone() == (0,):
            watch.execute(waits)
        request.execute("COMMIT")
        cleaning.join(timeout=60)
    assert not LocalClosure.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_rows_are_counted_from_1_again_in_every_test():
    first = UnitFactory().pk
    databases.flush()
    assert UnitFactory().pk == first
