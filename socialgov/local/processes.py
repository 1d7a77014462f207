"""Starting processes so that none outlives the launcher, watching them, and ending them in order."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from socialgov.local.faults import CannotStart, disk_is_full, full_disk

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)
LOG_LIMIT = 10 * 1024 * 1024  # bytes after which a log is set aside at the next start


def die_with_parent(sign: int, parent: int | None = None) -> None:
    """Ask the kernel to send `sign` to this process when its parent ends, however that comes about."""
    _libc.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
    if parent is not None and os.getppid() != parent:  # it ended before the question was put
        os.kill(os.getpid(), sign)


@dataclass
class Program:
    """What to start, how it is asked to end, and whether it may be started again when it ends by itself."""

    name: str
    command: Sequence[str]
    stop_signal: int = signal.SIGTERM
    orphan_signal: int = signal.SIGTERM
    patience: float = 15.0  # seconds between asking and killing
    restarts: int = 0  # how often within RESTART_WINDOW it is started again
    environment: Mapping[str, str] = field(default_factory=dict)
    descriptors: tuple[int, ...] = ()
    standard_input: str | None = None


RESTART_WINDOW = 120.0


class Running:
    """One started program."""

    def __init__(self, program: Program, process: subprocess.Popen, log: Path) -> None:
        self.program, self.process, self.log = program, process, log
        self.starts = [time.monotonic()]

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def last_words(self) -> str:
        """The last line of its log, to be quoted in a sentence."""
        try:
            lines = self.log.read_text(errors="replace").strip().splitlines()
        except OSError:
            return "no log"
        return lines[-1][-300:] if lines else "it said nothing"


class Processes:
    """All that one launcher has started."""

    def __init__(self, *, folder: Path, environment: Mapping[str, str], held: int) -> None:
        self.folder, self.environment, self.held = folder, dict(environment), held
        self.logs = folder / "log"
        self.logs.mkdir(exist_ok=True)
        self.running: list[Running] = []

    def start(self, program: Program) -> Running:
        running = Running(program, self._spawn(program), self.logs / f"{program.name}.log")
        self.running.append(running)
        return running

    def _spawn(self, program: Program) -> subprocess.Popen:
        launcher = os.getpid()
        log = self.logs / f"{program.name}.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as output:
            process = subprocess.Popen(
                list(program.command),
                env=self.environment | dict(program.environment),
                stdin=subprocess.DEVNULL if program.standard_input is None else subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=(self.held, *program.descriptors),
                start_new_session=True,  # Ctrl-C reaches the launcher alone, which ends the others in order
                preexec_fn=lambda: die_with_parent(program.orphan_signal, launcher),
            )
        if program.standard_input is not None and process.stdin is not None:
            process.stdin.write(program.standard_input.encode())
            process.stdin.close()
        return process

    def run(self, name: str, command: Sequence[str], **environment: str) -> str:
        """Run a command to its end and return what it printed; its failure is a CannotStart."""
        launcher = os.getpid()
        done = subprocess.run(
            list(command),
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            pass_fds=(self.held,),
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(signal.SIGKILL, launcher),
        )
        (self.logs / f"{name}.log").write_text(done.stdout + done.stderr)
        if done.returncode:
            said = done.stderr.strip() or done.stdout.strip() or "it said nothing"
            if "No space left on device" in said or disk_is_full(self.folder):
                raise full_disk(self.folder)
            raise CannotStart(
                f"{name} failed ({said.splitlines()[-1][-300:]}): the whole of it is in {self.logs / name}.log."
            )
        return done.stdout

    def watch(self, again: Callable[[], object] = lambda: None, every: float = 0.2) -> None:
        """Look after the processes for ever. Raises CannotStart when one has ended that is not started again."""
        while True:
            for running in self.running:
                if running.ended:
                    self._revive(running)
            again()
            time.sleep(every)

    def check(self) -> None:
        """Raises CannotStart when something has ended already."""
        for running in self.running:
            if running.ended:
                raise self._fault(running)

    def _revive(self, running: Running) -> None:
        now = time.monotonic()
        recent = [moment for moment in running.starts if now - moment < RESTART_WINDOW]
        if len(recent) > running.program.restarts:
            raise self._fault(running)
        running.process = self._spawn(running.program)
        running.starts = [*recent, now]

    def _fault(self, running: Running) -> CannotStart:
        if disk_is_full(self.folder):
            return full_disk(self.folder)
        return CannotStart(
            f"{running.program.name} ended unexpectedly ({_how(running.process.returncode)}; "
            f"{running.last_words()}), so everything was stopped: see {running.log}, then start again."
        )

    def stop(self) -> None:
        """End everything in the reverse order of its start; whatever does not end in time is killed."""
        for group in _in_stopping_order(self.running):
            for running in group:
                if not running.ended:
                    running.process.send_signal(running.program.stop_signal)
            for running in group:
                try:
                    running.process.wait(running.program.patience)
                except subprocess.TimeoutExpired:
                    _kill_session(running.process)
                    running.process.wait()
        self.running = []


def _in_stopping_order(running: list[Running]) -> list[list[Running]]:
    """First what uses the servers, all at once; then the servers, latest first."""
    users = [one for one in running if one.program.name not in ("postgres", "redis")]
    servers = [one for one in reversed(running) if one.program.name in ("postgres", "redis")]
    return [users, *[[server] for server in servers]]


def _kill_session(process: subprocess.Popen) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)  # a session of its own: the group has its number
    except ProcessLookupError:
        process.kill()


def _how(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"
