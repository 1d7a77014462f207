from threading import Thread

import psycopg2.errors
import pytest
from django.db import connection

from tests import databases
from tests.environment import DATABASE, admin_url


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
def test_a_request_that_a_test_left_behind_does_not_keep_its_traces_from_being_cleaned_away():
    errors: list[Exception] = []

    def clean():
        try:
            databases.flush()
        except Exception as error:
            errors.append(error)

    with databases.admin(admin_url(DATABASE)) as request, databases.admin(admin_url(DATABASE)) as watch:
        request.execute("SET deadlock_timeout = '20s'")  # so that it is the cleaning that finds the lock and is ended
        request.execute("BEGIN")
        request.execute("SELECT count(*) FROM policy_adopted")
        cleaning = Thread(target=clean)
        cleaning.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'"
        waiting += " AND relation = 'policy_adopted'::regclass AND pg_sleep(0.01) IS NOT NULL"
        watch.execute(waiting)
        while watch.fetchone() == (0,):
            watch.execute(waiting)
        try:
            request.execute("SELECT count(*) FROM accounts_account")
        except psycopg2.errors.DeadlockDetected:
            pass
        request.execute("ROLLBACK")
        cleaning.join(timeout=60)
    assert not cleaning.is_alive()
    assert errors == []
