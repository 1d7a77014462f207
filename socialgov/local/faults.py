"""What stops a start. Standard library only: used before the virtual environment exists."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEBIBYTE = 1024 * 1024


class CannotStart(Exception):
    """A start that can not go on. The message is one sentence that says what to do."""


def full_disk(folder: Path) -> CannotStart:
    return CannotStart(
        f"The disk that holds {folder} is full: free some space (a first start needs about 1.5 GB), then start again."
    )


def need_space(folder: Path, mebibytes: int) -> None:
    """Refuse to begin what would fill the disk."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    if shutil.disk_usage(existing).free < mebibytes * MEBIBYTE:
        raise full_disk(folder)


def disk_is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < 8 * MEBIBYTE
    except OSError:
        return False


@contextmanager
def told_in_a_sentence(folder: Path) -> Iterator[None]:
    """What the operating system refuses, as a sentence about `folder`."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise full_disk(folder) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise CannotStart(
                f"{error.filename or folder} can not be written or read by {whoami()}: give that user the right to it, "
                "or choose another folder with --data."
            ) from error
        raise


def whoami() -> str:
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return f"user {os.geteuid()}"
