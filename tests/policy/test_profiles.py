"""The five profiles hold together, and what a municipality writes wrongly is refused with file, key and reason."""

import copy
import tomllib

import pytest

from socialgov.policy import ledger, loading
from socialgov.policy.categories import KNOWN, Kind, Reply
from socialgov.policy.schema.base import Function

NAMES = ["atvidaberg", "fargelanda", "ljusnarsberg", "osby", "valdemarsvik"]
EVERY = loading.available()  # with any that a municipality has written for itself


@pytest.fixture
def data():
    """Åtvidaberg's profile as plain data, free to spoil."""
    return copy.deepcopy(tomllib.loads((loading.FOLDER / "atvidaberg.toml").read_text(encoding="utf-8")))


def faults(data) -> list[tuple[str, str]]:
    with pytest.raises(loading.ProfileError) as caught:
        loading.from_data(data, file="egen.toml")
    assert str(caught.value).startswith("egen.toml: ")
    return [(fault.key, fault.reason) for fault in caught.value.faults]


def test_there_are_five_profiles():
    assert set(NAMES) <= set(EVERY)


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_carries_every_rule_of_its_municipality(name):
    document = loading.load(name)
    own = {rule.id for rule in ledger.rules().values() if rule.municipality in document.about.municipality}
    assert own
    assert document.rules() == own


@pytest.mark.parametrize("name", EVERY)
def test_a_profile_survives_being_stored(name):
    document = loading.load(name)
    assert loading.from_data(loading.as_data(document), file="stored") == document


@pytest.mark.parametrize("name", EVERY)
def test_every_value_says_where_it_stands_or_why_it_does_not(name):
    for path, provision in loading.load(name).provisions():
        assert provision.rule or provision.lines or provision.reason, path
        assert not provision.rule or provision.lines, path


@pytest.mark.parametrize("name", EVERY)
def test_crime_secrecy_and_personal_data_can_be_removed_everywhere(name):
    codes = {category.code for category in loading.load(name).removing.categories}
    assert codes >= {"threat", "agitation", "child_abuse", "secrecy", "offensive_data"}


@pytest.mark.parametrize("name", EVERY)
def test_no_category_judges_an_opinion(name):
    judging = ("kritik", "negativ", "osaklig", "konstruktiv", "irriterande", "politisk")
    for category in loading.load(name).removing.categories:
        assert not any(word in category.text.lower() for word in judging)


@pytest.mark.parametrize("name", EVERY)
def test_criticism_may_stay_is_published_everywhere(name):
    assert "Kritik får stå kvar" in loading.load(name).house_rules.criticism.text


