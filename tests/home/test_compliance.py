"""Läget: who sees what, five things, tables, filters, and pages."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Account
from socialgov.home.compliance.scope import EVERYTHING, Filters
from socialgov.home.compliance.standing import standing, with_fixes
from socialgov.home.compliance.tables import by_rule, by_unit, ledger_lines, ledger_sections
from socialgov.home.compliance.week import five_things
from socialgov.policy import ledger, loading
from socialgov.policy.judging import About, Status, checks
from socialgov.policy.ledger import How
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.organisation import NOW, PersonFactory, UnitFactory, acting
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db
PROFILES = ("osby", "atvidaberg", "fargelanda", "valdemarsvik", "ljusnarsberg")


@pytest.fixture
def karin():
    adopted()
    return PersonFactory(communications=True, name="Karin Lingonstig")


def stands(person, **filters):
    return standing(actor=acting(person), now=NOW, filters=Filters(**filters))


def names(found, about: About = About.ACCOUNT) -> set[str]:
    return {finding.subject.name for finding in found.findings() if finding.subject.about is about}


# --- Who sees what ----------------------------------------------------------------------------------------------------
def test_the_office_sees_every_running_account_and_the_municipality(karin):
    AccountFactory(name="En")
    AccountFactory(name="Två")
    AccountFactory(name="Stängd", closed=True)
    AccountFactory(name="Tänkt", planned=True)
    found = stands(karin)
    assert names(found) == {"En", "Två"}
    assert names(found, About.MUNICIPALITY)


def test_a_manager_sees_their_units_and_those_below(karin):
    above = UnitFactory(department=True)
    AccountFactory(name="Min", unit=UnitFactory(parent=above, name="Min enhet"))
    AccountFactory(name="Annans")
    found = stands(PersonFactory(unit=above, manager=True))
    assert names(found) == {"Min"}
    assert names(found, About.UNIT) == {"Min enhet", above.name}
    assert not names(found, About.MUNICIPALITY)


def test_who_runs_an_account_sees_it_and_no_unit(karin):
    part = AssignmentFactory(account__name="Min")
    AccountFactory(name="Annans")
    found = stands(part.person)
    assert names(found) == {"Min"}
    assert not names(found, About.UNIT)
    assert not names(found, About.MUNICIPALITY)


def test_who_has_no_account_has_no_such_page_in_the_menu(client, karin):
    someone = PersonFactory()
    client.force_login(someone)
    assert client.get(reverse("home:compliance")).status_code == 403
    assert reverse("home:compliance") not in client.get(reverse("home:todo")).content.decode()
    AssignmentFactory(person=someone)
    assert client.get(reverse("home:compliance")).status_code == 200
    assert f'href="{reverse("home:compliance")}"' in client.get(reverse("home:todo")).content.decode()


def test_filters_never_show_more_than_one_may_see(client, karin):
    part, other = AssignmentFactory(), AccountFactory(name="Annans konto")
    client.force_login(part.person)
    for query in ({"konto": other.pk}, {"enhet": other.unit_id}, {"status": EVERYTHING}):
        for name in ("rows", "csv"):
            answer = client.get(reverse(f"home:compliance_{name}"), query)
            text = b"".join(answer) if answer.streaming else answer.content
            assert "Annans konto" not in text.decode()
    assert client.get(reverse("home:compliance_account", args=[other.pk])).status_code == 404
    assert client.get(reverse("home:compliance_unit", args=[other.unit_id])).status_code == 404


def test_a_button_is_only_there_for_who_may_put_it_right(karin):
    account = AssignmentFactory().account
    auditor = PersonFactory(auditor=True)

    def buttons(person) -> list:
        rows = stands(person, account=account.pk, provision="starting.administrators").findings((Status.NOT_MET,))
        return [finding.fix for finding in with_fixes(rows, actor=acting(person), now=NOW)]

    assert buttons(karin) == [("Välj vem", reverse("accounts:people", args=[account.pk]))]
    assert buttons(auditor) == [None]


# --- Five things ------------------------------------------------------------------------------------------------------
def test_five_things_are_of_five_rules_and_what_must_be_put_right_comes_first(karin):
    for _ in range(4):
        AssignmentFactory()
    week = five_things(stands(karin), actor=acting(karin), now=NOW)
    assert len(week) == 5
    assert len({todo.key.split(":")[1] for todo in week}) == 5
    assert [str(todo.phrase.text) for todo in week][:2] == ["Behöver åtgärdas", "Behöver åtgärdas"]


def test_several_rows_of_one_rule_are_one_thing_that_names_three(karin):
    for number in range(5):
        AssignmentFactory(account__name=f"Konto {number}")
    week = five_things(stands(karin), actor=acting(karin), now=NOW)
    todo = next(todo for todo in week if todo.key == "laget:administrators")
    assert "5 rader" in todo.meta
    assert todo.title == "Bara en administratör. Det ska vara minst två"
    assert todo.note == "Konto 0, Konto 1, Konto 2 och 2 till"
    assert todo.next_url.startswith(reverse("home:compliance_rule", args=["starting.administrators"]))


def test_a_single_row_has_its_account_its_line_and_the_button_that_puts_it_right(karin):
    account = AssignmentFactory().account
    week = five_things(stands(karin, account=account.pk), actor=acting(karin), now=NOW)
    todo = next(todo for todo in week if todo.key.startswith("laget:administrators"))
    assert todo.title == "Bara en administratör. Det ska vara minst två"
    assert todo.account.name == account.name
    assert todo.rule == "rad 372–379"
    assert todo.next_url == reverse("accounts:people", args=[account.pk])


def test_what_nobody_has_said_is_grey_on_the_first_day(karin):
    AccountFactory(started_on=date(2021, 1, 1), watched="")
    week = five_things(stands(karin), actor=acting(karin), now=NOW)
    assert week
    assert {todo.phrase.look.value for todo in week} <= {"none", "passed"}


# --- Tables -----------------------------------------------------------------------------------------------------------
def test_every_row_is_counted_once_by_rule(karin):
    AssignmentFactory()
    found = stands(karin)
    assert sum(found.counts().values()) == len(found.findings())
    lines = by_rule(found)
    assert (
        sum((line.counts for line in lines), start=type(found.counts())())[Status.NOT_MET]
        == found.counts()[Status.NOT_MET]
    )
    assert lines[0].counts[Status.NOT_MET] > 0


def test_a_unit_counts_what_is_below_it(karin):
    above = UnitFactory(department=True)
    below = UnitFactory(parent=above)
    AssignmentFactory(account__unit=below)
    counts = {line.branch.unit: line.counts for line in by_unit(stands(karin))}
    assert counts[above][Status.NOT_MET] == counts[below][Status.NOT_MET] > 0


def test_a_unit_with_nothing_is_left_out(karin):
    quiet = UnitFactory()
    AssignmentFactory()
    assert quiet not in {line.branch.unit for line in by_unit(stands(karin))}


@pytest.mark.parametrize("profile", PROFILES)
def test_every_rule_of_the_municipality_stands_in_one_section_and_nothing_planned_among_the_met(profile):
    document = loading.load(profile)
    places = {check.place: str(check.title) for check in checks()}
    sections = ledger_sections(document, places)
    lines = [line for section in sections for line in section.lines]
    assert sorted(line.id for line in lines) == sorted(document.rules())
    assert all(line.texts for line in lines)
    for section in sections:
        planned = [line.id for line in section.lines if ledger.rules()[line.id].how is How.PLANNED]
        assert not planned or section.key == "planned"
    assert all(line.parts for line in lines if line.section == "planned")


def test_a_rule_that_the_ledger_does_not_know_is_shown_too():
    document = loading.load("osby")
    custody = document.custody.model_copy(update={"rule": ("SEX-01",)})
    document = document.model_copy(update={"custody": custody})
    line = next(line for line in ledger_lines(document, {"custody": "Inloggning"}) if line.id == "SEX-01")
    assert (line.rule, line.section, line.parts) == (None, "checked", [])
    line = next(line for line in ledger_lines(document, {}) if line.id == "SEX-01")
    assert line.section == "unsaid"


# --- However many accounts --------------------------------------------------------------------------------------------
def _accounts(count: int) -> None:
    for number in range(count):
        account = AccountFactory(name=f"Konto {count} {number}")
        AssignmentFactory(account=account)


@pytest.mark.parametrize("name", ["compliance", "compliance_rows", "compliance_csv", "compliance_xlsx"])
def test_the_number_of_queries_does_not_grow_with_the_accounts(client, karin, name):
    client.force_login(karin)
    asked = []
    _accounts(10)
    client.get(reverse(f"home:{name}"), {"status": EVERYTHING})  # what is read once for all requests
    for more in (0, 50):
        _accounts(more)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse(f"home:{name}"), {"status": EVERYTHING})
            assert b"".join(answer) if answer.streaming else answer.content
        asked.append(len(captured))
    assert asked[1] <= asked[0]


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_without_accounts_the_page_says_what_to_do(client, karin):
    client.force_login(karin)
    Account.objects.all().delete()
    page = client.get(reverse("home:compliance"))
    assert page.status_code == 200
    assert reverse("accounts:add") in page.content.decode()


def test_before_guidelines_the_page_leads_to_adopting_them(client):
    client.force_login(PersonFactory(communications=True))
    AccountFactory()
    for name in ("compliance", "compliance_rows", "compliance_rules", "compliance_csv"):
        page = client.get(reverse(f"home:{name}"))
        assert page.status_code == 200
        assert reverse("policy:adopt") in page.content.decode()


@pytest.mark.parametrize("profile", PROFILES)
def test_every_municipality_reads_its_own(client, profile):
    adopted(profile)
    AssignmentFactory()
    client.force_login(PersonFactory(communications=True))
    for name in ("compliance", "compliance_rows", "compliance_rules"):
        assert client.get(reverse(f"home:{name}"), {"status": EVERYTHING}).status_code == 200
    for place in {check.place for check in checks()}:
        assert client.get(reverse("home:compliance_rule", args=[place])).status_code == 200


def test_a_rule_shows_the_guidelines_own_sentence(client, karin):
    AssignmentFactory()
    client.force_login(karin)
    page = client.get(reverse("home:compliance_rule", args=["starting.administrators"])).content.decode()
    assert "Minst 2 ska vara administratör" in page
    assert "Bara en administratör" in page
    assert client.get(reverse("home:compliance_rule", args=["no.such"])).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"enhet": "x"}, {"konto": "9" * 40}, {"status": "'; drop"}, {"regel": "no.such"}, {"sida": "x"},
        {"plattform": "\x00"}, {"enhet": "٣"}, {"sida": "-1"},
    ],
)  # fmt: skip
def test_what_can_not_be_read_in_the_address_harms_nothing(client, karin, query):
    AssignmentFactory()
    client.force_login(karin)
    assert client.get(reverse("home:compliance_rows"), query).status_code == 200


def test_rows_are_filtered_by_unit_platform_rule_and_status(client, karin):
    one, two = AssignmentFactory(account__name="Första").account, AssignmentFactory(account__name="Andra").account
    Account.objects.filter(pk=two.pk).update(platform="instagram")
    client.force_login(karin)

    def shown(**query) -> set[str]:
        page = client.get(reverse("home:compliance_rows"), query).context["page"]
        return {finding.subject.name for finding in page.object_list}

    assert {"Första", "Andra"} <= shown()
    assert "Andra" not in shown(enhet=one.unit_id)
    assert shown(plattform="instagram") == {"Andra"}
    assert shown(regel="custody", enhet=one.unit_id) == {"Första"}
    page = client.get(reverse("home:compliance_rows"), {"status": "not_met"}).context["page"]
    assert {finding.status for finding in page.object_list} == {Status.NOT_MET}


def test_rows_are_shown_fifty_at_a_time_and_the_filter_is_kept(client, karin):
    _accounts(6)
    client.force_login(karin)
    page = client.get(reverse("home:compliance_rows"), {"status": EVERYTHING})
    assert len(page.context["page"].object_list) == 50
    assert "?status=alla&amp;sida=2" in page.content.decode()


def test_the_account_page_says_how_it_stands(client, karin):
    account = AssignmentFactory().account
    client.force_login(karin)
    page = client.get(reverse("accounts:account", args=[account.pk])).content.decode()
    assert reverse("home:compliance_account", args=[account.pk]) in page
    assert "Behöver åtgärdas" in page
    assert client.get(reverse("home:compliance_account", args=[account.pk])).status_code == 200


def test_an_aim_says_should(client, karin):
    account = AssignmentFactory().account
    client.force_login(karin)
    page = client.get(reverse("home:compliance_account", args=[account.pk]), {"regel": "starting.appointment"})
    assert page.status_code == 200
    unit = client.get(reverse("home:compliance_unit", args=[account.unit_id])).content.decode()
    assert "bör" in unit
    assert "Ingen chef är utsedd." in unit


def test_a_plan_without_an_account_goes_by_its_own_name(karin):
    from tests.factories.activityplans import Cast

    Cast().draft(account_name="Kojan Ljungsele")
    assert names(stands(karin), About.PLAN) == {"Kojan Ljungsele"}
