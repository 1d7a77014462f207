"""The guidelines as settings: what a form shows it reads back, what changes is told, a file is read in again."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgov.policy import loading
from socialgov.policy.editing import arranging, checking, toml, tree
from socialgov.policy.editing.differences import differences
from socialgov.policy.editing.shapes import Kind, shapes
from socialgov.policy.editing.units import UNITS, unit_of
from socialgov.policy.forms.drafts import SettingForm
from socialgov.policy.guidelines import Guidelines

PROFILES = loading.available()
# Besides answering.received, which is the law's (when a document has come in) and the same for every municipality.
NOT_CHANGED_HERE = {
    "schema_version",  # the software's own
    "not_shipped",  # an explanation that comes with a profile
}


def data(profile="atvidaberg"):
    return deepcopy(loading.as_data(loading.load(profile)))


def form_of(content, path, **typed):
    of = tree.node(content, path)
    sent = tree.typed(of)
    sent["version"] = "1"
    for name, value in typed.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    form = SettingForm(of, sent)
    assert form.is_valid(), form.errors
    return of, form


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("path", UNITS)
def test_saving_a_setting_without_touching_it_changes_nothing(profile, path):
    content = data(profile)
    of, form = form_of(content, path)
    checking.put(content, path, tree.read(of, form.cleaned_data))
    assert checking.document_of(content) == loading.load(profile)


def every_path(part=Guidelines, path=""):
    for name, shape in shapes(part).items():
        here = f"{path}.{name}" if path else name
        if shape.kind is Kind.GROUP and not unit_of(here):
            yield from every_path(shape.part, here)
        else:
            yield here


def test_every_setting_of_the_schema_can_be_changed_in_the_browser():
    left = {path for path in every_path() if not unit_of(path)}
    assert {path for path in left if not path.startswith("answering.received.")} == NOT_CHANGED_HERE


@pytest.mark.parametrize("profile", PROFILES)
def test_every_field_has_a_name_and_says_its_value_in_words(profile):
    content = data(profile)
    for path in UNITS:
        for leaf in tree.leaves(tree.node(content, path)):
            assert leaf.label, leaf.path
            said = tree.say(leaf)
            assert bool(said) == (leaf.value not in (None, "", [], ())), (leaf.path, leaf.value)
            assert "{" not in said
            assert "_" not in said, (leaf.path, said)


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_written_as_a_file_is_read_again_as_the_same_guidelines(profile):
    document = loading.load(profile)
    assert loading.parse(toml.write(loading.as_data(document)), file="back.toml") == document


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=200))
def test_any_text_survives_the_file(text):
    content = data()
    content["answering"]["general"]["reason"] = text
    again = loading.parse(toml.write(content), file="back.toml")
    assert again.answering.general.reason == text


def test_a_changed_number_is_said_in_a_sentence_with_what_it_was():
    content = data()
    _of, form = form_of(content, "answering.platforms", **{"answering.platforms.x.within": "4"})
    content["answering"]["platforms"] = tree.read(_of, form.cleaned_data)
    (found,) = differences(loading.load("atvidaberg"), checking.document_of(content))
    assert (found.gone, found.new) == (("X: svara inom 6 bevakade timmar.",), ("X: svara inom 4 bevakade timmar.",))
    assert [(one.row, one.before, one.after) for one in found.fields] == [
        ("X", "6 bevakade timmar", "4 bevakade timmar")
    ]


def test_what_has_no_sentence_of_its_own_is_still_told():
    content = data()
    content["capture"]["formats"] = ["png"]
    (found,) = differences(loading.load("atvidaberg"), checking.document_of(content))
    assert (found.gone, found.new) == ((), ())
    assert [(one.before, one.after) for one in found.fields] == [("bild och pdf", "bild")]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_version_does_not_differ_from_itself(profile):
    assert differences(loading.load(profile), loading.load(profile)) == []


def test_every_two_profiles_differ():
    for one in PROFILES:
        for other in PROFILES:
            assert bool(differences(loading.load(one), loading.load(other))) == (one != other)


def test_a_row_that_is_moved_is_told_and_nothing_else():
    content = data()
    arranging.arrange(content, arranging.Wish("up", "removing.categories.2"))
    (found,) = differences(loading.load("atvidaberg"), checking.document_of(content))
    assert [one.after for one in found.fields] == ["I en annan ordning"]


# --- A source of one's own --------------------------------------------------------------------------------------------
def test_a_change_needs_where_it_stands_or_a_reason():
    base, content = data(), data()
    content["answering"]["limit"]["within"] = "3 days"
    assert [fault.key for fault in checking.faults(content, base)] == ["answering.limit.lines"]
    content["answering"]["limit"]["lines"] = "§ 4"
    assert checking.faults(content, base) == []


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("starting.approval.steps.1", "starting.approval.lines"),
        ("removing.categories.3", "removing.lines"),
        ("starting.plan.questions.2", "starting.plan.lines"),
    ],
)
def test_taking_a_row_away_is_a_change_of_what_it_stood_in(path, asked):
    base, content = data(), data()
    arranging.arrange(content, arranging.Wish("remove", path))
    assert asked in [fault.key for fault in checking.faults(content, base)]


def test_a_changed_value_does_not_keep_the_old_ones_quotation():
    base, content = data(), data()
    content["answering"]["platforms"]["x"]["within"] = "4 hours"
    checking.drop_others_words(content, base)
    assert content["answering"]["platforms"]["x"]["quote"] == ""
    content["answering"]["platforms"]["x"]["within"] = "6 hours"
    checking.drop_others_words(content, base)
    assert content == base


def test_another_word_for_a_function_does_not_stand_where_the_old_one_did():
    base, content = data(), data()
    content["labels"] |= {"manager": "Rektor"}
    del content["labels"]["substitute"]
    checking.drop_others_words(content, base)
    assert set(base["label_lines"]) - set(content["label_lines"]) == {"manager", "substitute"}
    assert checking.faults(content, base) == []


def test_a_draft_that_does_not_hold_together_is_read_with_the_rest_of_what_it_says():
    base, content = data(), data()
    content["answering"]["limit"] |= {"within": "3 days", "lines": "§ 4"}
    content["capture"]["every"] = "6 weeks"
    assert checking.document_of(content) is None
    document = checking.readable(content, base)
    assert str(document.answering.limit.within) == "3 days"
    assert str(document.capture.every) == "6 months"


# --- What is refused, and where ---------------------------------------------------------------------------------------
def beside(content, path):
    """Which fields of the setting's page tell of something."""
    _of, form = form_of(content, path)
    form.show(one for one in checking.faults(content, data()) if unit_of(one.key) == path)
    return {name: " ".join(errors) for name, errors in form.errors.items()}


