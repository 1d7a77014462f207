"""The card of saved evidence, drawn after the removal."""

from datetime import timedelta

import pytest

from archiving import blobs, cards, evidence, seals
from archiving.models import CardWork, Evidence, SealedRecord
from socialgov import pdf
from socialgov.organisation.actor import SYSTEM
from tests.factories.accounts import AccountFactory
from tests.factories.organisation import NOW

pytestmark = pytest.mark.django_db


def take(**given):
    about = AccountFactory()
    delivered = {
        "external_id": "c-77",
        "text": "Släng ut packet 👎 \x00\n<script>alert(1)</script>",
        "author": "Någon Någonsson",
        "published_at": NOW,
    }
    return evidence.take(about=about, account=about, delivered=delivered, actor=SYSTEM, now=NOW, **given)


def test_the_card_is_a_valid_pdf_a_that_is_hashed_and_sealed():
    kept = take()
    assert cards.draw(now=NOW) == 1
    kept = Evidence.objects.get(pk=kept.pk)
    card = blobs.read(kept.card)
    assert pdf.problems(card) == []
    assert SealedRecord.objects.get(purpose="card").files == [kept.card.sha256]
    seals.seal(now=NOW)
    assert seals.verify(now=NOW).is_whole


def test_each_card_is_drawn_once():
    take()
    assert (cards.draw(now=NOW), cards.draw(now=NOW)) == (1, 0)


def test_nothing_is_drawn_of_suspected_child_abuse():
    take(category="child_abuse")
    assert cards.draw(now=NOW) == 0
    assert not Evidence.objects.exclude(card=None).exists()


@pytest.mark.fault
def test_a_card_that_can_not_be_drawn_now_is_drawn_later_and_holds_up_no_other(monkeypatch):
    take()
    with monkeypatch.context() as broken:
        broken.setattr(pdf, "render", lambda *a, **k: 1 / 0)
        assert cards.draw(now=NOW) == 0
    work = CardWork.objects.get()
    assert work.state == "waiting" and work.not_before > NOW
    assert cards.draw(now=NOW + timedelta(hours=1)) == 1


@pytest.mark.fault
def test_a_worker_that_comes_late_with_its_card_is_refused(monkeypatch):
    kept = take()
    render = pdf.render

    def slow(*args, **kwargs):
        monkeypatch.setattr(pdf, "render", render)
        assert cards.draw(now=NOW + timedelta(hours=1)) == 1  # another takes over when the lease has run out
        return render(*args, **kwargs)

    monkeypatch.setattr(pdf, "render", slow)
    assert cards.draw(now=NOW) == 0
    assert SealedRecord.objects.filter(about_id=kept.pk, purpose="card").count() == 1
