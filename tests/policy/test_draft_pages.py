"""The draft in the browser: changed setting by setting, kept whole or not, adopted once, and of no effect before."""

from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from socialgov.journal.selectors import history_of
from socialgov.policy import drafting, loading, selectors
from socialgov.policy.editing import toml, tree
from socialgov.policy.editing.units import UNITS
from socialgov.policy.models import Adopted, Draft
from tests.factories.organisation import GrantFactory, PersonFactory, acting
from tests.factories.policy import adopted

pytestmark = pytest.mark.django_db
DRAFT = "/riktlinjer/utkast/"


@pytest.fixture(autouse=True)
def in_force(request):
    """Åtvidaberg's guidelines, unless the test is of a first day."""
    return None if "the_first_draft_of_all" in request.node.name else adopted()


@pytest.fixture
def karin():
    return GrantFactory(role="communications", person__name="Karin Lingonstig").person


@pytest.fixture
def office(client, karin):
    client.force_login(karin)
    return client


@pytest.fixture
def draft(office):
    office.post(f"{DRAFT}borja/")
    return drafting.living()


def text(response) -> str:
    return " ".join(unescape(strip_tags(response.content.decode())).replace("\N{NO-BREAK SPACE}", " ").split())


def sent(path: str, **changed):
    """What the setting's form sends, with some fields written otherwise: `within=…` below the setting's path."""
    standing = drafting.living()
    data = tree.typed(tree.node(standing.content, path))
    data["version"] = str(standing.version)
    for name, value in changed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return {name: data.getlist(name) for name in data}


def change(client, path: str, **changed):
    return client.post(f"{DRAFT}{path}/", sent(path, **changed))


def shorter(client, **more):
    """Facebook within four hours, as § 4 of the municipality's own decision says."""
    changed = {"within": "4", "within.unit": "hours", "lines": "§ 4"} | more
    return change(
        client,
        "answering.platforms",
        **{f"answering.platforms.facebook.{name}": value for name, value in changed.items()},
    )


def decide(client, **decision):
    standing = drafting.living()
    data = {
        "version": standing.version if standing else 0,
        "seen": Adopted.objects.latest("pk").pk if Adopted.objects.exists() else 0,
        "decided_on": "2026-06-15",
        "decided_by": "Kommunfullmäktige, § 80",
        "diary_number": "KS 2026-00200",
        "revise_by": "",
    } | decision
    return client.post(f"{DRAFT}anta/", data)


def test_a_draft_starts_as_what_is_in_force_and_a_second_start_finds_it(office, in_force):
    for _each in range(2):
        assert office.post(f"{DRAFT}borja/")["Location"] == DRAFT
    assert Draft.objects.get().content == loading.as_data(in_force.document)
    assert "Inget skiljer sig från det som gäller." in text(office.get(DRAFT))


def test_the_first_draft_of_all_can_start_from_another_municipalitys_guidelines(office):
    assert office.post(f"{DRAFT}borja/", {}).status_code == 422
    office.post(f"{DRAFT}borja/", {"profile": "osby"})
    assert drafting.living().profile == "osby"
    assert decide(office).status_code == 302
    assert selectors.guidelines().posting == loading.load("osby").posting


def test_only_who_may_adopt_sees_the_draft(client, draft):
    client.force_login(PersonFactory())
    for path in ("", "answering.limit/", "anta/", "andringar/", "fil/"):
        assert client.get(f"{DRAFT}{path}").status_code == 403


@pytest.mark.parametrize("path", UNITS)
def test_every_setting_has_a_page_that_can_be_sent_as_it_is(office, draft, path):
    page = office.get(f"{DRAFT}{path}/")
    assert page.status_code == 200
    assert str(UNITS[path].title) in text(page)
    assert change(office, path).status_code == 302
    assert drafting.living().version == draft.version


def test_an_unknown_setting_is_not_found(office, draft):
    assert office.get(f"{DRAFT}schema_version/").status_code == 404
    assert office.get(f"{DRAFT}answering/").status_code == 404


