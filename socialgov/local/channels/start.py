"""The sample site as one of the launcher's programs."""

import socket
import sys
from pathlib import Path

from socialgov.local.processes import Program

_TRIED = 50


def program(folder: Path, *, beside: int) -> tuple[Program, str]:
    """What to start, and the SAMPLE_SITE_URL under which it answers, for an installation in `folder`.

    The port is the first free one after the system's own (`beside`), and the same again at the next start if it can be,
    so that an address that somebody kept still leads there. The loader finds the sign-in with `store.password(...)`
    and the same folder.
    """
    data = folder / "channels"
    data.mkdir(parents=True, exist_ok=True)
    remembered = data / "port"
    earlier = remembered.read_text().strip() if remembered.exists() else ""
    wanted = [int(earlier)] if earlier.isascii() and earlier.isdigit() else []
    port = next(filter(_is_free, [*wanted, *range(beside + 1, min(beside + _TRIED, 65_536))]), 0) or _any_free()
    remembered.write_text(str(port))
    command = [sys.executable, "-m", "socialgov.local.channels", "--port", str(port), "--data", str(data)]
    return Program("channels", command, restarts=5), f"http://127.0.0.1:{port}"


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def _any_free() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
