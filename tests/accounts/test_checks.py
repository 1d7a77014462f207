"""How accounts stand with what the registry knows: people, logins, what the public sees."""

from datetime import date, timedelta

import pytest

from accounts.models import Account, Custody, RulesPasted
from accounts.services import channel_list
from socialgov.organisation.actor import SYSTEM
from socialgov.policy import services
from socialgov.policy.judging import NOT_ASKED, Status
from tests.factories.accounts import AccountFactory, AssignmentFactory, PartyLinkFactory
from tests.factories.judging import check, verdict
from tests.factories.organisation import NOW, PersonFactory, UnitFactory, acting
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def run_by(*people, account: Account | None = None, role: str = "administrator") -> Account:
    account = account or AccountFactory()
    for person in people:
        AssignmentFactory(account=account, person=person, role=role)
    return account


def kept(account: Account, **facts) -> Custody:
    facts = {"form": "vault", "vault_reference": "Valvet, rad 7"} | facts
    return Custody.objects.create(account=account, deposited_at=NOW, deposited_by=PersonFactory(), **facts)


# --- People -----------------------------------------------------------------------------------------------------------
@pytest.mark.rule("ATV-14")
@pytest.mark.parametrize(
    "people, status", [(0, Status.UNCHECKED), (1, Status.NOT_MET), (2, Status.MET), (3, Status.MET)]
)
def test_an_account_has_two_administrators(people, status):
    adopted()
    assert verdict("administrators", run_by(*PersonFactory.create_batch(people))).status is status


@pytest.mark.rule("ATV-14")
def test_one_is_enough_for_a_heads_blog():
    adopted()
    account = run_by(PersonFactory(), account=AccountFactory(one_administrator_because="Förvaltningschefs blogg"))
    found = verdict("administrators", account)
    assert found.status is Status.MET
    assert "Förvaltningschefs blogg" in found.reason


def test_one_administrator_is_enough_where_the_guidelines_say_no_number():
    adopted("osby")
    assert verdict("administrators", run_by(PersonFactory())).status is Status.MET


def test_someone_who_leaves_puts_the_account_at_risk_until_their_last_day():
    adopted()
    leaver = PersonFactory(leaves_on=date(2026, 12, 18))
    found = verdict("administrators", run_by(PersonFactory(), leaver))
    assert (found.status, found.by) == (Status.AT_RISK, date(2026, 12, 18))
    assert leaver.name in found.reason


@pytest.mark.parametrize(
    "ends_on, status", [(TODAY, Status.MET), (TODAY - timedelta(days=1), Status.NOT_MET)], ids=["last day", "day after"]
)
def test_a_part_counts_through_its_last_day(ends_on, status):
    adopted()
    account = run_by(PersonFactory())
    AssignmentFactory(account=account, ends_on=ends_on)
    assert verdict("administrators", account).status is status


@pytest.mark.rule("ATV-14")
@pytest.mark.rule("FAR-03")
@pytest.mark.parametrize("profile", ["atvidaberg", "fargelanda"])
def test_administrators_have_a_telephone_and_the_button_leads_to_who_lacks_one(profile):
    adopted(profile)
    silent = PersonFactory(phone="")
    account = run_by(PersonFactory(), silent)
    found = verdict("contact", account)
    assert (found.status, found.at) == (Status.NOT_MET, silent.pk)
    assert f"/{silent.pk}/" in check("contact").fix.url(found.at)
    silent.phone = "070-174 06 20"
    silent.save()
    assert verdict("contact", account).status is Status.MET
    assert verdict("contact", AccountFactory()).status is Status.UNCHECKED


@pytest.mark.rule("ATV-15")
def test_somebody_is_named_for_the_daily_work():
    adopted()
    account = run_by(PersonFactory())
    assert verdict("operators", account).status is Status.UNCHECKED
    run_by(PersonFactory(), account=account, role="operator")
    assert verdict("operators", account).status is Status.MET


def test_daily_operators_are_not_asked_for_where_the_guidelines_have_none():
    adopted("osby")
    assert verdict("operators", AccountFactory()) == NOT_ASKED