def test_a_changed_value_shows_beside_what_it_was_and_holds_for_nothing_yet(office, draft):
    assert shorter(office)["Location"] == f"{DRAFT}#answering.platforms"
    page = text(office.get(f"{DRAFT}anta/"))
    assert "Facebook: svara inom 1 arbetsdag." in page
    assert "Facebook: svara inom 4 bevakade timmar." in page
    assert str(selectors.guidelines().answering.platforms["facebook"].within) == "1 working day"


def test_a_change_without_a_source_is_kept_but_cannot_be_adopted(office, draft):
    response = shorter(office, lines="245")
    assert response["Location"] == f"{DRAFT}answering.platforms/"
    page = text(office.get(response["Location"]))
    assert "Säg var det står i ert beslut, eller ange skälet." in page
    assert "1 sak är kvar att rätta" in text(office.get(DRAFT))
    refused = decide(office)
    assert refused.status_code == 422
    assert "håller inte ihop än" in text(refused)
    assert Adopted.objects.count() == 1
    shorter(office, lines="§ 4")
    assert decide(office).status_code == 302


def test_a_value_that_cannot_be_is_refused_and_stays_as_typed(office, draft):
    response = shorter(office, within="snart")
    assert response.status_code == 422
    assert 'value="snart"' in response.content.decode()
    assert drafting.living().version == draft.version


def test_rows_are_added_moved_and_taken_away_by_their_buttons(office, draft):
    change(office, "starting.approval", do="add:starting.approval.steps")
    page = office.get(f"{DRAFT}starting.approval/")
    assert "Det här saknas." in text(page)
    change(office, "starting.approval", do="remove:starting.approval.steps.5")
    change(office, "starting.approval", do="up:starting.approval.steps.3")
    steps = drafting.living().content["starting"]["approval"]["steps"]
    assert [step["by"] for step in steps] == [["communications"], ["signer"], ["manager"], ["communications"]]
    change(office, "answering.platforms", do="add:answering.platforms", **{"answering.platforms.new": "tiktok"})
    assert "tiktok" in drafting.living().content["answering"]["platforms"]


def test_a_stale_form_is_told_who_was_faster_and_keeps_what_was_typed(office, draft):
    old = sent("answering.limit", **{"answering.limit.reason": "Vi vill svara fortare."})
    drafting.save(
        path="labels", new={"manager": "Rektor"}, version=1,
        actor=acting(GrantFactory(role="communications", person__name="Pia Bokalund").person), now=timezone.now(),
    )  # fmt: skip
    response = office.post(f"{DRAFT}answering.limit/", old)
    assert response.status_code == 422
    assert "Pia Bokalund ändrade" in text(response)
    assert "Vi vill svara fortare." in text(response)


def test_adopted_the_draft_is_in_force_with_its_decision_and_ends(office, draft):
    shorter(office)
    assert decide(office)["Location"] == "/riktlinjer/"
    version = selectors.current()
    assert str(version.document.answering.platforms["facebook"].within) == "4 hours"
    assert version.document.about.decided_by == version.decided_by == "Kommunfullmäktige, § 80"
    assert (version.decided_on, version.diary_number) == (date(2026, 6, 15), "KS 2026-00200")
    assert drafting.living() is None
    assert Draft.objects.get().adopted == version


@pytest.mark.rule("FAR-01")
@pytest.mark.parametrize(("written", "revised"), [("", date(2030, 6, 15)), ("2028-01-01", date(2028, 1, 1))])
def test_the_next_revision_is_counted_from_the_decision_or_chosen(office, draft, written, revised):
    assert "Lämna tomt, så blir det 4 år efter beslutet." in text(office.get(f"{DRAFT}anta/"))
    decide(office, revise_by=written)
    assert selectors.current().revise_by == revised


@pytest.mark.parametrize("wrong", [{"decided_on": "2099-01-01"}, {"decided_by": " "}, {"revise_by": "2020-01-01"}])
def test_a_decision_that_cannot_be_is_refused(office, draft, wrong):
    assert decide(office, **wrong).status_code == 422
    assert Adopted.objects.count() == 1


def test_the_second_of_two_who_adopt_is_told(office, draft):
    form = {"version": draft.version}
    decide(office)
    second = decide(office, **form)
    assert second.status_code == 422
    assert "Karin Lingonstig antog utkastet" in text(second)
    assert Adopted.objects.count() == 2


