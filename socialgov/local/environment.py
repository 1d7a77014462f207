"""The virtual environment: made once, completed when the pinned requirements change. Standard library only."""

import fcntl
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from socialgov.local.faults import CannotStart, full_disk, need_space

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;#]+)\s*(?:;\s*(?P<marker>[^#]+))?")


def folder() -> Path:
    return Path(os.environ.get("VENV_DIR") or ROOT / ".venv").absolute()


def pins(version: str, *files: str) -> dict[str, str]:
    """Name → version of every requirement pinned in `files` that concerns this machine and Python `version`."""
    found = {}
    for file in files:
        for line in (ROOT / file).read_text().splitlines():
            if (match := PIN.match(line)) and _concerns(version, match["marker"] or ""):
                found[_canonical(match["name"])] = match["version"]
    return found


def installed(venv: Path) -> dict[str, str]:
    """Name → version of what stands in `venv`, read from its folders: no process is started."""
    found = {}
    for path in venv.glob("lib/python3*/site-packages/*.dist-info"):
        name, _, version = path.name.removesuffix(".dist-info").rpartition("-")
        found[_canonical(name)] = version
    return found


def ensure(python: str, *files: str) -> Path:
    """The interpreter of a virtual environment that has everything pinned in `files`."""
    venv = folder()
    interpreter, unfinished = venv / "bin/python", venv / "unfinished"
    if _complete(venv, files) and not unfinished.exists():
        return interpreter
    venv.mkdir(parents=True, exist_ok=True)
    need_space(venv, 900)
    with (venv / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another start may be making it: wait, then look again
        if _complete(venv, files) and not unfinished.exists():
            return interpreter
        if not version_of(venv) or unfinished.exists():
            print(f"Making {venv}", file=sys.stderr, flush=True)
            _empty(venv)
            _step([python, "-m", "venv", str(venv)], venv, "could not be made")
        unfinished.touch()
        print(f"Installing the requirements into {venv}", file=sys.stderr, flush=True)
        command = [str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--retries", "2", "--no-input"]
        for file in files:
            command += ["-r", str(ROOT / file)]
        _step(command, venv, "could not be filled")
        unfinished.unlink()
    if not _complete(venv, files):
        raise CannotStart(f"{venv} still lacks some requirements: remove that folder and start again.")
    return interpreter


def _empty(venv: Path) -> None:
    for path in venv.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != "lock":
            path.unlink()


def _complete(venv: Path, files: tuple[str, ...]) -> bool:
    version = version_of(venv)
    return bool(version) and pins(version, *files).items() <= installed(venv).items()


def version_of(venv: Path) -> str:
    """The version of the environment's Python; empty when it does not run, or is not the one the packages are for."""
    try:
        done = subprocess.run(
            [venv / "bin/python", "-c", "import platform; print(platform.python_version())"],
            capture_output=True,
            text=True,
        )
    except OSError:
        return ""
    version = done.stdout.strip()
    major_minor = ".".join(version.split(".")[:2])
    return version if version and (venv / f"lib/python{major_minor}/site-packages").is_dir() else ""


def _step(command: list[str], venv: Path, what: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if not done.returncode:
        return
    said = done.stderr + done.stdout
    if "No space left on device" in said:
        raise full_disk(venv)
    if any(
        sign in said
        for sign in (
            "NewConnectionError",
            "ConnectTimeout",
            "Temporary failure in name",
            "Connection refused",
            "No matching distribution",
        )
    ):
        raise CannotStart(
            "The Python packages could not be fetched: check the network (or PIP_INDEX_URL and https_proxy), "
            "then start again."
        )
    last = (said.strip() or "no reason given").splitlines()[-1]
    raise CannotStart(f"{venv} {what} ({last}): put that right, or remove the folder, and start again.")


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _concerns(version: str, marker: str) -> bool:
    """The markers that the requirement files use; another one stops the start, so that none is misread."""
    for condition in filter(None, re.split(r"\s+and\s+", marker.strip())):
        if match := re.fullmatch(r"platform_machine\s*==\s*[\"'](\w+)[\"']", condition):
            holds = platform.machine() == match[1]
        elif match := re.fullmatch(r"python_version\s*<\s*[\"'](\d+)\.(\d+)[\"']", condition):
            holds = [int(part) for part in version.split(".")[:2]] < [int(match[1]), int(match[2])]
        else:
            raise CannotStart(f"The requirement files use the marker `{condition}`, which the launcher can not read.")
        if not holds:
            return False
    return True
