"""The plan's pages, as its people meet them."""

import uuid

import pytest
from django.urls import reverse

from activityplans.models import Plan
from activityplans.page import guides_at
from activityplans.services import approval, drafting
from socialgov import pdf
from socialgov.policy import selectors as policy
from tests.factories.organisation import PersonFactory
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db


def typed(cast, **changes) -> dict:
    """A filled-in form."""
    answers = cast.answers(**changes)
    form = {key: value for key, value in answers.items() if key not in ("administrators", "operators")}
    form["guidelines_followed"] = "on" if answers["guidelines_followed"] else ""
    for slot, person in enumerate(answers["administrators"], start=1):
        form[f"administrators_{slot}"] = person
    return form | {"same_as_administrators": "on"}


@pytest.fixture
def drafter(client, cast):
    client.force_login(cast.drafter)
    return cast.drafter


def test_a_colleague_begins_a_plan_with_one_press(client, drafter, cast):
    client.post(reverse("activityplans:start"), {"unit": cast.unit.pk})
    assert Plan.objects.get().drafted_by == drafter


def test_what_was_typed_is_saved_with_gaps_and_all(client, drafter, cast):
    plan = cast.draft()
    client.post(reverse("activityplans:plan", args=[plan.pk]), typed(cast, goals="Många följare"))
    assert Plan.objects.get().latest_revision.answers["goals"] == "Många följare"


def test_saving_by_itself_says_when(client, drafter, cast):
    plan = cast.draft()
    response = client.post(reverse("activityplans:plan", args=[plan.pk]), typed(cast), headers={"HX-Request": "true"})
    assert "Sparat" in response.content.decode()


def test_sending_with_gaps_saves_first_and_links_to_each_gap(client, drafter, cast):
    plan = cast.draft()
    response = client.post(reverse("activityplans:send", args=[plan.pk]), typed(cast, goals="Många"), follow=True)
    page = response.content.decode()
    assert 'href="#fraga-goals"' in page
    assert "Skriv en siffra och ett datum." in page
    assert Plan.objects.get().latest_revision.answers["goals"] == "Många"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("weekly_hours", "tre", "Skriv timmarna i veckan med siffror"), ("purpose", "x" * 9000, "Korta svaret")],
)
def test_wrong_input_gets_a_sentence_and_what_was_typed_stays(client, drafter, cast, field, value, sentence):
    plan = cast.draft()
    response = client.post(reverse("activityplans:plan", args=[plan.pk]), typed(cast) | {field: value})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert value in response.content.decode()


def test_sending_twice_is_sending_once(client, drafter, cast):
    plan = cast.draft()
    for _press in range(2):
        response = client.post(reverse("activityplans:send", args=[plan.pk]), typed(cast))
    assert response["Location"] == reverse("activityplans:plan", args=[plan.pk])
    assert Plan.objects.get().state == "consultation"
    assert plan.steps.filter(action="send").count() == 1


def test_a_plan_begun_twice_with_one_form_is_one_plan(client, drafter, cast):
    form = {"unit": cast.unit.pk, "token": str(uuid.uuid4())}
    places = {client.post(reverse("activityplans:start"), form)["Location"] for _press in range(2)}
    assert places == {reverse("activityplans:plan", args=[Plan.objects.get().pk])}


@pytest.mark.parametrize("step", ["plan", "send"])
def test_two_who_write_at_once_are_told_of_each_other_and_lose_nothing(client, drafter, cast, now, step):
    plan = cast.draft()
    opened = plan.version
    drafting.save_answers(plan=plan, answers={"goals": "Annat"}, actor=cast.actor(cast.karin), now=now)
    address = reverse(f"activityplans:{step}", args=[plan.pk])
    response = client.post(address, typed(cast, goals="Mitt eget") | {"version": opened})
    assert response.status_code == 422
    assert f"{cast.karin.name} ändrade det här" in response.text
    assert "Mitt eget" in response.text
    assert Plan.objects.get().latest_revision.answers["goals"] == "Annat"
    again = typed(cast, goals="Mitt eget") | {"version": response.context["form"]["version"].value()}
    assert client.post(address, again).status_code == 302
    assert Plan.objects.get().latest_revision.answers["goals"] == "Mitt eget"


def test_saving_by_itself_hands_the_next_version_to_the_form(client, drafter, cast):
    plan = cast.draft()
    address = reverse("activityplans:plan", args=[plan.pk])
    form = typed(cast, goals="Nytt") | {"version": plan.version}
    page = client.post(address, form, headers={"HX-Request": "true"}).text
    assert f'value="{Plan.objects.get().version}" hx-swap-oob="true"' in page


