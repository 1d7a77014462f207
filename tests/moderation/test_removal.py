"""Hiding and removing: one person at once, the copy first, what a platform refuses is never offered."""

import json

import pytest

from archiving import blobs, evidence
from archiving.models import Evidence, EvidenceReader
from moderation.errors import HandledMeanwhile, ModerationError, NoSuchReason, NotOffered
from moderation.models import Item, PlatformAction
from moderation.selectors import detail
from moderation.services import removal, reports, showing
from socialgov.journal.models import Entry
from socialgov.notices.models import Notice
from socialgov.organisation.permissions import NotPermitted
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ConnectionFactory, ItemFactory
from tests.factories.organisation import NOW, GrantFactory, PersonFactory, acting

pytestmark = pytest.mark.django_db
WORDS = "Enhetschefen är en inkompetent jävla idiot. Ja Anneli, jag menar dig."


@pytest.fixture
def item():
    return ItemFactory(text=WORDS)


@pytest.fixture
def fatima(item):
    return acting(AssignmentFactory(account=item.account, person=PersonFactory(name="Fatima Solbänk")).person)


def hide(item, actor, category="insult", **more):
    return removal.hide(item=item, category=category, actor=actor, now=NOW, **more)


@pytest.mark.rule("ATV-42", "ATV-43", "ATV-28")
def test_one_person_hides_at_once_and_nobody_need_approve(item, fatima):
    decision = hide(item, fatima, already_done=True)
    item.refresh_from_db()
    assert (item.visibility, item.hidden_at) == ("hidden", NOW)
    assert (decision.category, decision.ground, decision.by_id) == ("insult", "house_rule", fatima.person_id)
    assert (decision.rule, decision.lines) == ("ATV-43", "234, 259")
    assert Entry.objects.get(verb="item.hide").data == {"decision": decision.pk, "category": "insult"}


def test_the_copy_is_taken_first_and_says_what_stood_there(item, fatima):
    decision = hide(item, fatima)
    kept = Evidence.objects.get(pk=decision.evidence_id)
    saved = json.loads(evidence.content_of(kept))
    assert (saved["text"], saved["author"], saved["external_id"]) == (WORDS, "Greta Exempel", item.external_id)
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs.index("evidence.taken") < verbs.index("item.hide")


@pytest.mark.fault
def test_a_file_store_that_is_away_does_not_keep_a_threat_standing(item, fatima, monkeypatch):
    monkeypatch.setattr(blobs, "_write", lambda *args: (_ for _ in ()).throw(blobs.StorageUnavailable()))
    decision = hide(item, fatima, category="threat", described="Hot mot chefen", already_done=True)
    kept = Evidence.objects.get(pk=decision.evidence_id)
    assert Item.objects.get(pk=item.pk).visibility == "hidden"
    assert (kept.record, json.loads(evidence.content_of(kept))["description"]) == (None, "Hot mot chefen")


def test_where_nothing_was_delivered_ones_own_words_are_asked_for(fatima):
    item = ItemFactory(text="")
    karin = acting(PersonFactory(communications=True))
    with pytest.raises(evidence.NothingToSave):
        hide(item, karin)
    assert Item.objects.get(pk=item.pk).visibility == "visible"
    assert hide(item, karin, described="En bild som hånar en elev").evidence_id


@pytest.mark.rule("ATV-48")
def test_of_suspected_child_abuse_nothing_is_copied_but_ids_and_times(item, fatima):
    decision = removal.remove(item=item, category="child_abuse", actor=fatima, now=NOW)
    kept = Evidence.objects.get(pk=decision.evidence_id)
    assert WORDS not in evidence.content_of(kept).decode()
    assert kept.form == "ids_only"


def test_when_evidence_fails_for_another_reason_nothing_is_hidden(item, fatima, monkeypatch):
    monkeypatch.setattr(evidence, "take", lambda **kwargs: (_ for _ in ()).throw(RuntimeError("broken")))
    with pytest.raises(RuntimeError):
        hide(item, fatima)
    assert Item.objects.get(pk=item.pk).visibility == "visible"