def test_steps_that_can_never_finish_are_said_at_the_step():
    content = data()
    content["starting"]["approval"]["steps"][1]["by"] = []
    told = beside(content, "starting.approval")
    assert "aldrig" in told["starting.approval.steps.2.kind"]


def test_a_number_without_a_number_asks_for_the_reason():
    content = data()
    content["answering"]["limit"] |= {"within": None, "reason": ""}
    assert "skälet" in beside(content, "answering.limit")["answering.limit.reason"]


def test_two_rules_that_contradict_each_other_are_told():
    content = data()
    content["diary"]["triggers"].append(dict(content["diary"]["triggers"][0]))
    assert "två" in " ".join(beside(content, "diary").values()).lower()


def test_an_empty_new_row_says_what_is_missing():
    content = data()
    arranging.arrange(content, arranging.Wish("add", "starting.approval.steps"))
    told = beside(content, "starting.approval")
    assert {"starting.approval.steps.5.kind", "starting.approval.steps.5.by"} <= set(told)


def test_a_button_can_only_ask_for_rows_of_its_own_setting():
    of = tree.node(data(), "starting.approval")
    assert arranging.wish("remove:starting.approval.steps.2", of, {}) is not None
    for wrong in (
        "remove:removing.categories.1",
        "remove:starting.approval.steps.9",
        "add:diary.triggers",
        "eat:x",
        "",
    ):
        assert arranging.wish(wrong, of, {}) is None


def test_the_code_of_an_own_row_is_made_from_its_name():
    content = data()
    arranging.arrange(content, arranging.Wish("add", "follow_up.metrics"))
    of, form = form_of(content, "follow_up", **{"follow_up.metrics.2.label": "Antal frågor på ån"})
    assert tree.read(of, form.cleaned_data)["metrics"][1] == {
        "code": "antal_fragor_pa_an",
        "label": "Antal frågor på ån",
    }
