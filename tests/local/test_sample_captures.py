"""The invented municipality's half-yearly captures: each account's last one, and what is due when."""

import io

import pytest
from PIL import Image

from archiving import blobs, schedule, seals, todos
from archiving.models import Capture
from socialgov.diary import mailboxes
from socialgov.local.sample.accounts import account, person
from socialgov.organisation.selectors import actor_for
from tests.local.test_sample_main_job import FRIDAY, now  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("test_sample_captures")]


def due_of(key: str, at) -> schedule.Due:
    return schedule.due_for(account(key), now=at)


def test_one_is_late_and_needs_help_one_is_ordered_and_the_rest_are_in_time(now):  # noqa: F811
    late = [key for key in (f"K{n}" for n in range(1, 11)) if due_of(key, now).is_overdue]
    assert late == ["K2"]
    assert due_of("K2", now).latest.state == "needs_help" and due_of("K2", now).latest.problem == "login_wall"
    assert list(Capture.objects.filter(state="ordered").values_list("account__name", flat=True)) == [account("K8").name]


def test_karin_is_asked_for_screenshots(now):  # noqa: F811
    rows = {row.key: row for row in todos.todos(actor=actor_for(person("Karin"), now=now), now=now)}
    assert rows[f"capture:{account('K2').pk}"].next_label == "Lämna skärmbilder"


def test_lina_handed_in_five_screenshots_that_are_kept_as_pictures_and_pdf_a_and_sealed(now):  # noqa: F811
    capture = due_of("K5", now).last
    assert capture.kept_by == person("Lina")
    pictures = capture.files.filter(role="picture")
    assert pictures.count() == 5 == len(set(pictures.values_list("blob__sha256", flat=True)))
    assert Image.open(io.BytesIO(blobs.read(pictures[0].blob))).format == "PNG"
    assert capture.files.filter(role="document").count() == 1
    assert seals.seal_of(capture) is not None
    seals.seal(now=now)  # what the comments left, as the sweep does within a minute
    assert seals.verify(now=now).is_whole


def test_the_registrar_has_a_mailbox(now):  # noqa: F811
    assert mailboxes.mailbox_for(account("K9").unit).address == "registrator@ljungsele.example"
