"""A secret opens only with this installation's keys, and only where it belongs."""

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialgov.platforms import checks, secrets


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_what_is_encrypted_comes_back(text):
    token = secrets.encrypt(text, bound_to="accounts.custody:1")
    assert secrets.decrypt(memoryview(token), bound_to="accounts.custody:1") == text
    assert len(text) < 4 or text.encode("utf-8", "surrogatepass") not in token


def test_it_does_not_open_for_another_row():
    token = secrets.encrypt("hemligt", bound_to="accounts.custody:1")
    with pytest.raises(secrets.CannotOpen):
        secrets.decrypt(token, bound_to="accounts.custody:2")


def test_it_does_not_open_when_changed():
    token = bytearray(secrets.encrypt("hemligt", bound_to="a"))
    token[30] ^= 1
    with pytest.raises(secrets.CannotOpen) as raised:
        secrets.decrypt(bytes(token), bound_to="a")
    assert "FIELD_KEYS" in str(raised.value)


def test_a_new_key_is_put_first_what_is_stored_goes_over_and_the_old_key_can_go(settings):
    old, new = secrets.new_key(), secrets.new_key()
    settings.FIELD_KEYS = [old]
    token = secrets.encrypt("hemligt", bound_to="a")
    settings.FIELD_KEYS = [new, old]
    assert secrets.decrypt(token, bound_to="a") == "hemligt"
    rotated = secrets.rotate(token)
    settings.FIELD_KEYS = [new]
    assert secrets.decrypt(rotated, bound_to="a") == "hemligt"
    with pytest.raises(secrets.CannotOpen):
        secrets.decrypt(token, bound_to="a")


@pytest.mark.parametrize("keys", [[], [""], ["too-short"]])
def test_without_a_key_production_does_not_start(settings, keys):
    settings.FIELD_KEYS, settings.DEBUG = keys, False
    assert [error.id for error in checks.the_key_for_secrets_is_there(None)] == ["platforms.E001"]
    with pytest.raises(secrets.NoKey):
        secrets.encrypt("x", bound_to="a")


def test_the_printed_key_is_a_key(settings, capsys):
    call_command("new_field_key")
    settings.FIELD_KEYS, settings.DEBUG = [capsys.readouterr().out.strip()], False
    assert checks.the_key_for_secrets_is_there(None) == []


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("", True),
        ("http://127.0.0.1:8001", True),
        ("http://localhost:8001", True),
        ("http://10.0.0.1", False),
        ("https://a.se", False),
    ],
)
def test_the_sample_site_may_only_be_on_this_machine(settings, address, fine):
    settings.SAMPLE_SITE_URL = address
    assert (checks.the_sample_site_is_local(None) == []) is fine
