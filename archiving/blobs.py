"""Keeping and reading files. The only module that touches the storage."""

import hashlib
import io
import tempfile
from datetime import datetime
from typing import IO

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from archiving.models import Blob, BlobReference
from archiving.storage import CHUNK, AlreadyStored

IN_MEMORY = 8 * 1024 * 1024


class StorageUnavailable(Exception):
    """The storage can not be reached, is full, or refuses to write. Nothing was kept."""

    def __init__(self, message: str = ""):
        super().__init__(message or _("The file store can not be reached. Nothing was saved: try again in a while."))


class FileDamaged(Exception):
    """A stored file does not hold the bytes it held when it was kept, or is gone."""

    def __init__(self, sha256: str):
        self.sha256 = sha256
        super().__init__(_("The stored file has been changed or is missing. Tell the system administrator."))


def store(content: bytes | IO[bytes], *, media_type: str, now: datetime) -> Blob:
    """Keep these bytes and return their row; the same bytes again give the same row, also when two do it at once.

    The file is written before the row, so that a row always has its file; a file without a row does no harm.
    """
    if isinstance(content, bytes):
        content = io.BytesIO(content)
    file = File(content)
    digest, size = _digest(file)
    if found := Blob.objects.filter(sha256=digest).first():
        return found
    blob = Blob(sha256=digest, size=size, media_type=media_type, stored_at=now)
    _write(blob, file)
    Blob.objects.bulk_create([blob], ignore_conflicts=True)
    return Blob.objects.get(sha256=digest)


def _digest(file: File) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in file.chunks(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _write(blob: Blob, file: File) -> None:
    storage = storages["archive"]
    try:
        file.seek(0)
        storage.save(blob.name, file)
    except AlreadyStored:
        try:
            with storage.open(blob.name) as standing:
                same = _digest(standing)[0] == blob.sha256
        except Exception as error:
            raise StorageUnavailable from error
        if not same:
            raise FileDamaged(blob.sha256) from None
    except Exception as error:  # every backend has its own errors: disk full, read-only, refused, timed out
        raise StorageUnavailable from error


def open(blob: Blob) -> IO[bytes]:
    """The stored bytes as a file from its beginning, after their digest was found to be right."""
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    digest = hashlib.sha256()
    try:
        with storages["archive"].open(blob.name) as source:
            for chunk in source.chunks(CHUNK):
                digest.update(chunk)
                out.write(chunk)
    except FileNotFoundError:
        raise FileDamaged(blob.sha256) from None
    except Exception as error:
        raise StorageUnavailable from error
    if digest.hexdigest() != blob.sha256:
        raise FileDamaged(blob.sha256)
    out.seek(0)
    return out


def read(blob: Blob) -> bytes:
    """The stored bytes, after their digest was found to be right."""
    with open(blob) as file:
        return file.read()


def refer(blob: Blob, *, about: models.Model, purpose: str) -> None:
    """Say that `about` needs the file; saying it twice counts once."""
    BlobReference.objects.bulk_create(
        [BlobReference(blob=blob, about_type=about._meta.label_lower, about_id=about.pk, purpose=purpose)],
        ignore_conflicts=True,
    )