def test_where_nothing_is_connected_it_is_under_way_until_the_person_says_so(item, fatima):
    hide(item, fatima)
    item.refresh_from_db()
    assert (item.visibility, PlatformAction.objects.count()) == ("hiding", 0)
    removal.done_on_platform(item=item, actor=fatima, now=NOW)
    removal.done_on_platform(item=item, actor=fatima, now=NOW)
    item.refresh_from_db()
    assert (item.visibility, item.hidden_at) == ("hidden", NOW)


def test_where_it_is_connected_the_platform_is_asked_to(fatima):
    item = ItemFactory(account=ConnectionFactory().account)
    hide(item, acting(PersonFactory(communications=True)))
    assert PlatformAction.objects.get().action == "hide"
    assert Item.objects.get(pk=item.pk).visibility == "hiding"


@pytest.mark.rule("ATV-53")
@pytest.mark.parametrize("reason", ["negative", "criticism", "not_constructive", "kritik", "politics", "x"])
def test_an_opinion_is_no_reason(item, fatima, reason):
    with pytest.raises(NoSuchReason) as refused:
        hide(item, fatima, category=reason)
    assert str(refused.value).startswith("Det är inget skäl att ta bort.")
    assert not item.decisions.exists()


def test_a_category_that_the_guidelines_lack_can_not_be_chosen(item, fatima):
    with pytest.raises(NoSuchReason):
        hide(item, fatima, category="spam")


def test_removing_needs_a_category_and_shielding_someone_in_distress_does_not(item, fatima):
    with pytest.raises(ModerationError):
        removal.remove(item=item, category="", actor=fatima, now=NOW)
    assert hide(item, fatima, category="").category == ""


@pytest.mark.parametrize("platform", ["x", "mastodon", "bluesky", "tiktok"])
def test_what_the_platform_refuses_is_never_offered_nor_done(platform, fatima):
    item = ItemFactory(account=AccountFactory(platform=platform))
    assert "remove" not in detail.offers(item)
    with pytest.raises(NotOffered):
        removal.remove(item=item, category="threat", actor=acting(PersonFactory(communications=True)), now=NOW)
    assert not Evidence.objects.exists()


def test_youtube_rejects_but_does_not_hide():
    assert {"remove"} <= set(detail.offers(ItemFactory(account=AccountFactory(platform="youtube"))))
    assert "hide" not in detail.offers(ItemFactory(account=AccountFactory(platform="youtube")))


def test_where_nothing_can_be_removed_a_report_to_the_platform_is_recorded_with_its_copy(fatima):
    item = ItemFactory(account=AccountFactory(platform="x"))
    karin = acting(PersonFactory(communications=True))
    decision = removal.report_to_platform(item=item, category="threat", actor=karin, now=NOW)
    assert (decision.action, bool(decision.evidence_id)) == ("report_to_platform", True)
    assert Item.objects.get(pk=item.pk).visibility == "visible"


def test_a_direct_message_and_a_report_stand_nowhere_to_be_hidden():
    assert "hide" not in detail.offers(ItemFactory(message=True))
    assert "hide" not in detail.offers(ItemFactory(report=True))


def test_pressed_twice_it_is_hidden_once(item, fatima):
    assert hide(item, fatima) == hide(item, fatima)
    assert item.decisions.count() == 1


def test_someone_else_is_told_that_it_is_done_already(item, fatima):
    hide(item, fatima)
    with pytest.raises(HandledMeanwhile) as told:
        hide(item, acting(PersonFactory(communications=True)))
    assert str(told.value) == "Fatima har redan gjort det här. Inget mer behövs."


def test_hidden_first_it_can_be_removed_afterwards(item, fatima):
    hide(item, fatima, already_done=True)
    removal.remove(item=item, category="insult", actor=fatima, now=NOW, already_done=True)
    item.refresh_from_db()
    assert (item.visibility, item.removed_at, item.is_open) == ("removed", NOW, False)
    assert item.second_looks.filter(done_at=None).count() == 1


