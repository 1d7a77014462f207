"""The measures use the tests' database and folder."""

from tests.conftest import _own_folder, django_db_setup

__all__ = ["_own_folder", "django_db_setup"]
