"""How things stand: what is judged, under whose guidelines, and how hard a miss is."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Custody
from activityplans.models import FollowUp, Plan
from activityplans.services import drafting
from moderation.models import OversightRound
from socialgov.policy import guidance, judging, loading
from socialgov.policy import selectors as policy
from socialgov.policy.citing import provision_in
from socialgov.policy.judging import NOT_ASKED, About, Check, Status, met, not_met
from socialgov.policy.models import GuidanceConfirmation
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.archiving import CaptureFactory
from tests.factories.judging import check, everything, verdict
from tests.factories.moderation import ItemFactory
from tests.factories.organisation import NOW, GrantFactory, PersonFactory, UnitFactory, acting
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db
PROFILES = ("osby", "atvidaberg", "fargelanda", "valdemarsvik", "ljusnarsberg")


def made(provision: str, **kwargs) -> Check:
    return Check("made", "Made", About.ACCOUNT, provision, lambda asked: {1: not_met("No"), 2: met("Yes")}, **kwargs)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_check_names_a_provision_of_the_schema_and_a_value_it_has(profile):
    document = loading.load(profile)
    for one in judging.checks():
        if one.provision:
            provision = provision_in(document, one.provision)
            assert provision is None or not one.stated or hasattr(provision, one.stated), one.key


def test_no_two_checks_have_the_same_key():
    keys = sorted(one.key for one in judging.checks())
    assert all(a != b for a, b in pairwise(keys))


def test_a_missed_must_is_to_be_put_right():
    adopted()
    assert judging.judged(made("starting.administrators", stated="minimum"), everything())[1].status is Status.NOT_MET


@pytest.mark.parametrize(
    "profile, provision, kwargs",
    [
        ("atvidaberg", "capture", {"stated": "every"}),  # bör
        ("osby", "starting.administrators", {"stated": "minimum"}),  # no number of its own
        ("valdemarsvik", "custody", {}),  # our own suggestion
        ("osby", "custody", {"own": True}),  # our own reading of a rule that binds
    ],
)
def test_a_missed_aim_is_never_to_be_put_right(profile, provision, kwargs):
    adopted(profile)
    missed, kept = judging.judged(made(provision, **kwargs), everything()).values()
    assert (missed.status, missed.aim) == (Status.AT_RISK, True)
    assert (kept.status, kept.aim) == (Status.MET, False)


def test_what_stands_nowhere_never_binds():
    adopted()
    assert not made("").binds(policy.guidelines())


def test_what_the_guidelines_only_permit_is_not_asked_for():
    adopted("fargelanda")  # the graphic profile: får
    assert made("profile").is_asked_by(policy.guidelines()) is False
    adopted("ljusnarsberg", now=NOW)  # a unit may appoint an editor of its own
    assert verdict("managed", AccountFactory().unit) == NOT_ASKED


def test_a_list_that_no_guideline_asks_for_is_an_aim():
    adopted("ljusnarsberg")
    assert check("listed").binds(policy.guidelines()) is False
    adopted("valdemarsvik", now=NOW)
    assert check("listed").binds(policy.guidelines()) is True


def test_what_the_guidelines_lack_is_not_asked_for():
    adopted("fargelanda")
    assert made("house_rules.purpose").is_asked_by(policy.guidelines()) is False
    assert verdict("listed", AccountFactory()) == NOT_ASKED


def test_a_reading_is_done_once_for_all_checks():
    adopted()
    asked, times = everything(), []
    assert asked.once(times.append) is None
    asked.once(times.append)
    assert len(times) == 1


# --- The guidelines themselves ----------------------------------------------------------------------------------------
@pytest.mark.rule("FAR-01")
@pytest.mark.parametrize(
    "day, status",
    [
        (date(2029, 9, 24), Status.MET),
        (date(2029, 9, 25), Status.AT_RISK),
        (date(2030, 3, 25), Status.AT_RISK),
        (date(2030, 3, 26), Status.NOT_MET),
    ],
)
def test_the_guidelines_are_looked_over_within_four_years_and_said_six_months_before(day, status):
    adopted("fargelanda")  # decided 25 March 2026
    moment = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))
    found = verdict("revised", now=moment)
    assert (found.status, found.by) == (status, date(2030, 3, 25))


def test_a_revision_that_no_guideline_asks_for_is_only_an_aim():
    adopted("osby")
    assert verdict("revised", now=NOW + timedelta(days=5 * 365)).status is Status.AT_RISK


def test_a_unit_whose_people_have_not_all_read_the_guidance_is_grey():
    unit = UnitFactory()
    first, second = PersonFactory(unit=unit), PersonFactory(unit=unit)
    PersonFactory(unit=unit, left=True)
    document = adopted().document
    assert verdict("read", unit).status is Status.UNCHECKED
    for person, status in ((first, Status.UNCHECKED), (second, Status.MET)):
        GuidanceConfirmation.objects.create(person=person, content_hash=guidance.digest(document), at=NOW)
        assert verdict("read", unit).status is status
    assert verdict("read", UnitFactory()).status is Status.NOT_APPLICABLE


def test_another_text_must_be_read_again():
    unit = UnitFactory()
    GuidanceConfirmation.objects.create(person=PersonFactory(unit=unit), content_hash="0" * 64, at=NOW)
    adopted()
    assert verdict("read", unit).status is Status.UNCHECKED


@pytest.mark.rule("VAL-02")
def test_a_unit_with_an_account_has_a_manager_at_its_level_or_above():
    adopted("valdemarsvik")
    above = UnitFactory(department=True)
    unit = AccountFactory(unit=UnitFactory(parent=above)).unit
    assert verdict("managed", unit).status is Status.NOT_MET
    assert verdict("managed", above).status is Status.NOT_APPLICABLE
    left = PersonFactory(unit=above, manager=True, left=True)
    assert verdict("managed", unit).status is Status.NOT_MET, left
    GrantFactory(person=PersonFactory(), role="manager", unit=above)
    assert verdict("managed", unit).status is Status.MET


def test_a_manager_who_only_should_decide_is_an_aim():
    adopted()  # ATV-02 is bör
    assert verdict("managed", AccountFactory().unit).status is Status.AT_RISK
    assert check("managed").about is About.UNIT


# --- However many accounts --------------------------------------------------------------------------------------------
def _grown(count: int) -> None:
    """That many more accounts of which something is known in every room, each with a plan in force."""
    for _ in range(count):
        account = AccountFactory()
        people = [AssignmentFactory(account=account).person, AssignmentFactory(account=account).person]
        Custody.objects.create(
            account=account, form="vault", vault_reference="Valv", deposited_at=NOW, deposited_by=people[0]
        )
        CaptureFactory(account=account)
        OversightRound.objects.create(account=account, by=people[0], at=NOW)
        ItemFactory(account=account, message=True, text="")
        plan = drafting.start(
            unit=account.unit, account=account, actor=acting(people[0]), now=NOW,
            answers={"administrators": [person.pk for person in people]},
        )  # fmt: skip
        Plan.objects.filter(pk=plan.pk).update(state="in_force", in_force_from=NOW.date())
        FollowUp.objects.create(plan=plan, due_on=NOW.date())


def _asked(one: Check) -> int:
    asked = everything()
    with CaptureQueriesContext(connection) as captured:
        judging.judged(one, asked)
    return len(captured)


def test_each_check_asks_a_few_times_however_many_accounts():
    adopted()
    _grown(2)
    document = policy.guidelines()
    some = {one.key: one for one in judging.checks() if one.is_asked_by(document)}
    before = {key: _asked(one) for key, one in some.items()}
    _grown(10)
    after = {key: _asked(one) for key, one in some.items()}
    assert after == before
    assert max(after.values()) <= 8, after


def test_the_profiles_handbook_names_every_table_that_is_judged():
    page = (settings.BASE_DIR / "docs" / "guidelines.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    for one in judging.checks():
        named = f"| `{one.provision}` | {one.about} |" if one.provision else f"| – | {one.about} |"
        assert any(row.startswith(named) for row in rows), named
    judged = [row for row in rows if any(f" | {about.value} | " in row for about in About)]
    assert len(judged) == len(judging.checks())