def test_shown_again_it_goes_on_as_if_nothing_had_happened(item, fatima):
    due = item.due_at
    hide(item, fatima, already_done=True)
    showing.unhide(item=item, actor=fatima, now=NOW)
    removal.done_on_platform(item=item, actor=fatima, now=NOW)
    item.refresh_from_db()
    assert (item.visibility, item.hidden_at, item.due_at, item.is_open) == ("visible", None, due, True)
    assert not item.second_looks.filter(done_at=None).exists()


def test_a_stranger_may_not_hide(item):
    with pytest.raises(NotPermitted):
        hide(item, acting(PersonFactory()))
    assert not Evidence.objects.exists()


@pytest.mark.rule("ATV-45")
def test_what_is_secret_is_removed_and_its_copy_read_by_three():
    item = ItemFactory(text="Melker i 4B utreds för adhd")
    samir = PersonFactory(unit=item.account.unit, manager=True)
    registrar = PersonFactory(registrar=True)
    lina = AssignmentFactory(account=item.account).person
    lisbet = AssignmentFactory(account=item.account).person
    removal.remove(item=item, category="secrecy", actor=acting(lina), now=NOW, already_done=True)
    readers = set(EvidenceReader.objects.values_list("person", flat=True))
    assert readers == {samir.pk, registrar.pk, lina.pk}
    may = {p: Item.objects.content_readable_by(acting(p), now=NOW).exists() for p in (samir, registrar, lina, lisbet)}
    assert may == {samir: True, registrar: True, lina: True, lisbet: False}
    top = PersonFactory()
    GrantFactory(person=top, role="manager", unit=item.account.unit.parent)
    assert not Item.objects.content_readable_by(acting(top), now=NOW).exists()


def test_as_long_as_it_stands_there_for_all_to_read_whoever_may_act_reads_it():
    item = ItemFactory(secret=True)
    lina = acting(AssignmentFactory(account=item.account).person)
    auditor = acting(PersonFactory(auditor=True))
    assert Item.objects.content_readable_by(lina, now=NOW).exists()
    assert not Item.objects.content_readable_by(auditor, now=NOW).exists()
    assert Item.objects.visible_to(auditor, now=NOW).exists()


def test_the_one_attacked_and_the_manager_are_told_without_the_words(item, fatima):
    anneli = PersonFactory(name="Anneli Kaffegren", unit=item.account.unit)
    boss = PersonFactory(unit=item.account.unit, manager=True)
    hide(item, fatima, attacked=anneli)
    notices = Notice.objects.filter(kind__contains="attacked")
    assert {notice.person_id for notice in notices} == {anneli.pk, boss.pk}
    assert not any("idiot" in str(notice.context) for notice in notices)


def test_a_report_about_it_is_settled_with_it(item, fatima):
    report = reports.report_content(text="Ta bort det där", address=item.url, now=NOW)
    hide(item, fatima, already_done=True)
    report.refresh_from_db()
    assert (report.is_open, report.handling) == (False, "no_answer")


@pytest.mark.parametrize(
    ("category", "reply"), [("insult", "no"), ("copyright", "offer_link"), ("secrecy", "redirect"), ("swearing", "yes")]
)
def test_the_category_says_whether_the_author_may_be_answered(item, fatima, category, reply):
    hide(item, fatima, category=category)
    assert removal.may_be_answered(list(item.decisions.all())) == reply


def test_a_mark_for_secrecy_closes_the_copies_saved_before_it(item, fatima):
    hide(item, fatima, already_done=True)
    other = acting(PersonFactory(communications=True))
    assert Evidence.objects.readable_by(other, now=NOW).count() == 1
    removal.mark_secret(item=item, actor=fatima, now=NOW)
    assert Evidence.objects.readable_by(other, now=NOW).count() == 0
    assert Evidence.objects.readable_by(fatima, now=NOW).count() == 1
