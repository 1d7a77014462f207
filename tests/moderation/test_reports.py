"""Reports from the public: a receipt, tied to a comment when sure, suggested when likely."""

import re
from datetime import timedelta

import pytest

from moderation.errors import ModerationError
from moderation.models import Item
from moderation.selectors.detail import report_status
from moderation.services import answers, removal, reports
from tests.factories.accounts import AccountFactory
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, PersonFactory, acting

pytestmark = pytest.mark.django_db
WORDS = "Enhetschefen på Björkdungen är en inkompetent jävla idiot som borde spärras in på sitt eget boende."


def report(text="Ta bort det där", now=NOW, **more):
    return reports.report_content(text=text, now=now, **more)


@pytest.fixture
def insult():
    return ItemFactory(account=AccountFactory(name="Björkdungens äldreboende"), text=WORDS)


@pytest.mark.rule("ATV-30")
def test_anyone_reports_and_gets_the_next_number_and_a_clock():
    first, second = report("Första"), report("Andra")
    assert (second.receipt, first.receipt) == (first.receipt + 1, 1)
    assert (first.kind, first.due_at is not None, first.account) == ("report", True, None)


def test_pressed_twice_it_is_one():
    assert report() == report(now=NOW + timedelta(seconds=3))


def test_with_the_comments_address_it_is_tied_for_certain(insult):
    found = report(address=insult.url)
    assert (found.reports, found.reports_confirmed, found.account) == (insult, True, insult.account)


def test_by_account_and_words_it_is_suggested_only(insult):
    ItemFactory(account=insult.account, text="Får man komma och sjunga med på torsdag?")
    found = report("Någon kallar personalen på Björkdungen för idioter. Sånt ska väl inte få stå på kommunens sida?")
    assert (found.reports, found.reports_confirmed) == (insult, False)


def test_what_is_like_nothing_is_tied_to_nothing(insult):
    assert report("Någon säljer skor på Björkdungens sida").reports is None
    assert report("Det står något dumt någonstans").account is None


def test_of_long_ago_nothing_is_suggested(insult):
    Item.objects.filter(pk=insult.pk).update(
        visibility="hidden", hidden_at=NOW - timedelta(days=20), received_at=NOW - timedelta(days=21)
    )
    assert report("Personalen på Björkdungen kallas idioter").reports is None


def test_a_person_says_which_comment_it_is(insult):
    karin = acting(PersonFactory(communications=True))
    found = report()
    reports.confirm_report(report=found, comment=insult, actor=karin, now=NOW)
    assert Item.objects.get(pk=found.pk).reports == insult
    reports.confirm_report(report=found, comment=None, actor=karin, now=NOW)
    assert Item.objects.get(pk=found.pk).reports is None


def test_empty_is_refused():
    with pytest.raises(ModerationError):
        report("  ")


def test_the_status_says_what_became_of_it_and_nothing_of_what_was_written(insult):
    karin = acting(PersonFactory(communications=True))
    sure, guessed = report(address=insult.url), report("Personalen på Björkdungen kallas idioter, inkompetent")
    assert "tittar på den" in report_status(sure.receipt, now=NOW)
    removal.hide(item=insult, category="insult", actor=karin, now=NOW, already_done=True)
    told = report_status(sure.receipt, now=NOW + timedelta(minutes=1))
    assert re.fullmatch(r"Kommentaren är dold sedan kl.\s10.00. Tack för att du sa till.", told)
    likely = report_status(guessed.receipt, now=NOW + timedelta(minutes=1))
    assert likely.startswith("Vi tror att kommentaren du menar är dold")
    assert report_status(9999, now=NOW) is None
    assert "idiot" not in told + likely


def test_the_status_of_one_that_stays(insult):
    karin = acting(PersonFactory(communications=True))
    found = report(address=insult.url)
    answers.no_answer(item=found, why="between_others", actor=karin, now=NOW)
    assert "står kvar" in report_status(found.receipt, now=NOW)


def test_an_impostor_is_reported_too():
    found = report("Det här kontot är inte ert", address="https://www.facebook.com/fel.exempel", impostor=True)
    assert (found.suggestion, found.reports) == ("impostor", None)