# --- How the five differ ----------------------------------------------------------------------------------------------
DIFFERENCES = {
    "who signs": (
        lambda d: d.starting.approval.signers,
        {"atvidaberg": (Function.MANAGER, Function.SIGNER)} | dict.fromkeys(NAMES[1:], ()),
    ),
    "a plan is required": (
        lambda d: d.starting.plan.required,
        {"atvidaberg": True, "osby": True, "fargelanda": True, "valdemarsvik": False, "ljusnarsberg": False},
    ),
    "administrators by the guidelines": (
        lambda d: d.starting.administrators.minimum,
        {"atvidaberg": 2, "osby": None, "fargelanda": 1, "valdemarsvik": None, "ljusnarsberg": None},
    ),
    "a substitute": (
        lambda d: d.starting.substitute.required,
        {"atvidaberg": True, "osby": False, "fargelanda": True, "valdemarsvik": False, "ljusnarsberg": False},
    ),
    "target on Facebook": (
        lambda d: (answer := d.answering.platforms.get("facebook", d.answering.general)) and str(answer.within),
        {"atvidaberg": "1 working day", "osby": "None", "fargelanda": "None", "valdemarsvik": "None"}
        | {"ljusnarsberg": "1 working day"},
    ),
    "hard limit": (
        lambda d: str(d.answering.limit.within),
        {"atvidaberg": "5 days"} | dict.fromkeys(NAMES[1:], "None"),
    ),
    "capture": (
        lambda d: (str(d.capture.every), d.capture.modality.value),
        {"atvidaberg": ("6 months", "should"), "osby": ("6 months", "must"), "fargelanda": ("None", "must")}
        | {"valdemarsvik": ("6 months", "must"), "ljusnarsberg": ("None", "must")},
    ),
    "pruning earliest": (
        lambda d: str(d.pruning.earliest),
        {"atvidaberg": "3 months"} | dict.fromkeys(NAMES[1:], "None"),
    ),
    "house rules to remove by": (
        lambda d: sum(c.effective_kind is Kind.HOUSE_RULE for c in d.removing.categories),
        {"atvidaberg": 7, "osby": 6, "fargelanda": 0, "valdemarsvik": 0, "ljusnarsberg": 3},
    ),
    "custody": (
        lambda d: d.custody.form.value,
        {"atvidaberg": "deposit", "osby": "deposit", "fargelanda": "routine"}
        | {"valdemarsvik": "vault", "ljusnarsberg": "vault"},
    ),
    "secret posts": (
        lambda d: tuple(step.value for step in d.secrecy.steps),
        {
            "atvidaberg": ("remove", "register_if_applicable", "redirect"),
            "osby": ("remove", "register"),
            "fargelanda": ("remove", "register_if_applicable"),
            "valdemarsvik": ("remove", "register_if_applicable"),
            "ljusnarsberg": ("capture", "remove", "contact_sender", "register"),
        },
    ),
    "party links": (
        lambda d: d.party_links.offered,
        {"atvidaberg": "right", "osby": "may", "fargelanda": "no", "valdemarsvik": "no", "ljusnarsberg": "no"},
    ),
    "signing": (
        lambda d: d.posting.signed_as.value,
        {"atvidaberg": "municipality", "osby": "position", "fargelanda": "role"}
        | {"valdemarsvik": "logo_and_unit", "ljusnarsberg": "name_and_title"},
    ),
    "police report": (
        lambda d: d.police.report,
        {"ljusnarsberg": "required"} | dict.fromkeys(["atvidaberg", "fargelanda", "osby", "valdemarsvik"], "possible"),
    ),
    "revision": (
        lambda d: str(d.revision.every),
        {"fargelanda": "4 years"} | dict.fromkeys(["atvidaberg", "ljusnarsberg", "osby", "valdemarsvik"], "None"),
    ),
    "metrics": (
        lambda d: len(d.follow_up.metrics),
        {"atvidaberg": 1, "osby": 0, "fargelanda": 9, "valdemarsvik": 0, "ljusnarsberg": 0},
    ),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("topic", DIFFERENCES)
def test_the_five_differ_as_their_guidelines_do(topic, name):
    read, expected = DIFFERENCES[topic]
    assert read(loading.load(name)) == expected[name]


def test_what_is_not_constructive_is_not_shipped_and_the_profile_says_why():
    document = loading.load("ljusnarsberg")
    explained = {rule: entry for entry in document.not_shipped for rule in entry.rule}
    assert "opinionsfriheten" in explained["LJU-07"].reason
    assert "döljas tillfälligt" in explained["LJU-13"].instead
    assert document.crisis.hide_off_topic
    assert document.crisis.rule_text
    hidden = next(c for c in document.removing.categories if c.code == "off_topic_crisis")
    assert hidden.needs_second_look


def test_a_question_given_to_the_manager_has_no_clock_of_its_own():
    assert loading.load("ljusnarsberg").clock_for("facebook", "complex").target is None


def test_a_category_is_as_everywhere_unless_the_profile_says_otherwise():
    by_code = {c.code: c for c in loading.load("fargelanda").removing.categories}
    assert by_code["copyright"].effective_kind is Kind.CRIMINAL_OBVIOUS
    assert by_code["copyright"].public_reply is Reply.OFFER_LINK
    assert by_code["threat"].known is KNOWN["threat"]


# --- Bad input --------------------------------------------------------------------------------------------------------
def test_an_unknown_key_is_refused(data):
    data["answering"]["limit"]["withn"] = "5 days"
    assert faults(data) == [("answering.limit.withn", "Nyckeln finns inte.")]


def test_a_missing_part_is_refused(data):
    del data["capture"]
    assert faults(data) == [("capture", "Det här saknas.")]


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("answering.general.within", "6 months", "'months' är ingen enhet som passar här"),
        ("answering.general.within", "six hours", "Skriv ett tal och en enhet"),
        ("answering.general.within", 6, "Skriv ett tal och en enhet"),
        ("answering.limit.within", "5 hours", "ingen enhet som passar här. Enheter här: days, working days."),
        ("answering.limit.within", "0 days", "minst 1"),
        ("capture.every", "6 days", "Enheter här: months, years."),
        ("oversight.floor.every", "1 working day", "ingen enhet"),
        ("answering.warning.share", 60, "mellan 0 och 1"),
        ("answering.warning.share", "60 %", "Skriv ett tal"),
        ("starting.administrators.minimum", "två", "Skriv ett tal"),
        ("starting.administrators.minimum", 0, "minst 1"),
        ("starting.administrators.minimum", 21, "högst 20"),
        ("starting.substitute.required", "ja", "Skriv true eller false"),
        ("calendar.hours.opens", "8", "Skriv klockslaget som '08:00'"),
        ("calendar.hours.closes", "07:00", "Tiden slutar innan den börjar"),
        ("calendar.hours.weekdays", [6, 7], "ingen klocka"),
        ("oversight.busy.times_a_day", 20, "ryms inte på en dag"),
        ("capture.by", "någon", "Välj något av"),
        ("capture.modality", "maybe", "Välj något av"),
        ("about.title", "", "Skriv något här"),
        ("about.title", 7, "Skriv en text"),
        ("about.title", "x" * 161, "högst 160"),
        ("labels", [], "Skriv en tabell"),
        ("guides", "inga", "Skriv en lista"),
        ("capture.rule", "atv44", "Det måste ha formen"),
        ("capture.rule", "ATV-99", "Regeln ATV-99 finns inte"),
        ("party_links.disclaimer", "", "partilänk"),
        ("secrecy.steps", ["register"], "Inget av stegen tar bort"),
        ("crisis.hide_off_topic", True, "rule_text"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_key_and_a_reason(data, path, value, says):
    *parents, last = path.split(".")
    target = data
    for name in parents:
        target = target[name]
    target[last] = value
    found = faults(data)
    assert len(found) == 1
    key, reason = found[0]
    assert says in reason
    assert path.startswith(key) or key.startswith(path)


def test_a_value_without_a_source_or_a_reason_is_refused(data):
    data["capture"] = {"by": "capturer", "every": "6 months"}
    assert faults(data) == [
        ("capture", "Skriv var det står (rule, lines), eller varför det inte står någonstans (reason).")
    ]


def test_a_number_that_is_left_out_needs_its_reason(data):
    del data["capture"]["every"], data["capture"]["reason"]
    assert faults(data) == [("capture", "'every' saknas: skriv varför i 'reason'.")]


def test_a_rule_of_a_municipality_outside_the_ledger_may_be_cited(data):
    data["capture"]["rule"] = "LJS-12"
    assert loading.from_data(data, file="egen.toml").capture.rule == ("LJS-12",)


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([{"kind": "consult", "by": ["communications"], "lines": "1"}], "inget av dem godkänner"),
        ([{"kind": "sign", "by": [], "lines": "1"}], "ingen är angiven"),
        ([{"kind": "sign", "by": ["operator"], "lines": "1"}], "ingen plan har någon 'operator'"),
        (
            [
                {"kind": "sign", "by": ["manager"], "lines": "1"},
                {"kind": "consult", "by": ["communications"], "lines": "2"},
            ],
            "Samrådet kommer efter",
        ),
        (
            [
                {"kind": "inform", "by": ["communications"], "lines": "1"},
                {"kind": "sign", "by": ["manager"], "lines": "2"},
            ],
            "flytta den sist",
        ),
        ([{"kind": "sign", "by": ["manager", "manager"], "lines": "1"}], "Två steg begär samma sak"),
    ],
)
def test_steps_that_can_never_finish_are_refused(data, steps, says):
    data["starting"]["approval"]["steps"] = steps
    assert says in faults(data)[0][1]


