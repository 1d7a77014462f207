"""Starting a municipality on its guidelines, and checking and adopting a profile, from the command line."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from socialgov.organisation.models import Person, Unit
from socialgov.policy import loading, reference, selectors
from socialgov.policy.models import Adopted
from socialgov.policy.schema.base import Part
from tests.factories.organisation import municipality

pytestmark = pytest.mark.django_db
OWN = settings.BASE_DIR / "tests" / "stories" / "lillby.toml"
DECISION = {"decided_by": "Kommunstyrelsen, § 8", "decided_on": date(2026, 3, 25), "diary_number": "KS 2026-00112"}


def run(*arguments, **options) -> str:
    said = StringIO()
    call_command(*arguments, stdout=said, **options)
    return said.getvalue()


# --- set_up -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("profile", loading.available())
def test_an_empty_database_becomes_a_municipality_on_a_profile(client, profile):
    run("set_up", "Nystads kommun", "Kim Berg", "kim@nystad.example", profile=profile, **DECISION)
    adopted = Adopted.objects.get()
    assert (adopted.profile, adopted.decided_by, adopted.diary_number) == (
        profile,
        "Kommunstyrelsen, § 8",
        "KS 2026-00112",
    )
    assert adopted.document.about.municipality == "Nystads kommun"
    assert adopted.document.starting == loading.load(profile).starting
    client.force_login(Person.objects.get())
    page = client.get("/")
    assert page.status_code == 200
    assert "Inga riktlinjer är antagna" not in page.text


def test_without_a_profile_the_first_person_is_led_to_choose_one(client):
    said = run("set_up", "Nystads kommun", "Kim Berg", "kim@nystad.example")
    assert "/riktlinjer/anta/" in said
    assert all(profile in said for profile in loading.available())
    assert not selectors.guidelines_adopted()
    client.force_login(Person.objects.get())
    assert 'href="/riktlinjer/anta/"' in client.get("/").text


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"profile": "storstad"} | DECISION, "Det finns ingen sådan profil"),
        ({"profile": "osby"} | DECISION | {"decided_by": ""}, "Skriv vem som beslutade"),
        ({"profile": "osby"} | DECISION | {"decided_on": None}, "Skriv vilken dag det beslutades."),
        ({"profile": "osby"} | DECISION | {"decided_on": date(2099, 1, 1)}, "Beslutsdatumet ligger i framtiden"),
        ({"profile": "/finns/inte.toml"} | DECISION, "Filen går inte att läsa"),
    ],
)
def test_what_can_not_be_adopted_sets_nothing_up(options, says):
    with pytest.raises(CommandError, match=says):
        run("set_up", "Nystads kommun", "Kim Berg", "kim@nystad.example", **options)
    assert not Unit.objects.exists()
    assert not Person.objects.exists()


# --- adopt_profile ----------------------------------------------------------------------------------------------------
def test_a_file_of_ones_own_is_adopted_with_the_decision_that_stands_in_it():
    municipality_of("Lillby kommun")
    said = run("adopt_profile", str(OWN))
    assert "Lillby kommun, Riktlinjer för våra sociala medier (Kommunfullmäktige, § 41, 2026-03-25)" in said
    assert selectors.current().diary_number == "KS 2026-00112"


def test_anothers_decision_is_not_taken_for_ones_own():
    municipality_of("Nystads kommun")
    with pytest.raises(CommandError, match="Skriv vilken dag det beslutades"):
        run("adopt_profile", "atvidaberg")
    run("adopt_profile", "atvidaberg", **DECISION)
    about = selectors.guidelines().about
    assert (about.municipality, about.decided_by) == ("Nystads kommun", "Kommunstyrelsen, § 8")


def municipality_of(name: str) -> None:
    root = municipality()
    root.name = name
    root.save()


# --- check_profile ----------------------------------------------------------------------------------------------------
def test_a_profile_that_holds_together_is_told_with_our_own_readings():
    said = run("check_profile", str(OWN))
    assert "holds together" in said
    assert "  answering.warning\n" in said
    assert "  answering.limit\n" not in said
    assert not Adopted.objects.exists()


def test_a_profile_that_does_not_is_refused_with_file_key_and_reason_for_each_fault(tmp_path):
    text = OWN.read_text(encoding="utf-8")
    spoilt = tmp_path / "mitt.toml"
    spoilt.write_text(
        text.replace('"10 working days"', '"10 hours"').replace("slots = 0", "slot = 0"), encoding="utf-8"
    )
    with pytest.raises(CommandError) as refused:
        run("check_profile", str(spoilt))
    told = str(refused.value).splitlines()
    assert all(line.startswith("mitt.toml: ") for line in told)
    assert any("answering.limit.within: 'hours' är ingen enhet" in line for line in told)
    assert any(line.startswith("mitt.toml: starting.operators.slot: ") for line in told)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[about"])
def test_a_file_that_is_no_text_or_no_toml_is_refused(tmp_path, content):
    path = tmp_path / "mitt.toml"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"mitt\.toml: "):
        run("check_profile", str(path))


# --- the page of keys -------------------------------------------------------------------------------------------------
def test_the_page_of_keys_is_what_the_schema_says():
    page = settings.BASE_DIR / "docs" / "guidelines-keys.md"
    assert page.read_text(encoding="utf-8") == reference.draw(), "run: python manage.py profile_keys --write"
    assert run("profile_keys") == reference.draw()


def test_every_key_of_the_schema_stands_on_it():
    page = reference.draw()
    parts = list(every_part(Part))
    assert len(parts) > 40
    for part in parts:
        for name in part.model_fields.keys() - reference.SOURCE:
            assert f"`{name}`" in page or f"[{name}]" in page or f".{name}]" in page or f".{name}.<name>]" in page, name


def every_part(part: type[Part]):
    for below in part.__subclasses__():
        if below.__module__.startswith("socialgov.policy.schema"):
            yield below
        yield from every_part(below)


@pytest.mark.parametrize("link", ["guidelines-keys.md", "running.md"])
def test_what_the_document_leads_to_is_there(link):
    text = Path(settings.BASE_DIR / "docs" / "guidelines.md").read_text(encoding="utf-8")
    assert f"]({link})" in text
    assert (settings.BASE_DIR / "docs" / link).exists()
