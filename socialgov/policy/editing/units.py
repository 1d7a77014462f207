"""The settings as a person meets them: one page of the draft each, under the headings of the guidelines. Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socialgov.policy import sentences
from socialgov.policy.guidelines import Guidelines


@dataclass(frozen=True)
class Unit:
    """One setting with all that belongs to it. `path` is where it stands in the schema."""

    path: str
    title: str | Promise


@dataclass(frozen=True)
class Heading:
    """Settings under one heading; `key` is that of the same heading in the guidelines."""

    key: str
    title: str | Promise
    units: tuple[Unit, ...]


HEADINGS: tuple[Heading, ...] = (
    Heading(
        "document",
        _("The document and its words"),
        (
            Unit("about", _("The document")),
            Unit("labels", _("What you call each function")),
            Unit("label_lines", _("Where those words stand")),
            Unit("words", _("What you call things")),
        ),
    ),
    Heading(
        "scope",
        _("What the guidelines cover"),
        (
            Unit("scope", _("What they cover")),
            Unit("accounts", _("Which accounts there may be")),
            Unit("profile", _("The profile of an account")),
            Unit("controller", _("Controller")),
        ),
    ),
    Heading(
        "starting",
        _("Starting an account"),
        (
            Unit("starting.approval", _("Steps before the start")),
            Unit("starting.plan", _("The plan and its questions")),
            Unit("starting.administrators", _("Account administrators")),
            Unit("starting.operators", _("Daily work")),
            Unit("starting.substitute", _("Substitute")),
            Unit("starting.appointment", _("Who decides who writes")),
        ),
    ),
    Heading(
        "answering",
        _("Answering"),
        (
            Unit("answering.platforms", _("Response target for each platform")),
            Unit("answering.kinds", _("Harder questions")),
            Unit("answering.general", _("Response target for all others")),
            Unit("answering.limit", _("Hard limit")),
            Unit("answering.warning", _("Warning before the target")),
            Unit("answering.forward", _("What you cannot answer")),
            Unit("answering.individual_cases", _("Individual cases")),
            Unit("answering.grace", _("When the guidelines change")),
        ),
    ),
    Heading(
        "oversight",
        _("Keeping watch"),
        (Unit("oversight.floor", _("Every account")), Unit("oversight.busy", _("Busy pages"))),
    ),
    Heading(
        "calendar",
        _("Days and hours that count"),
        (Unit("calendar.hours", _("Hours")), Unit("calendar.working_days", _("Working days"))),
    ),
    Heading(
        "removing",
        _("Removing"),
        (
            Unit("removing", _("What may be removed")),
            Unit("answering.second_look", _("Second look")),
            Unit("secrecy", _("Information under secrecy")),
            Unit("house_rules", _("Texts of the rules for comments")),
        ),
    ),
    Heading(
        "records",
        _("Records"),
        (
            Unit("diary", _("What goes to the registrar")),
            Unit("capture", _("Half-yearly capture")),
            Unit("pruning", _("Disposal")),
        ),
    ),
    Heading(
        "list",
        _("List and logins"),
        (
            Unit("channel_list", _("List of channels")),
            Unit("party_links", _("Links to parties")),
            Unit("custody", _("Logins")),
            Unit("posting", _("How a post is signed")),
        ),
    ),
    Heading("crisis", _("Crisis and police"), (Unit("police", _("Police")), Unit("crisis", _("Crisis")))),
    Heading(
        "follow_up",
        _("Follow-up"),
        (Unit("revision", _("When the guidelines are looked over")), Unit("follow_up", _("Figures and questions"))),
    ),
    Heading("guides", _("How we do it"), (Unit("guides", _("Texts of How we do it")),)),
)
UNITS: dict[str, Unit] = {unit.path: unit for heading in HEADINGS for unit in heading.units}


def unit_of(path: str) -> str:
    """The setting that `path` belongs to: 'answering.platforms' for 'answering.platforms.x.within'; '' for none."""
    while path and path not in UNITS:
        path = path.rpartition(".")[0]
    return path


def sentences_of(document: Guidelines) -> dict[str, list[sentences.Sentence]]:
    """What the guidelines say of each setting."""
    found: dict[str, list[sentences.Sentence]] = {}
    for section in sentences.sections(document):
        for sentence in section.sentences:
            found.setdefault(unit_of(sentence.path), []).append(sentence)
    return found
