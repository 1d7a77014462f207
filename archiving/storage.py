"""Where files are kept, chosen by STORAGE_URL: a folder or an S3 bucket. A file is written once and never changed.

`file:///var/lib/socialgov/files` or `s3://bucket/folder?endpoint=https://s3.example&region=eu-north-1&lock_days=3650`.
The keys of a bucket are taken from the usual AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.deconstruct import deconstructible
from django.utils.module_loading import import_string

CHUNK = 1024 * 1024
CONTENT_READ_ONLY = 0o440


def from_url(url: str) -> Storage:
    """The storage that STORAGE_URL names."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path:
        return WriteOnceFileStorage(location=unquote(parts.path))
    if parts.scheme == "s3" and parts.netloc:
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        bucket = import_string("archiving.storage_s3.WriteOnceS3Storage")  # boto3 is loaded only where it is used
        return bucket(
            bucket_name=parts.netloc,
            location=parts.path.strip("/"),
            endpoint_url=query.get("endpoint"),
            region_name=query.get("region"),
            lock_days=int(query.get("lock_days", "0")),
        )
    raise ImproperlyConfigured(
        f"STORAGE_URL is {parts.scheme}://…: write file:///a/folder or s3://bucket?endpoint=https://…"
    )


class AlreadyStored(FileExistsError):
    """A file with this name is there already. Names are digests, so it ought to hold the same bytes."""


@deconstructible(path="archiving.storage.WriteOnceFileStorage")
class WriteOnceFileStorage(FileSystemStorage):
    """A folder. A file appears whole or not at all, readable only, and is never written over."""

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        """Write beside the place, flush to disk, then link into place: `link` refuses where a file already stands."""
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        draft = target.parent / f".{secrets.token_hex(8)}.part"
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                for chunk in content.chunks(CHUNK):
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
                os.fchmod(out.fileno(), CONTENT_READ_ONLY)
            try:
                os.link(draft, target)
            except FileExistsError as error:
                raise AlreadyStored(name) from error
            folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        finally:
            draft.unlink(missing_ok=True)
        return name