def test_who_adopts_while_another_version_came_into_force_is_told_before(office, draft, in_force):
    adopted("osby", now=timezone.now(), decided_on=date(2026, 6, 1))
    refused = decide(office, seen=in_force.pk)
    assert refused.status_code == 422
    assert "medan du skrev" in text(refused)
    assert selectors.guidelines().posting == loading.load("osby").posting


def test_the_version_says_afterwards_what_it_changed(client, office, draft):
    shorter(office)
    decide(office)
    client.force_login(PersonFactory())
    page = text(client.get("/riktlinjer/"))
    assert "Ändrat sedan förra versionen" in page
    assert "Var: Facebook: svara inom 1 arbetsdag." in page
    assert "Nu: Facebook: svara inom 4 bevakade timmar." in page


def test_thrown_away_the_draft_is_gone_and_nothing_has_changed(office, draft, in_force):
    for _each in range(2):
        assert office.post(f"{DRAFT}kasta/", {"version": draft.version})["Location"] == "/riktlinjer/"
    assert drafting.living() is None
    assert selectors.current() == in_force


# --- Files ------------------------------------------------------------------------------------------------------------
def read_in(client, content: str | bytes, name="egna.toml", version=None):
    standing = drafting.living()
    data = content.encode() if isinstance(content, str) else content
    version = version if version is not None else standing.version if standing else 0
    return client.post(f"{DRAFT}las-in/", {"file": SimpleUploadedFile(name, data), "version": version})


def test_the_draft_leaves_as_a_file_and_comes_back_as_the_same(office, draft):
    shorter(office)
    before = drafting.living().content
    file = office.get(f"{DRAFT}fil/")
    assert file["Content-Disposition"] == 'attachment; filename="riktlinjer-utkast-2.toml"'
    office.post(f"{DRAFT}kasta/", {"version": drafting.living().version})
    assert read_in(office, file.content).status_code == 302
    assert drafting.living().content == before


def test_every_version_can_be_kept_as_a_file(client, in_force):
    client.force_login(PersonFactory())
    file = client.get(reverse("policy:version_file", args=[in_force.pk]))
    assert loading.parse(file.content.decode(), file="kept.toml") == in_force.document


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('within = "5 days"', 'within = "5 weeks"', "answering.limit.within", "enhet"),
        ("[answering.limit]", "[answering.limit]\nsoon = true", "answering.limit.soon", "finns inte"),
        ('by = ["manager"]', "by = []", "starting.approval.steps.2", "aldrig"),
        ("hide_off_topic", "hide_off_topic", "", ""),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused_with_file_key_and_reason(office, draft, old, new, key, reason):
    content = toml.write(loading.as_data(loading.load("atvidaberg")))
    if not key:
        old, new, key, reason = "hide_off_topic = false", 'hide_off_topic = true\nrule_text = "x"', "", "off_topic"
        content = content.replace('rule_text = ""\n', "")
    assert old in content
    response = read_in(office, content.replace(old, new, 1))
    assert response.status_code == 422
    page = text(response)
    assert "egna.toml" in page
    assert key in page
    assert reason in page
    assert drafting.living() == draft


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "[[", "å" * 400_000])
def test_what_is_no_such_file_is_refused(office, draft, content):
    assert read_in(office, content).status_code == 422


def test_reading_in_over_a_draft_that_someone_changed_is_told(office, draft):
    shorter(office)
    osby = toml.write(loading.as_data(loading.load("osby")))
    assert "medan du skrev" in text(read_in(office, osby, version=1))


def test_the_draft_stands_in_the_journal_with_ids_only(office, draft):
    shorter(office)
    decide(office)
    verbs = [entry.verb for entry in history_of(draft).order_by("pk")]
    assert verbs == ["guidelines_draft.started", "guidelines_draft.changed", "guidelines_draft.adopted"]


def test_a_draft_costs_few_queries(office, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        office.get(DRAFT)
    with django_assert_max_num_queries(12):
        office.get(f"{DRAFT}removing/")
