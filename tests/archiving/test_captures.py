"""Ordering, taking and handing in, with the real browser where a page is taken."""

import json
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from archiving import blobs, captures, runner, schedule, seals, uploads
from archiving.engine import pdfa
from archiving.models import Capture, CaptureWork, SealedRecord
from archiving.workflow import CAPTURE
from socialgov.journal.models import Entry
from socialgov.look.forms import StaleVersion
from socialgov.organisation.actor import SYSTEM
from socialgov.organisation.permissions import NotPermitted
from socialgov.wiring.models import OutboxEvent
from tests.archiving.site import png
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.archiving import CaptureFactory
from tests.factories.organisation import NOW, PersonFactory, acting

pytestmark = pytest.mark.django_db


def order(account=None, **given):
    given = {"kind": "ordered", "actor": SYSTEM, "now": NOW} | given
    return captures.order(account=account or AccountFactory(), **given)


def ready(account_address, site, settings):
    """An ordered capture of a page on the little site, which stands for the sample's."""
    settings.SAMPLE_SITE_URL = f"http://{site.host}"
    return order(AccountFactory(address=account_address, address_key=account_address, is_sample=True))


def at(minutes):
    return lambda: NOW + timedelta(minutes=minutes)


def screenshot(name="bild.png", colour=10):
    return SimpleUploadedFile(name, png(colour, 90, 60, 400, 900), "image/png")


def jpeg():
    out = BytesIO()
    Image.effect_noise((200, 200), 80).save(out, "JPEG")
    return out.getvalue()


def a_pdf(pages=2):
    out = BytesIO()
    Image.new("RGB", (300, 400), "white").save(
        out, "PDF", save_all=True, append_images=[Image.new("RGB", (300, 400), "white")] * (pages - 1)
    )
    return SimpleUploadedFile("utskrift.pdf", out.getvalue(), "application/pdf")


# --- ordering ---------------------------------------------------------------------------------------------------
def test_pressing_twice_orders_once():
    account = AccountFactory()
    assert order(account) == order(account)
    assert CaptureWork.objects.count() == 1


def test_an_account_without_address_can_not_be_captured():
    with pytest.raises(captures.NothingToCapture):
        order(AccountFactory(planned=True))


def test_an_administrator_orders_and_a_stranger_does_not():
    assignment = AssignmentFactory()
    capture = order(assignment.account, actor=acting(assignment.person))
    assert capture.ordered_by == assignment.person
    with pytest.raises(NotPermitted):
        order(AccountFactory(), actor=acting(PersonFactory()))


@pytest.mark.parametrize(("state", "action", "after"), list(CAPTURE.matrix()))
def test_the_table_of_states_is_the_whole_truth(state, action, after):
    assert CAPTURE.allows(state, action) is (after is not None)
    assert not (state == "done" and after), "what is kept whole is never taken up again"


# --- taking -----------------------------------------------------------------------------------------------------
@pytest.mark.browser
@pytest.mark.rule("ATV-44")
@pytest.mark.rule("OSB-18")
def test_a_capture_is_kept_as_png_and_pdf_a_with_digests_and_sealed(site, settings):
    capture = ready("https://biblioteket.ljungsele.example/kort", site, settings)
    site.at("biblioteket.ljungsele.example")
    captures.take_next(clock=at(1))
    capture.refresh_from_db()
    assert (capture.state, capture.problem, capture.title) == ("done", "", "Biblioteket")
    assert capture.kept_at == NOW + timedelta(minutes=1)
    files = {file.role: file for file in capture.files.all()}
    assert set(files) == {"picture", "document", "text", "metadata"}
    assert blobs.read(files["picture"].blob).startswith(b"\x89PNG")
    assert (files["picture"].width, files["picture"].height) == (1280, 1000)
    assert pdfa.complies(blobs.read(files["document"].blob))
    facts = captures.facts_of(capture)
    assert {one["sha256"] for one in facts["files"]} < {file.blob.sha256 for file in capture.files.all()}
    made = seals.seal(now=NOW)
    assert seals.seal_of(capture) == made
    assert OutboxEvent.objects.filter(name="archiving.CaptureSealed").count() == 1
    assert seals.verify(now=NOW).is_whole