@pytest.mark.rule("ATV-37")
@pytest.mark.rule("FAR-03")
@pytest.mark.parametrize("profile", ["atvidaberg", "fargelanda"])
def test_someone_stands_in(profile):
    adopted(profile)
    nobody, alone, two, named = (run_by(*PersonFactory.create_batch(count)) for count in (0, 1, 2, 1))
    run_by(PersonFactory(), account=named, role="substitute")
    assert verdict("substitute", nobody).status is Status.UNCHECKED
    assert verdict("substitute", alone).status is Status.NOT_MET
    assert verdict("substitute", two).status is Status.MET
    assert verdict("substitute", named).status is Status.MET


def test_who_has_left_stands_in_for_nobody():
    adopted()
    account = run_by(PersonFactory())
    run_by(PersonFactory(left=True), account=account, role="substitute")
    assert verdict("substitute", account).status is Status.NOT_MET


# --- Logins -----------------------------------------------------------------------------------------------------------
@pytest.mark.rule("ATV-21")
@pytest.mark.rule("OSB-12")
@pytest.mark.rule("FAR-04")
@pytest.mark.parametrize("profile", ["atvidaberg", "osby", "fargelanda"])
def test_a_login_that_nobody_has_spoken_of_is_grey_and_one_in_custody_is_right(profile):
    adopted(profile)
    account = AccountFactory()
    for key in ("custody", "tried", "code"):
        assert verdict(key, account).status is Status.UNCHECKED
    kept(account)
    assert verdict("custody", account).status is Status.MET


@pytest.mark.parametrize(
    "tried_on, status",
    [
        (None, Status.UNCHECKED),
        (date(2026, 10, 3), Status.MET),
        (date(2026, 6, 20), Status.AT_RISK),  # again by 20 December
        (date(2026, 5, 20), Status.AT_RISK),  # again today
        (date(2026, 5, 19), Status.AT_RISK),  # yesterday: our own reading, so still no breach
    ],
)
def test_a_login_is_tried_every_half_year(tried_on, status):
    adopted()
    account = AccountFactory()
    kept(account, tested_on=tried_on)
    assert verdict("tried", account).status is status


def test_personal_roles_have_no_login_to_try():
    adopted()
    account = AccountFactory()
    kept(account, form="personal", vault_reference="")
    assert verdict("tried", account).status is Status.NOT_APPLICABLE
    assert verdict("code", account).status is Status.NOT_APPLICABLE


def test_a_code_that_goes_to_a_private_phone_is_to_be_changed_before_that_person_leaves():
    adopted()
    account = run_by(PersonFactory(), PersonFactory(name="Lina Pennfors", leaves_on=date(2026, 12, 18)))
    custody = kept(account, code_is_private=True, code_recipient="Linas privata mobil")
    found = verdict("code", account)
    assert (found.status, found.by, found.aim) == (Status.AT_RISK, date(2026, 12, 18), True)
    custody.code_is_private, custody.code_recipient = False, "Skolans mobil"
    custody.save()
    assert verdict("code", account).status is Status.MET


def test_nobody_has_said_who_gets_the_code():
    adopted()
    account = AccountFactory()
    kept(account)
    assert verdict("code", account).status is Status.UNCHECKED


# --- What the public sees ---------------------------------------------------------------------------------------------
def publish() -> None:
    digest = channel_list.digest_of(channel_list.compose(now=NOW))
    channel_list.publish(seen_digest=digest, actor=acting(PersonFactory(communications=True)), now=NOW)


