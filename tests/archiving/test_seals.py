import threading
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import DatabaseError

from archiving import blobs, seals
from archiving.models import FileSeal, SealedRecord
from tests.databases import admin
from tests.environment import DATABASE, admin_url
from tests.factories.archiving import EvidenceFactory
from tests.factories.organisation import NOW

pytestmark = pytest.mark.django_db


def keep(content=b"underlag", now=NOW):
    blob = blobs.store(content, media_type="text/plain", now=now)
    about = EvidenceFactory()
    return (
        seals.file_record(about=about, purpose="evidence", files=[blob.sha256], metadata={"a": 1}, now=now),
        blob,
        about,
    )


def test_a_seal_takes_everything_that_is_in_none():
    records = [keep(b"ett")[0], keep(b"tv\xc3\xa5")[0]]
    made = seals.seal(now=NOW)
    assert [member.record for member in made.members.all()] == records
    assert seals.seal(now=NOW) is None


def test_each_seal_holds_the_one_before():
    keep(b"ett")
    first = seals.seal(now=NOW)
    keep(b"tva")
    second = seals.seal(now=NOW + timedelta(minutes=1))
    assert (second.number, second.previous) == (2, first.digest)
    report = seals.verify(now=NOW)
    assert report.is_whole and (report.seals, report.records, report.files) == (2, 2, 2)


def test_one_can_ask_for_the_seal_of_a_thing():
    _record, _blob, about = keep()
    assert seals.seal_of(about) is None
    made = seals.seal(now=NOW)
    assert seals.seal_of(about) == made


def test_verification_names_a_changed_file():
    _record, blob, _about = keep()
    seals.seal(now=NOW)
    path = Path(storages["archive"].path(blob.name))
    path.chmod(0o640)
    path.write_bytes(b"underlaG")
    report = seals.verify(now=NOW)
    assert len(report.problems) == 1 and blob.sha256[:16] in report.problems[0]
    assert seals.verify(now=NOW, read_files=False).is_whole


def test_verification_names_a_missing_file():
    _record, blob, _about = keep()
    seals.seal(now=NOW)
    Path(storages["archive"].path(blob.name)).unlink()
    assert not seals.verify(now=NOW).is_whole


def test_verification_alarms_on_what_has_waited_too_long():
    keep()
    assert seals.verify(now=NOW + timedelta(minutes=30)).is_whole
    assert not seals.verify(now=NOW + timedelta(hours=2)).is_whole


@pytest.mark.parametrize(
    "statement", ["DELETE FROM archiving_fileseal", "UPDATE archiving_sealedrecord SET purpose='x'"]
)
def test_the_application_can_not_change_a_seal(statement):
    keep()
    seals.seal(now=NOW)
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE archiving_sealedrecord SET about_id = about_id + 1",
        "DELETE FROM archiving_sealmember WHERE id = (SELECT min(id) FROM archiving_sealmember)",
        "UPDATE archiving_fileseal SET sealed_at = sealed_at + interval '1 day' WHERE number = 1",
        "DELETE FROM archiving_fileseal WHERE number = 1",
        "UPDATE archiving_sealedrecord SET recorded_at = recorded_at - interval '1 day'",
    ],
)
def test_verification_finds_what_a_superuser_changed(statement):
    keep(b"ett")
    keep(b"tva")
    seals.seal(now=NOW)
    keep(b"tre")
    seals.seal(now=NOW)
    with admin(admin_url(DATABASE)) as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
    assert not seals.verify(now=NOW, read_files=False).is_whole


@pytest.mark.django_db(transaction=True)
def test_two_sealers_never_seal_the_same():
    for number in range(5):
        keep(f"fil {number}".encode())

    def one():
        seals.seal(now=NOW)
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seals.seal(now=NOW)
    assert SealedRecord.objects.filter(membership=None).count() == 0
    assert sum(made.count for made in FileSeal.objects.all()) == 5
    assert seals.verify(now=NOW).is_whole


def test_the_command_says_that_the_archive_is_whole_or_ends_with_an_error():
    _record, blob, _about = keep()
    seals.seal(now=NOW)
    out = StringIO()
    call_command("verify_archive", stdout=out)
    assert "1" in out.getvalue()
    Path(storages["archive"].path(blob.name)).unlink()
    with pytest.raises(CommandError):
        call_command("verify_archive", stdout=out, stderr=StringIO())
