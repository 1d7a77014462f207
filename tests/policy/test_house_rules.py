"""The rules for comments as one version of the guidelines gives them, whole and cut to what a profile holds."""

import pytest
from django.utils.translation import override

from socialgov.platforms import catalogue
from socialgov.platforms.profile_places import places
from socialgov.policy import house_rules, loading
from socialgov.policy.categories import Kind

NAME, URL = "Ljungsele kommun", "https://socialamedier.ljungsele.example/socialamedier/regler/"
PROFILES = loading.available()


def parts(profile: str) -> dict[str, house_rules.Part]:
    return {part.key: part for part in house_rules.parts(loading.load(profile), municipality=NAME)}


@pytest.mark.parametrize("profile", PROFILES)
def test_every_municipality_gets_what_law_and_fairness_ask_for(profile):
    found = parts(profile)
    assert set(found) >= {"criticism", "forbidden", "consequences", "report", "public", "secrecy", "holder"}
    assert NAME in " ".join(found["holder"].sentences)
    assert "Kritik får stå kvar" in found["criticism"].sentences[0]
    for part in found.values():
        assert part.heading
        assert all(part.sentences) and (part.sentences or part.groups)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_category_that_may_be_chosen_stands_in_the_rules(profile):
    document = loading.load(profile)
    listed = [item for _lead, items in parts(profile)["forbidden"].groups for item in items]
    told = [category for category in document.removing.categories if category.code != house_rules.IN_CRISIS]
    assert len(listed) == len(told) == len(set(listed))
    for category in told:
        if category.text:
            assert category.text in listed


@pytest.mark.rule("ATV-29")
def test_atvidaberg_says_purpose_use_what_is_forbidden_and_what_then_happens():
    found = parts("atvidaberg")
    assert {"purpose", "use", "forbidden", "consequences"} <= set(found)
    (law, crimes), (own, rules) = found["forbidden"].groups
    assert (law, own) == ("Enligt lag:", "Enligt kommunens regler:")
    assert "hot" in crimes and "övergrepp mot barn" in crimes
    assert "kommersiella budskap eller reklam" in rules
    assert "ny bedömning" in found["consequences"].sentences[0]


def test_a_municipality_that_removes_only_crime_and_secrets_has_no_rules_of_its_own():
    assert [lead for lead, _items in parts("valdemarsvik")["forbidden"].groups] == ["Enligt lag:"]
    assert house_rules.not_allowed(loading.load("valdemarsvik"), Kind.HOUSE_RULE) == ()


@pytest.mark.rule("LJU-12")
def test_ljusnarsberg_says_that_secrets_are_not_allowed_that_crime_is_reported_and_what_may_be_hidden_in_a_crisis():
    found = parts("ljusnarsberg")
    assert found["secrecy"].sentences == ("Sekretessbelagda uppgifter får inte förekomma här.",)
    assert "polisen" in found["consequences"].sentences[1]
    assert "oavsett åsikt" in found["crisis"].sentences[0]
    assert "oavsett åsikt" not in str(found["forbidden"])


def test_what_is_left_out_is_not_made_up():
    assert "purpose" not in parts("fargelanda")
    assert "crisis" not in parts("atvidaberg")
    assert len(parts("osby")["holder"].sentences) == 1  # the guidelines do not say who is the controller


@pytest.mark.parametrize("profile", PROFILES)
def test_the_title_is_the_municipalitys_own_word(profile):
    document = loading.load(profile)
    assert house_rules.title(document).casefold() == document.words.house_rules


def test_the_rules_are_swedish_whoever_reads():
    with override("en"):
        assert parts("atvidaberg")["report"].heading == "Så anmäler du en kommentar"


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("most", [80, 101, 150, 160, 256, 280, 500, 1000, 2000])
def test_a_short_text_never_is_too_long_and_always_leads_to_the_rules(profile, most):
    text = house_rules.in_short(loading.load(profile), municipality=NAME, url=URL, most=most)
    assert len(text) <= most
    assert text.endswith(URL)
    if most >= 150:
        assert text.startswith(f"Drivs av {NAME}.")
    if most >= 256:
        assert "allmän handling" in text  # BBS-lagen 3 §


def test_where_not_even_the_word_fits_the_address_stands_alone():
    assert house_rules.in_short(loading.load("atvidaberg"), municipality=NAME, url=URL, most=70) == URL


def test_a_sentence_is_said_once():
    for most in range(80, 1200, 7):
        text = house_rules.in_short(loading.load("atvidaberg"), municipality=NAME, url=URL, most=most)
        assert ("Det du skriver blir offentligt." in text) + ("allmän handling" in text) <= 1


@pytest.mark.parametrize("profile", PROFILES)
def test_in_full_everything_stands(profile):
    text = house_rules.in_full(loading.load(profile), municipality=NAME, url=URL)
    for part in parts(profile).values():
        assert all(sentence in text for sentence in part.sentences)
        assert all(f"– {item}" in text for _lead, items in part.groups for item in items)
    assert text.endswith(URL)


def test_every_platform_has_a_place_to_paste_it():
    for slug, _name in catalogue.choices():
        assert places(slug)
