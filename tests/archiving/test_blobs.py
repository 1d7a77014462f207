import errno
import hashlib
import io
import os
import stat
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.db import connection

from archiving import blobs, storage
from archiving.models import Blob, BlobReference
from tests.factories.organisation import NOW, PersonFactory

pytestmark = pytest.mark.django_db


def keep(content=b"en bild", media_type="image/png"):
    return blobs.store(content, media_type=media_type, now=NOW)


def path_of(blob) -> Path:
    return Path(storages["archive"].path(blob.name))


def test_a_file_is_kept_under_its_digest_and_read_back():
    blob = keep()
    assert blob.sha256 == hashlib.sha256(b"en bild").hexdigest()
    assert (blob.size, blob.media_type, blob.stored_at) == (7, "image/png", NOW)
    assert blobs.read(blob) == b"en bild"


def test_a_large_file_can_be_kept_from_an_open_file():
    content = os.urandom(3_000_000)
    assert blobs.read(blobs.store(io.BytesIO(content), media_type="x/y", now=NOW)) == content


def test_the_same_bytes_are_kept_once():
    assert keep() == keep()
    assert Blob.objects.count() == 1


def test_a_kept_file_is_readable_only():
    assert stat.S_IMODE(path_of(keep()).stat().st_mode) == 0o440


def test_nothing_half_written_is_left():
    blob = keep()
    assert [entry.name for entry in path_of(blob).parent.iterdir()] == [blob.sha256]


def test_a_file_from_an_attempt_that_lost_its_row_is_taken_up():
    blob = keep()
    blob.delete()
    assert blobs.read(keep()) == b"en bild"


def test_a_changed_file_is_never_given_out():
    blob = keep()
    path_of(blob).chmod(0o640)
    path_of(blob).write_bytes(b"en bilD")
    with pytest.raises(blobs.FileDamaged):
        blobs.open(blob)


def test_a_missing_file_is_said_to_be_missing():
    blob = keep()
    path_of(blob).unlink()
    with pytest.raises(blobs.FileDamaged):
        blobs.open(blob)


def test_other_bytes_in_the_files_place_are_not_taken_for_it():
    blob = keep()
    blob.delete()
    path_of(blob).chmod(0o640)
    path_of(blob).write_bytes(b"x")
    with pytest.raises(blobs.FileDamaged):
        keep()
    assert not Blob.objects.exists()


@pytest.mark.fault
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_full_or_broken_disk_keeps_nothing_and_says_so(monkeypatch, number):
    def broken(descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(storage.os, "fsync", broken)
    with pytest.raises(blobs.StorageUnavailable):
        keep()
    assert not Blob.objects.exists()
    folder = Path(storages["archive"].location)
    assert not [found for found in folder.rglob("*") if found.is_file() and found.name.endswith(".part")]


@pytest.mark.fault
def test_a_folder_that_can_not_be_made_is_an_unavailable_store(monkeypatch, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    store = storage.from_url(f"file://{tmp_path}/file/below")
    monkeypatch.setattr(blobs, "storages", {"archive": store})
    with pytest.raises(blobs.StorageUnavailable):
        keep()


@pytest.mark.parametrize("url", ["ftp://somewhere/x", "file:", "files", "s3:///x"])
def test_an_unknown_storage_address_stops_with_a_sentence(url):
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        storage.from_url(url)


def test_a_reference_is_counted_once():
    blob, person = keep(), PersonFactory()
    blobs.refer(blob, about=person, purpose="portrait")
    blobs.refer(blob, about=person, purpose="portrait")
    blobs.refer(blob, about=person, purpose="other")
    assert BlobReference.objects.filter(blob=blob).count() == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_keep_the_same_file_once():
    found, errors = [], []

    def one():
        try:
            found.append(keep(b"samtidigt").pk)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(set(found)) == 1 and len(found) == 8
