"""Ordering, taking and handing in captures (OSB-18, ATV-44, VAL-08, LJU-08)."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from archiving import blobs, runner, seals, uploads
from archiving.canonical import canonical
from archiving.events import CaptureNeedsHelp
from archiving.models import Capture, CaptureFile, CaptureWork
from archiving.permissions import capturable_by
from archiving.routes import NotFetched, route
from archiving.workflow import CAPTURE
from socialgov.journal.services import record as journal
from socialgov.look.forms import StaleVersion
from socialgov.organisation.actor import SYSTEM, Actor
from socialgov.organisation.permissions import capacity
from socialgov.policy.citing import rule_of
from socialgov.wiring.events import emit
from socialgov.wiring.leases import StaleToken, pause_before_attempt
from socialgov.wiring.wakeup import wake_on_commit

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
ATTEMPTS = 3
ABANDONED_AFTER = 6  # claims: the worker itself keeps dying on it
MEDIA_TYPES = {"png": "image/png", "pdf": "application/pdf", "txt": "text/plain"}
ROLES = {"png": CaptureFile.Role.PICTURE, "pdf": CaptureFile.Role.DOCUMENT, "txt": CaptureFile.Role.TEXT}
P = Capture.Problem
KILLED = {"memory": P.TOO_MUCH, "time": P.TOO_SLOW, "crash": P.CRASHED}
RETRIED = frozenset({P.UNREACHABLE, P.CRASHED, P.TOO_SLOW, P.NOT_STORED})
ACTIONS: dict[str, str] = {P.LOGIN_WALL: "ask_for_help", P.NOT_FETCHED: "ask_for_help", P.CUT_SHORT: "cut_short"}


class NothingToCapture(ValueError):
    """The account has no address, or is not running."""

    def __init__(self):
        super().__init__(_("The account has no web address to take a picture of. Write it in the registry first."))


@dataclass(frozen=True)
class Taken:
    """What a finished engine left, ready to be kept."""

    problem: str
    result: dict
    files: list[tuple[dict, bytes]]
    refused: list[str]
    received: int


def order(*, account: Account, kind: str, actor: Actor, now: datetime, due_on: date | None = None) -> Capture:
    """Order a capture. While one is ordered or running that one is returned, so a second press does nothing."""
    acting = capacity(lambda who: capturable_by(who, now=now), account, actor)
    if not account.address or account.state in (Account.State.PLANNED, Account.State.CLOSED):
        raise NothingToCapture
    with transaction.atomic():
        Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
        if standing := account.captures.filter(state__in=Capture.OPEN).first():
            return standing
        capture = Capture.objects.create(
            account=account,
            kind=kind,
            address=account.address,
            due_on=due_on,
            ordered_at=now,
            ordered_by_id=acting.person_id,
        )
        CaptureWork.objects.create(capture=capture, not_before=now)
        journal(
            actor=acting, now=now, verb="capture.ordered", about=capture, rule=rule_of("capture"), data={"kind": kind}
        )
        wake_on_commit("archiving.take_captures")
    return capture


def take_next(*, clock: Callable[[], datetime] = timezone.now) -> Capture | None:
    """Take the capture that has waited longest, in a process of its own. None when nothing waits.

    `clock` is asked several times, since a capture takes minutes.
    """
    work = CaptureWork.objects.claim(now=clock(), lease=LEASE)
    if not isinstance(work, CaptureWork):
        return None
    try:
        return _take(work, clock=clock)
    except StaleToken:
        log.info("Capture %s was meanwhile given to another worker", work.capture_id)
        return work.capture


def _take(work: CaptureWork, *, clock: Callable[[], datetime]) -> Capture:
    capture = _start(work)
    if work.attempts > ABANDONED_AFTER:
        return _settle(work, Taken(P.CRASHED, {}, [], [], 0), now=clock())
    try:
        address, reach = route(capture)
    except NotFetched:
        return _settle(work, Taken(P.NOT_FETCHED, {}, [], [], 0), now=clock())

    def still_wanted() -> bool:
        try:
            work.renew(now=clock(), lease=LEASE)
        except StaleToken:
            return False
        return True

    hide = [str(settings.DATA_DIR)]  # the secrets, the database and the files of one machine
    with runner.capture(address, reach=reach, hide=hide, still_wanted=still_wanted) as outcome:
        taken = _what_came(outcome)
        return _settle(work, taken, now=clock())


def _start(work: CaptureWork) -> Capture:
    with transaction.atomic():
        capture = Capture.objects.select_for_update(of=("self",)).select_related("account").get(pk=work.capture_id)
        capture.state = CAPTURE.after(capture.state, "take")
        capture.save(update_fields=["state"])
    return capture


def _what_came(outcome: runner.Outcome) -> Taken:
    traffic, result = outcome.traffic, outcome.result
    problem: str
    if outcome.killed_for == "stopped":
        problem = P.CRASHED
    elif outcome.killed_for:
        problem = KILLED[outcome.killed_for]
    else:
        problem = {
            "whole": "",
            "incomplete": P.CUT_SHORT,
            "login_wall": P.LOGIN_WALL,
            "error_page": P.ERROR_PAGE,
            "refused": P.REFUSED,
            "unreachable": P.REFUSED if traffic.refused and traffic.received == 0 else P.UNREACHABLE,
        }[result["outcome"]]
    if problem == "" and traffic.exhausted:
        problem = P.CUT_SHORT
    keep = problem in ("", P.CUT_SHORT, P.LOGIN_WALL, P.ERROR_PAGE)
    files = list(outcome.files()) if keep else []
    return Taken(problem, result, files, traffic.refused[:200], traffic.received)


def _settle(work: CaptureWork, taken: Taken, *, now: datetime) -> Capture:
    """Keep what came and finish the work, both or neither. Raises StaleToken when another worker has it by now."""
    if taken.problem in RETRIED and work.attempts < ATTEMPTS:
        return _try_again(work, taken.problem, now=now)
    try:
        kept = _store(taken, now=now)
    except (blobs.StorageUnavailable, blobs.FileDamaged):
        log.exception("Capture %s could not be stored", work.capture_id)
        return _try_again(work, P.NOT_STORED, now=now)  # never given up: the next attempt is later and later
    with work.finishing():
        capture = Capture.objects.select_for_update(of=("self",)).get(pk=work.capture_id)
        action = ACTIONS.get(taken.problem, "fail") if taken.problem else "keep"
        capture.state, capture.problem = CAPTURE.after(capture.state, action), taken.problem
        capture.final_address, capture.title = (
            taken.result.get("final_url", "")[:2000],
            taken.result.get("title", "")[:500],
        )
        if kept:
            capture.kept_at = now
            _file(capture, kept, now=now)
        capture.version += 1
        capture.save()
        journal(actor=SYSTEM, now=now, verb=f"capture.{capture.state}", about=capture, data={"problem": taken.problem})
        if taken.problem:
            emit(CaptureNeedsHelp(capture_id=capture.pk), now=now)
        if kept:
            wake_on_commit("archiving.seal_files")
    return capture


def _try_again(work: CaptureWork, problem: str, *, now: datetime) -> Capture:
    with transaction.atomic():
        work.postpone(until=now + pause_before_attempt(work.attempts, first=timedelta(minutes=1)), error=problem)
        capture = Capture.objects.select_for_update(of=("self",)).get(pk=work.capture_id)
        capture.state, capture.problem = CAPTURE.after(capture.state, "release"), problem
        capture.save(update_fields=["state", "problem"])
    return capture


def _store(taken: Taken, *, now: datetime) -> list[tuple[uploads.Kept, blobs.Blob]]:
    if not taken.files:
        return []
    kept = []
    for described, content in taken.files:
        ending = described["name"].rpartition(".")[2]
        width, height = uploads.size_of_png(content) if ending == "png" else (0, 0)
        kept.append(uploads.Kept(ROLES[ending], described["name"], MEDIA_TYPES[ending], content, width, height))
    facts = taken.result | {"refused": taken.refused, "received_bytes": taken.received, "problem": taken.problem}
    kept.append(uploads.Kept("metadata", "uppgifter.json", "application/json", canonical(facts)))
    return [(one, blobs.store(one.content, media_type=one.media_type, now=now)) for one in kept]


def _file(capture: Capture, kept: list[tuple[uploads.Kept, blobs.Blob]], *, now: datetime) -> None:
    """The rows of the kept files, the references to them and the record that will be sealed."""
    capture.files.all().delete()
    counts: dict[str, int] = {}
    for one, blob in kept:
        position = counts[one.role] = counts.get(one.role, 0) + 1
        capture.files.create(
            blob=blob, role=one.role, position=position, name=one.name, width=one.width, height=one.height
        )
        blobs.refer(blob, about=capture, purpose=one.role)
    seals.file_record(
        about=capture,
        purpose="capture",
        files=[blob.sha256 for _one, blob in kept],
        metadata={"account": capture.account_id, "kept_at": now, "address": capture.address, "source": capture.source},
        now=now,
    )


def hand_in(
    *,
    account: Account,
    files: Sequence[File],
    actor: Actor,
    now: datetime,
    kind: str = Capture.Kind.HALF_YEAR,
    capture: Capture | None = None,
    version: int | None = None,
    due_on: date | None = None,
) -> Capture:
    """Keep screenshots or PDFs that a person took: as good as what the system takes itself.

    Settles `capture`, or else the account's latest one that waits for help, or else makes a new one. Raises BadUpload,
    and StaleVersion when `version` is not the capture's any more. The same files for a settled capture do nothing.
    """
    acting = capacity(lambda who: capturable_by(who, now=now), account, actor)
    read = uploads.read(files, title=f"{account.name}, {account.platform_name}", source=account.address or "-", now=now)
    facts = {
        "account": account.pk,
        "handed_in_at": now,
        "address": account.address,
        "files": [one.name for one in read],
    }
    read.append(uploads.Kept("metadata", "uppgifter.json", "application/json", canonical(facts)))
    stored = [(one, blobs.store(one.content, media_type=one.media_type, now=now)) for one in read]
    with transaction.atomic():
        Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
        waiting = Capture.objects.select_for_update(of=("self",)).filter(account=account)
        settled = waiting.get(pk=capture.pk) if capture else _waiting_for_help(waiting)
        if settled is not None and version is not None and settled.version != version:
            if _holds(settled, stored):
                return settled
            raise StaleVersion(changed_by=settled.kept_by.name if settled.kept_by else "", changed_at=settled.kept_at)
        if settled is None:
            latest = waiting.filter(state=Capture.State.DONE).order_by("-kept_at").first()
            if latest is not None and _holds(latest, stored):
                return latest
            settled = Capture(account=account, kind=kind, ordered_at=now, ordered_by_id=acting.person_id, due_on=due_on)
            settled.state = Capture.State.NEEDS_HELP
        settled.state, settled.problem = CAPTURE.after(settled.state, "hand_in"), ""
        settled.source, settled.address = Capture.Source.UPLOAD, account.address
        settled.kept_at, settled.kept_by_id = now, acting.person_id
        settled.version += 1
        settled.save()
        CaptureWork.objects.filter(capture=settled).update(
            state=CaptureWork.State.DONE, lease_until=None
        )  # whoever still has it is refused
        _file(settled, stored, now=now)
        journal(
            actor=acting,
            now=now,
            verb="capture.handed_in",
            about=settled,
            rule=rule_of("capture"),
            data={"files": len(files)},
        )
        wake_on_commit("archiving.seal_files")
    return settled


def _waiting_for_help(captures) -> Capture | None:
    latest = captures.order_by("-ordered_at", "-pk").first()
    return latest if latest is not None and (latest.can_be_handed_in or latest.state == Capture.State.ORDERED) else None


def _holds(capture: Capture, stored: list[tuple[uploads.Kept, blobs.Blob]]) -> bool:
    """Whether the capture already has these files: the form was sent twice."""
    given = {blob.pk for one, blob in stored if one.role in ("picture", "original")}
    return given <= set(capture.files.values_list("blob", flat=True)) and bool(given)


def facts_of(capture: Capture) -> dict:
    """The facts kept with the pictures: addresses, redirects, time, browser, digests."""
    kept = capture.files.filter(role=CaptureFile.Role.METADATA).select_related("blob").first()
    return json.loads(blobs.read(kept.blob)) if kept else {}