def test_an_invented_address_is_never_fetched_and_a_person_is_asked(settings):
    settings.SAMPLE_SITE_URL = ""
    capture = order(AccountFactory(is_sample=True))
    captures.take_next(clock=at(1))
    capture.refresh_from_db()
    assert (capture.state, capture.problem) == ("needs_help", "not_fetched")
    assert OutboxEvent.objects.filter(name="archiving.CaptureNeedsHelp").exists()


@pytest.mark.browser
def test_a_log_in_wall_asks_for_help_and_shows_the_wall(site, settings):
    capture = ready("https://instagram.com/ljungsele.exempel/login", site, settings)
    site.at("instagram.com/ljungsele.exempel")
    captures.take_next(clock=at(1))
    capture.refresh_from_db()
    assert (capture.state, capture.problem) == ("needs_help", "login_wall")


def outcome(result="whole", killed_for="", files=(), **more):
    made = runner.Outcome(result={"outcome": result, "files": []} | more, killed_for=killed_for)
    made.files = lambda: iter(files)
    return made


@pytest.fixture
def engine(monkeypatch):
    """Lets a test say how the engine's run ends, and do something in the middle of it."""
    from contextlib import contextmanager

    ends = {"with": outcome(), "meanwhile": lambda still_wanted: None}

    @contextmanager
    def capture(url, *, reach, still_wanted, **limits):
        ends["meanwhile"](still_wanted)
        yield ends["with"]

    monkeypatch.setattr(captures.runner, "capture", capture)
    return ends


@pytest.mark.parametrize(
    ("killed_for", "problem"), [("memory", "too_much"), ("time", "too_slow"), ("crash", "crashed")]
)
@pytest.mark.fault
def test_an_engine_that_was_ended_is_tried_again_where_that_helps_and_then_given_up(engine, killed_for, problem):
    capture = order(AccountFactory(address="https://www.riktigt.se/"))
    engine["with"] = outcome(killed_for=killed_for)
    for minute in (0, 10, 60, 300):
        captures.take_next(clock=at(minute))
    capture.refresh_from_db()
    assert (capture.state, capture.problem) == ("failed", problem)
    assert capture.work.attempts == (1 if problem == "too_much" else 3)


@pytest.mark.fault
def test_when_a_worker_dies_another_takes_over_and_the_late_one_is_refused(engine):
    capture = order(AccountFactory(address="https://www.riktigt.se/"))
    found = {"name": "page-001.png", "sha256": "", "size": 1}

    def die_and_be_replaced(still_wanted):
        engine["meanwhile"] = lambda still_wanted: None
        engine["with"] = outcome(files=[(found, png(1, 2, 3))], title="den andra")
        captures.take_next(clock=at(5))  # the first one's lease ran out long ago
        engine["with"] = outcome(files=[(found, png(9, 9, 9))], title="den sena")
        assert still_wanted() is False

    engine["meanwhile"] = die_and_be_replaced
    captures.take_next(clock=at(0))
    capture.refresh_from_db()
    assert (capture.state, capture.title, capture.work.token) == ("done", "den andra", 2)
    assert SealedRecord.objects.count() == 1


@pytest.mark.fault
def test_pictures_wait_for_the_file_store(engine, monkeypatch):
    capture = order(AccountFactory(address="https://www.riktigt.se/"))
    engine["with"] = outcome(files=[({"name": "page-001.png"}, png(1, 2, 3))])
    with monkeypatch.context() as away:
        away.setattr(blobs, "_write", lambda *a: (_ for _ in ()).throw(blobs.StorageUnavailable()))
        captures.take_next(clock=at(0))
    capture.refresh_from_db()
    assert (capture.state, capture.problem) == ("ordered", "not_stored")
    captures.take_next(clock=at(90))
    capture.refresh_from_db()
    assert capture.state == "done"


