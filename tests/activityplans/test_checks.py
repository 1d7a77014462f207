"""How accounts and plans stand with the way to an account."""

from datetime import date, timedelta

import pytest

from activityplans.models import FollowUp, Plan, Step
from activityplans.services import drafting
from socialgov.organisation.models import Signature
from socialgov.policy.judging import NOT_ASKED, Status
from tests.factories.accounts import AccountFactory
from tests.factories.activityplans import Cast
from tests.factories.judging import verdict
from tests.factories.organisation import NOW, PersonFactory, acting
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def in_force() -> Plan:
    return Plan.objects.get(pk=Cast().in_force().pk)


@pytest.mark.rule("OSB-03")
@pytest.mark.rule("ATV-03")
@pytest.mark.parametrize("profile", ["osby", "atvidaberg"])
def test_an_account_that_is_older_than_our_guidelines_is_grey_until_it_has_a_plan(profile):
    adopted(profile)  # 1 April 2026
    assert verdict("planned", AccountFactory(started_on=date(2021, 5, 10))).status is Status.UNCHECKED
    assert verdict("planned", AccountFactory(started_on=None)).status is Status.UNCHECKED
    assert verdict("planned", AccountFactory(started_on=date(2026, 4, 1))).status is Status.UNCHECKED
    assert verdict("planned", AccountFactory(started_on=date(2026, 4, 2))).status is Status.NOT_MET


def test_a_plan_under_way_is_soon_due_and_the_button_leads_to_it():
    adopted()
    account = AccountFactory(started_on=date(2026, 5, 1))
    plan = drafting.start(unit=account.unit, account=account, actor=acting(PersonFactory()), now=NOW)
    found = verdict("planned", account)
    assert found.status is Status.AT_RISK
    assert f"/{plan.pk}/" in found.fix.url(found.at)


@pytest.mark.rule("ATV-03")
def test_an_account_with_a_plan_in_force_is_right():
    adopted()
    plan = in_force()
    plan.account.state = "active"
    plan.account.address = plan.account.address_key = "https://kojan.example"
    plan.account.save()
    assert verdict("planned", plan.account).status is Status.MET


def test_valdemarsvik_has_no_plans():
    adopted("valdemarsvik")
    assert verdict("planned", AccountFactory()) == NOT_ASKED


@pytest.mark.rule("ATV-11")
def test_a_plan_in_force_is_signed_by_manager_and_administrators():
    adopted()
    plan = in_force()
    assert verdict("signed", plan).status is Status.MET
    signatures = Signature.objects.filter(about_id=plan.latest_revision.pk)
    assert signatures.count() == 3


def test_a_plan_that_came_in_force_without_a_signature_is_to_be_put_right():
    adopted()
    plan = Cast().signing()
    account = AccountFactory()
    Plan.objects.filter(pk=plan.pk).update(state="in_force", in_force_from=TODAY, account=account)
    found = verdict("signed", plan)
    assert found.status is Status.NOT_MET
    assert "Kontoansvarig" in found.reason


def test_a_signature_on_other_words_does_not_count():
    adopted()
    plan = in_force()
    revision = plan.latest_revision
    revision.digest = "0" * 64
    revision.save()
    assert verdict("signed", plan).status is Status.NOT_MET


def test_a_plan_is_judged_by_the_guidelines_of_its_own_day():
    adopted()
    plan = in_force()
    adopted("osby", now=NOW)
    assert verdict("signed", plan).status is Status.MET


@pytest.mark.rule("OSB-01")
def test_in_osby_the_managers_press_is_enough():
    adopted("osby")
    cast = Cast()
    plan = cast.draft()
    Plan.objects.filter(pk=plan.pk).update(state="in_force", in_force_from=TODAY, account=AccountFactory())
    found = verdict("signed", plan)
    assert (found.status, "Närmaste chef" in found.reason) == (Status.NOT_MET, True)
    revision = plan.latest_revision
    Step.objects.create(plan=plan, revision=revision, action="approve", state="in_force", by=cast.manager, at=NOW)
    assert verdict("signed", plan).status is Status.MET


def test_a_plan_that_waits_for_signatures_has_the_day_until_which_it_waits():
    adopted()
    plan = Cast().signing()
    found = verdict("signed", plan)
    assert (found.status, found.by) == (Status.AT_RISK, plan.wait_until)
    assert verdict("signed", Cast().draft()).status is Status.NOT_APPLICABLE


@pytest.mark.rule("ATV-13")
@pytest.mark.parametrize(
    "due_on, status",
    [
        (TODAY + timedelta(days=31), Status.MET),
        (TODAY + timedelta(days=30), Status.AT_RISK),
        (TODAY, Status.AT_RISK),
        (TODAY - timedelta(days=1), Status.AT_RISK),  # no guideline says when: an aim
    ],
)
def test_a_plan_in_force_is_followed_up(due_on, status):
    adopted()
    plan = in_force()
    FollowUp.objects.filter(plan=plan).update(due_on=due_on)
    found = verdict("followed_up", plan)
    assert (found.status, found.by) == (status, due_on)


def test_a_follow_up_that_is_done_waits_no_more():
    adopted()
    plan = in_force()
    FollowUp.objects.filter(plan=plan).update(done_at=NOW, outcome="continue")
    assert verdict("followed_up", plan).status is Status.MET
    assert verdict("followed_up", Cast().draft()).status is Status.NOT_APPLICABLE


def test_a_plan_begun_for_an_account_has_what_the_registry_knows(client):
    adopted()
    cast = Cast()
    account = AccountFactory(unit=cast.unit, name="Kojan", purpose="Nå ungdomar")
    client.force_login(cast.manager)
    begin = f"/planer/ny/?konto={account.pk}"
    page = client.get(begin)
    token = page.context["form"]["token"].value()
    client.post(begin, {"unit": cast.unit.pk, "token": token})
    plan = Plan.objects.get(account=account)
    assert plan.latest_revision.answers["account_name"] == "Kojan"
    assert plan.latest_revision.answers["purpose"] == "Nå ungdomar"


@pytest.mark.parametrize("asked", ["0", "x", "9" * 30, "1; drop"])
def test_an_account_that_one_may_not_change_is_not_named_in_a_new_plan(client, asked):
    adopted()
    client.force_login(PersonFactory())
    page = client.get("/planer/ny/", {"konto": asked})
    assert page.status_code == 200
    assert page.context["account"] is None