@pytest.mark.rule("ATV-04")
@pytest.mark.rule("OSB-11")
@pytest.mark.rule("VAL-09")
@pytest.mark.parametrize("profile", ["atvidaberg", "osby", "valdemarsvik"])
def test_an_account_stands_on_the_published_list_with_its_address(profile):
    adopted(profile)
    account = AccountFactory()
    assert verdict("listed", account).status is Status.UNCHECKED
    assert verdict("list").status is Status.UNCHECKED
    publish()
    assert verdict("listed", account).status is Status.MET
    assert verdict("list").status is Status.MET
    late = AccountFactory()
    assert verdict("listed", late).status is Status.NOT_MET
    assert verdict("list").status is Status.AT_RISK
    Account.objects.filter(pk=account.pk).update(address="https://x.example", address_key="https://x.example")
    assert verdict("listed", account).status is Status.NOT_MET
    assert verdict("listed", AccountFactory(audience="closed")).status is Status.NOT_APPLICABLE


@pytest.mark.rule("ATV-29")
def test_the_rules_stand_in_the_profile_as_they_read_today():
    first = adopted()
    account = AccountFactory()
    assert verdict("house_rules", account).status is Status.UNCHECKED
    noted = {"noted_at": NOW, "noted_by": PersonFactory(), "pasted_on": TODAY}
    RulesPasted.objects.create(account=account, adopted=first, **noted)
    assert verdict("house_rules", account).status is Status.MET
    second = services.adopt(profile="osby", decided_on=TODAY, decided_by="Kommunfullmäktige", actor=SYSTEM, now=NOW)
    assert verdict("house_rules", account).status is Status.AT_RISK
    RulesPasted.objects.create(account=account, adopted=second, **noted)
    assert verdict("house_rules", account).status is Status.MET


def test_rules_for_comments_do_not_apply_where_nobody_can_comment():
    adopted()
    assert verdict("house_rules", AccountFactory(comments_open=False)).status is Status.NOT_APPLICABLE


@pytest.mark.rule("ATV-49")
@pytest.mark.parametrize(
    "address, status",
    [
        ("", Status.UNCHECKED),
        ("skolan@ljungsele.example", Status.MET),
        ("skolan@skola.ljungsele.example", Status.MET),
        ("skolan@LJUNGSELE.example", Status.MET),
        ("skolan@inteljungsele.example", Status.NOT_MET),
        ("skolan@gratis.example", Status.NOT_MET),
    ],
)
def test_an_account_is_tied_to_the_municipalitys_own_mail(address, status):
    adopted()
    UnitFactory(email="kommun@ljungsele.example")
    assert verdict("own_email", AccountFactory(email=address)).status is status


def test_other_guidelines_do_not_ask_for_the_mail_address():
    adopted("osby")
    assert verdict("own_email", AccountFactory()) == NOT_ASKED


@pytest.mark.rule("ATV-16")
def test_it_is_said_when_an_account_is_watched():
    adopted()
    assert verdict("watched", AccountFactory()).status is Status.MET
    assert verdict("watched", AccountFactory(watched="")).status is Status.UNCHECKED


@pytest.mark.rule("LJU-01")
def test_ljusnarsberg_has_one_facebook_page_and_nothing_else():
    adopted("ljusnarsberg")
    page = AccountFactory()
    assert verdict("allowed", page).status is Status.MET
    assert verdict("allowed", AccountFactory(blog=True)).status is Status.NOT_MET
    AccountFactory(closed=True)
    assert verdict("allowed", page).status is Status.MET
    AccountFactory()
    assert verdict("allowed", page).status is Status.NOT_MET


def test_the_others_have_any_platform():
    adopted()
    assert verdict("allowed", AccountFactory(blog=True)) == NOT_ASKED


@pytest.mark.rule("ATV-06")
def test_every_party_is_offered_a_link():
    adopted()
    assert verdict("parties").status is Status.UNCHECKED
    PartyLinkFactory()
    assert verdict("parties").status is Status.MET
    party = PartyLinkFactory(answer="unanswered", address="", name="Kvarnmyralistan")
    found = verdict("parties")
    assert found.status is Status.NOT_MET
    assert party.name in found.reason
    party.offered_on = TODAY
    party.save()
    assert verdict("parties").status is Status.MET
    PartyLinkFactory(
        answer="unanswered", address="", term_starts_on=date(2022, 10, 15), term_ends_on=date(2026, 10, 14)
    )
    assert verdict("parties").status is Status.MET