def test_signatures_of_administrators_nobody_asks_for_are_refused(data):
    questions = data["starting"]["plan"]["questions"]
    data["starting"]["plan"]["questions"] = [q for q in questions if q["key"] != "administrators"]
    assert "frågar inte efter administratörerna" in faults(data)[0][1]


def test_an_unknown_question_is_refused_and_one_of_the_municipalitys_own_is_taken(data):
    questions = data["starting"]["plan"]["questions"]
    questions.append({"key": "extra_budget", "heading": "Vad får det kosta?", "reason": "Egen fråga."})
    assert loading.from_data(data, file="egen.toml").starting.plan.asks("extra_budget")
    questions.append({"key": "budget", "reason": "Egen fråga."})
    assert "Okänd fråga 'budget'" in faults(data)[0][1]
    questions[-1] = dict(questions[0])
    assert "'medium' står två gånger" in faults(data)[0][1]


def test_a_reason_that_judges_opinions_cannot_be_added(data):
    data["removing"]["categories"].append({"code": "not_constructive", "lines": "59", "text": "ej konstruktivt"})
    key, reason = faults(data)[0]
    assert key == f"removing.categories.{len(data['removing']['categories'])}"
    assert "neutral mot åsikter" in reason


def test_a_house_rule_without_its_published_text_is_refused(data):
    data["removing"]["categories"].append({"code": "spam", "reason": "Egen regel."})
    assert "Skriv i 'text'" in faults(data)[0][1]


def test_a_category_on_a_rule_that_is_not_carried_out_is_refused():
    data = loading.as_data(loading.load("ljusnarsberg"))
    data["removing"]["categories"][0]["rule"] = ["LJU-07"]
    assert faults(data) == [("removing.categories.1", "Den vilar på en regel som inte genomförs.")]