@pytest.mark.fault
def test_a_capture_that_keeps_killing_its_worker_is_given_up(engine):
    capture = order(AccountFactory(address="https://www.riktigt.se/"))
    for minute in range(0, 60, 10):
        CaptureWork.objects.claim(now=NOW + timedelta(minutes=minute), lease=timedelta(minutes=1))
    captures.take_next(clock=at(90))
    capture.refresh_from_db()
    assert (capture.state, capture.problem) == ("failed", "crashed")


# --- handing in -------------------------------------------------------------------------------------------------
@pytest.mark.rule("VAL-08")
@pytest.mark.rule("LJU-08")
def test_screenshots_handed_in_are_kept_as_they_are_with_a_pdf_a():
    assignment = AssignmentFactory()
    files = [screenshot(colour=1), screenshot(colour=2)]
    capture = captures.hand_in(account=assignment.account, files=files, actor=acting(assignment.person), now=NOW)
    assert (capture.state, capture.source, capture.kept_by) == ("done", "upload", assignment.person)
    kept = {(file.role, file.position): blobs.read(file.blob) for file in capture.files.all()}
    assert kept["picture", 1] == png(1, 90, 60, 400, 900)
    assert pdfa.complies(kept["document", 1])
    assert json.loads(kept["metadata", 1])["account"] == assignment.account.pk
    assert Entry.objects.get(verb="capture.handed_in").actor_id == assignment.person.pk


def test_they_settle_the_capture_that_waited_for_help():
    waiting = CaptureFactory(needs_help=True)
    capture = captures.hand_in(account=waiting.account, files=[screenshot()], actor=SYSTEM, now=NOW)
    assert capture == waiting and capture.state == "done" and capture.problem == ""


def test_sending_the_form_twice_keeps_them_once():
    waiting = CaptureFactory(needs_help=True)
    for _time in range(2):
        again = captures.hand_in(
            account=waiting.account, files=[screenshot()], actor=SYSTEM, now=NOW, capture=waiting, version=0
        )
    assert again == waiting
    assert SealedRecord.objects.count() == 1


def test_sending_a_form_without_a_waiting_capture_twice_keeps_them_once():
    account = AccountFactory()
    first = captures.hand_in(account=account, files=[screenshot()], actor=SYSTEM, now=NOW)
    assert captures.hand_in(account=account, files=[screenshot()], actor=SYSTEM, now=NOW) == first
    assert Capture.objects.count() == 1


def test_whoever_comes_second_with_other_pictures_is_told():
    waiting = CaptureFactory(needs_help=True)
    captures.hand_in(account=waiting.account, files=[screenshot()], actor=SYSTEM, now=NOW, capture=waiting, version=0)
    with pytest.raises(StaleVersion):
        captures.hand_in(
            account=waiting.account,
            files=[screenshot(colour=99)],
            actor=SYSTEM,
            now=NOW,
            capture=waiting,
            version=0,
        )


def test_pictures_handed_in_while_the_browser_works_win_over_it(engine):
    capture = order(AccountFactory(address="https://www.riktigt.se/"))
    captures.hand_in(account=capture.account, files=[screenshot()], actor=SYSTEM, now=NOW)
    assert captures.take_next(clock=at(1)) is None
    capture.refresh_from_db()
    assert capture.source == "upload"


def test_a_pdf_is_kept_and_made_into_pdf_a():
    capture = captures.hand_in(account=AccountFactory(), files=[a_pdf()], actor=SYSTEM, now=NOW)
    roles = {file.role: file.blob for file in capture.files.all()}
    assert set(roles) == {"original", "document", "metadata"}
    assert pdfa.complies(blobs.read(roles["document"]))