def test_a_note_too_long_for_the_consultation_stays_on_the_page(client, cast):
    plan = cast.sent()
    client.force_login(cast.karin)
    response = client.post(reverse("activityplans:consult", args=[plan.pk]), {"note": "å" * 2001})
    assert response.status_code == 422
    assert "Texten är 1 tecken för lång. Korta den." in response.text
    assert "å" * 2001 in response.text


def test_the_office_consults_and_the_signers_see_their_button(client, cast, now):
    plan = cast.sent()
    client.force_login(cast.karin)
    client.post(reverse("activityplans:consult", args=[plan.pk]), {"note": "Bra åtgärder."})
    client.force_login(cast.manager)
    page = client.get(reverse("activityplans:plan", args=[plan.pk])).content.decode()
    assert "Du intygar att du har läst planen och godkänner den." in page
    assert "Bra åtgärder." in page


def test_signing_asks_for_the_password_first(client, cast):
    plan = cast.signing()
    client.force_login(cast.manager)
    response = client.post(reverse("activityplans:sign", args=[plan.pk]), {"digest": plan.latest_revision.digest})
    assert response.url.startswith(reverse("account_reauthenticate"))


def test_a_note_stands_at_its_question_until_it_is_seen_to(client, cast, now):
    plan = cast.sent()
    approval.give_back(
        plan=plan, note="", notes={"goals": "Skriv en siffra, tack"}, actor=cast.actor(cast.karin), now=now
    )
    client.force_login(cast.drafter)
    address = reverse("activityplans:plan", args=[plan.pk])
    assert "Skriv en siffra, tack" in client.get(address).content.decode()
    client.post(address, typed(cast, goals="200 följare 1 maj"))
    assert "Skriv en siffra, tack" not in client.get(address).content.decode()


def test_somebody_elses_plan_is_not_found(client, cast):
    from tests.factories.organisation import PersonFactory

    plan = cast.draft()
    client.force_login(PersonFactory())
    assert client.get(reverse("activityplans:plan", args=[plan.pk])).status_code == 404


def test_the_plan_is_a_valid_document_for_the_record(client, cast):
    plan = cast.in_force()
    client.force_login(cast.karin)
    document = client.get(reverse("activityplans:paper", args=[plan.pk]))
    assert document["Content-Type"] == "application/pdf"
    assert pdf.problems(document.content) == []


def test_the_follow_up_shows_the_goals_and_leads_on(client, cast):
    plan = cast.in_force()
    client.force_login(cast.manager)
    address = reverse("activityplans:follow_up", args=[plan.pk])
    assert "150 följare 1 juni 2027" in client.get(address).content.decode()
    response = client.post(address, {"results": "163 av 200", "outcome": "revise"})
    assert Plan.objects.get(replaces=plan).state == "draft"
    assert response.status_code == 302


def test_a_follow_up_sent_twice_does_not_answer_the_next_one(client, cast):
    plan = cast.in_force()
    client.force_login(cast.manager)
    address = reverse("activityplans:follow_up", args=[plan.pk])
    form = {"results": "163 av 200", "outcome": "continue", "waiting": plan.follow_ups.get().pk}
    for _press in range(2):
        client.post(address, form)
    assert plan.follow_ups.exclude(done_at=None).count() == 1


@pytest.mark.rule("ATV-02", "ATV-31")
def test_who_writes_a_plan_reads_in_the_margin_what_the_guidelines_ask(client, drafter, cast):
    plan = cast.draft()
    page = client.get(reverse("activityplans:plan", args=[plan.pk])).content.decode()
    for advice in policy.guides_for("plan"):
        assert advice.text.split(".")[0] in page
        assert page.count(f"<b>{advice.title}.</b>") == 1
    operators = page.index('id="fraga-operators"')
    assert operators < page.index("Chefen beslutar om du ska skriva i tjänsten") < page.index('id="fraga-monitoring"')
    plan.unit.has_secrecy = True
    plan.unit.save()
    page = client.get(reverse("activityplans:plan", args=[plan.pk])).content.decode()
    assert page.index('id="fraga-secrecy_measures"') < page.index("visa aldrig barn med skyddad identitet")


def test_who_only_reads_a_plan_is_not_advised(client, cast):
    plan = cast.draft()
    client.force_login(PersonFactory(auditor=True))
    page = client.get(reverse("activityplans:plan", args=[plan.pk])).content.decode()
    assert "Chefen beslutar om du ska skriva i tjänsten" not in page


@pytest.mark.rule("FAR-18", "VAL-12")
@pytest.mark.parametrize("profile", ["fargelanda", "valdemarsvik"])
def test_a_topic_without_a_question_of_its_own_stands_at_a_question_that_is_asked(db, profile):
    adopted(profile)
    texts = list(policy.guides_for("plan"))
    assert texts
    assert guides_at(["medium", "purpose"]) == {"purpose": texts}
    assert guides_at(["medium"]) == {"medium": texts}
    assert guides_at([]) == {}