def test_crisis_hiding_and_its_category_must_agree():
    data = loading.as_data(loading.load("ljusnarsberg"))
    data["crisis"]["hide_off_topic"] = False
    assert faults(data)[0][0] == "crisis.hide_off_topic"


def test_a_clock_for_a_platform_that_is_not_allowed_is_refused():
    data = loading.as_data(loading.load("ljusnarsberg"))
    data["answering"]["platforms"]["x"] = {"within": "6 hours", "lines": "57"}
    assert faults(data) == [("answering.platforms.x", "Den finns inte bland accounts.platforms.")]


def test_two_diary_rules_for_the_same_thing_are_refused(data):
    data["diary"]["triggers"].append(dict(data["diary"]["triggers"][0]))
    assert "Två regler motsäger varandra" in faults(data)[0][1]


def test_an_exception_that_is_none_is_refused(data):
    data["starting"]["administrators"]["exceptions"][0]["minimum"] = 2
    assert "kräver inte färre" in faults(data)[0][1]


def test_a_deposit_that_nobody_keeps_is_refused(data):
    del data["custody"]["by"]
    assert "vem som förvarar" in faults(data)[0][1]


@pytest.mark.parametrize(
    ("spoil", "key", "says"),
    [
        ({"answering.limit.within": "1 day", "answering.general.within": "48 weekday hours"}, "answering.general",
         "Svarsmålet, 48 timmar på arbetsdagar, ligger efter den yttersta gränsen, 1 dag."),
        ({"answering.limit.within": "1 working day", "answering.platforms.facebook.within": "2 working days"},
         "answering.platforms.facebook", "ligger efter den yttersta gränsen"),
        ({"answering.limit.within": "1 day", "answering.platforms.x.within": "12 hours"}, "answering.platforms.x",
         "12 bevakade timmar"),
        ({"revision.remind_before": "4 years"}, "revision.remind_before", "före själva beslutet"),
        ({"pruning.allowed": False}, "pruning.earliest", "Inget får gallras"),
        ({"channel_list.published": False}, "channel_list.entry_from_website", "inte publiceras"),
        ({"secrecy.steps": ["remove", "register"], "diary.triggers": []}, "secrecy.steps", "diary.triggers"),
        ({"controller.liability.1.platforms": ["x", "blog"]}, "controller.liability.2", "motsäger varandra om 'blog'"),
        ({"starting.plan.questions.6.asked": "optional"}, "starting.plan.goals_measurable", "'goals'"),
        ({"starting.plan.questions.8.asked": "optional"}, "starting.operators.slots", "'operators'"),
        ({"starting.plan.questions.9.asked": "optional"}, "starting.plan.hours_of_watching", "'monitoring'"),
        ({"capture.formats": []}, "capture.formats", "Skriv något här"),
    ],
)  # fmt: skip
def test_two_rules_that_contradict_each_other_are_refused(data, spoil, key, says):
    for path, value in spoil.items():
        *parents, last = path.split(".")
        target = data
        for name in parents:
            target = target[int(name)] if name.isdigit() else target[name]
        target[last] = value
    found = faults(data)
    assert [one for one, _reason in found] == [key]
    assert says in found[0][1]


def test_what_the_law_wants_removed_can_not_be_left_out(data):
    kept = [category for category in data["removing"]["categories"] if category["code"] not in ("threat", "secrecy")]
    data["removing"]["categories"] = kept
    assert faults(data) == [
        ("removing.categories", "Det som lagen vill ha bort måste också finnas med: threat, secrecy.")
    ]


def test_contradictions_are_told_all_at_once(data):
    data["revision"]["remind_before"] = "5 years"
    data["pruning"]["allowed"] = False
    assert {key for key, _reason in faults(data)} == {"revision.remind_before", "pruning.earliest"}


def test_a_target_as_long_as_the_limit_is_no_contradiction(data):
    data["answering"]["platforms"]["facebook"]["within"] = "5 working days"
    assert loading.from_data(data, file="egen.toml")


def test_every_fault_is_named_at_once(data):
    del data["capture"]
    data["pruning"]["extra"] = 1
    assert {key for key, _reason in faults(data)} == {"capture", "pruning.extra"}


def test_text_that_is_not_toml_is_refused():
    with pytest.raises(loading.ProfileError, match=r"egen\.toml: Det här är inte TOML"):
        loading.parse("[about", file="egen.toml")


def test_a_bare_time_of_day_is_refused_with_how_to_write_it():
    with pytest.raises(loading.ProfileError, match="'08:00'"):
        loading.parse("opens = 08:00:00", file="egen.toml")