def test_a_jpeg_from_a_phone_is_kept_and_made_into_png():
    file = SimpleUploadedFile("IMG_1.JPG", jpeg())
    capture = captures.hand_in(account=AccountFactory(), files=[file], actor=SYSTEM, now=NOW)
    assert {file.role for file in capture.files.all()} == {"original", "picture", "document", "metadata"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hej",
        b"PK\x03\x04 docx",
        b"<html><img src=x>",
        b"%PDF-1.7 inte en pdf",
        png(1, 2, 3)[:60],
        jpeg()[:-400],
        b"GIF89a",
    ],
)
def test_what_is_no_picture_or_pdf_is_refused_whatever_its_name(content):
    file = SimpleUploadedFile("bild.png", content, "image/png")
    with pytest.raises(uploads.BadUpload) as refusal:
        captures.hand_in(account=AccountFactory(), files=[file], actor=SYSTEM, now=NOW)
    assert str(refusal.value) == "Filen är inte en bild eller pdf. Ta en skärmbild och försök igen."
    assert not Capture.objects.exists()


def test_a_pdf_with_a_password_is_refused_with_what_to_do():
    out = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(uploads.BadUpload, match="lösenord"):
        captures.hand_in(
            account=AccountFactory(), files=[SimpleUploadedFile("a.pdf", out.getvalue())], actor=SYSTEM, now=NOW
        )


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_read():
    out = BytesIO()
    Image.new("1", (30_000, 5_000)).save(out, "PNG")
    with pytest.raises(uploads.BadUpload):
        captures.hand_in(
            account=AccountFactory(), files=[SimpleUploadedFile("a.png", out.getvalue())], actor=SYSTEM, now=NOW
        )


# --- the schedule -----------------------------------------------------------------------------------------------
@pytest.mark.rule("ATV-44")
def test_the_next_capture_is_due_half_a_year_after_the_last():
    account = AccountFactory(started_on=date(2026, 1, 1))
    assert schedule.due_for(account, now=NOW, months=6).due_on == date(2026, 7, 1)
    CaptureFactory(account=account, half_a_year_old=True)
    due = schedule.due_for(account, now=NOW, months=6)
    assert due.due_on == date(2026, 11, 18) and due.is_overdue


def test_a_capture_that_waits_for_help_does_not_count_as_kept():
    last = CaptureFactory(half_a_year_old=True)
    CaptureFactory(account=last.account, needs_help=True)
    due = schedule.due_for(last.account, now=NOW, months=6)
    assert due.due_on == date(2026, 11, 18) and due.waits_for_help and due.last == last


def test_the_end_of_a_month_is_kept_within_the_month():
    assert schedule.due_on(last=date(2026, 8, 31), started=None, months=6) == date(2027, 2, 28)


@pytest.mark.parametrize("traits", [{"planned": True}, {"closed": True}, {"audience": "closed"}])
def test_accounts_that_are_not_captured_have_no_day(traits):
    assert schedule.due_for(AccountFactory(**traits), now=NOW, months=6).due_on is None


def test_the_sweep_orders_what_is_due_once(monkeypatch):
    monkeypatch.setattr(schedule, "interval", lambda: 6)
    late, soon, far = (AccountFactory(started_on=day) for day in (date(2026, 4, 1), date(2026, 6, 1), date(2026, 9, 1)))
    assert {capture.account for capture in schedule.order_due(now=NOW)} == {late, soon}
    assert schedule.order_due(now=NOW) == []
    assert far.captures.count() == 0
    assert late.captures.get().due_on == date(2026, 10, 1)


def test_the_sweep_leaves_what_waits_for_a_person_and_tries_what_failed_again_after_a_week(monkeypatch):
    monkeypatch.setattr(schedule, "interval", lambda: 6)
    start = date(2026, 4, 1)
    CaptureFactory(needs_help=True, account__started_on=start)
    failed = CaptureFactory(failed=True, account__started_on=start)
    assert schedule.order_due(now=NOW) == []
    assert [one.account for one in schedule.order_due(now=NOW + timedelta(days=8))] == [failed.account]


def test_without_guidelines_nothing_is_ordered():
    AccountFactory(started_on=date(2020, 1, 1))
    assert schedule.order_due(now=NOW) == []
