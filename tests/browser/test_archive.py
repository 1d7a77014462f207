"""The archive in a browser: what is due, handing in, one capture."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from archiving import captures
from socialgov.organisation.actor import SYSTEM
from tests.archiving.site import png
from tests.browser.conftest import PHONE
from tests.factories.accounts import AccountFactory
from tests.factories.archiving import CaptureFactory
from tests.factories.organisation import PersonFactory
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES", "")  # a folder: every page is also drawn there, to be looked at


def look(page, name):
    if PICTURES:
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.screenshot(path=Path(PICTURES) / f"{name}-{page.viewport_size['width']}-{theme}.png", full_page=True)


@pytest.fixture
def archive(sign_in):
    """An archive with one account in each state, and the officer signed in."""
    adopted()
    today = timezone.localdate()
    officer = PersonFactory(communications=True, name="Karin Lingonstig")
    kept = AccountFactory(name="Ljungsele kommun", platform="facebook", started_on=today.replace(year=today.year - 2))
    shots = [SimpleUploadedFile(f"{n}.png", png(n, 93, 76, 390, 1400)) for n in (31, 60)]
    capture = captures.hand_in(account=kept, files=shots, actor=SYSTEM, now=timezone.now())
    waiting = AccountFactory(
        name="Ljungsele kommun", platform="instagram", started_on=today.replace(year=today.year - 1)
    )
    CaptureFactory(account=waiting, needs_help=True, ordered_at=timezone.now())
    AccountFactory(name="Ljungsele bibliotek", platform="mastodon", started_on=today - timedelta(days=178))
    AccountFactory(name="Ljungsele kulturskola", platform="youtube", started_on=today - timedelta(days=20))
    CaptureFactory(account__name="Skolbloggen", account__platform="blog", ordered=True, ordered_at=timezone.now())
    return sign_in(officer), capture, waiting


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_the_archive_is_read_and_a_capture_is_opened(archive, visit, size):
    page, capture, waiting = archive
    if size:
        page.set_viewport_size(size)
    visit(page, reverse("archiving:overview"))
    look(page, "arkiv")
    visit(page, reverse("archiving:account", args=[waiting.pk]))
    look(page, "arkiv-konto")
    visit(page, reverse("archiving:capture", args=[capture.pk]))
    page.wait_for_function("() => [...document.images].some(i => i.complete && i.naturalWidth > 0)")
    look(page, "arkiv-bild")


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_screenshots_are_handed_in_after_a_wrong_file(archive, visit, size, tmp_path):
    page, _capture, waiting = archive
    if size:
        page.set_viewport_size(size)
    visit(page, reverse("archiving:hand_in", args=[waiting.pk]))
    look(page, "arkiv-lamna")
    wrong, right = tmp_path / "a.png", tmp_path / "b.png"
    wrong.write_bytes(b"hej")
    right.write_bytes(png(31, 93, 76, 390, 1400))
    page.watch.expect(422)
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="Lämna").click()
    page.get_by_role("alert").wait_for()
    look(page, "arkiv-lamna-fel")
    page.locator("input[type=file]").set_input_files(right)
    page.get_by_role("button", name="Lämna").click()
    page.get_by_role("heading", name="1 bild").wait_for()
    waiting.captures.get(state="done")
