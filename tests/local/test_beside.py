"""`manage.py` beside a running `./run`."""

import stat

from socialgov.local import beside

KNOWN = {"DATABASE_URL": "postgres://app@127.0.0.1:5/socialgov", "SECRET_KEY": "x", "PATH": "/bin"}


def test_it_reaches_what_runs_on_its_data_folder(tmp_path):
    beside.write(tmp_path, KNOWN)
    environment = {"DATA_DIR": str(tmp_path)}
    beside.reach(environment, default=tmp_path / "other")
    assert environment == {"DATA_DIR": str(tmp_path)} | {name: KNOWN[name] for name in ("DATABASE_URL", "SECRET_KEY")}
    environment = {}
    beside.reach(environment, default=tmp_path)
    assert environment["DATABASE_URL"] == KNOWN["DATABASE_URL"]


def test_only_its_user_reads_it_and_the_owners_address_is_not_in_it(tmp_path):
    beside.write(tmp_path, KNOWN | {"DATABASE_OWNER_URL": "postgres://owner:secret@127.0.0.1:5/socialgov"})
    file = tmp_path / beside.FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "owner" not in file.read_text()


def test_a_database_that_is_named_goes_first_and_nothing_running_changes_nothing(tmp_path):
    environment = {"DATABASE_URL": "postgres://mine@db:5432/mine", "DATA_DIR": str(tmp_path)}
    beside.write(tmp_path, KNOWN)
    beside.reach(environment, default=tmp_path)
    assert environment["DATABASE_URL"] == "postgres://mine@db:5432/mine"
    beside.forget(tmp_path)
    beside.forget(tmp_path)
    environment = {}
    beside.reach(environment, default=tmp_path)
    assert environment == {}
