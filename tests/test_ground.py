import pytest
from django.db import connection


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
