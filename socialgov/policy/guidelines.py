"""A municipality's guidelines as data: one strict schema. The parts are in `policy.schema`."""

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from socialgov.policy.agreement import contradictions
from socialgov.policy.clocks import Clock
from socialgov.policy.schema.answering import Answering, CalendarSettings, Oversight
from socialgov.policy.schema.base import Function, Lines, Modality, Part, Provision, Short
from socialgov.policy.schema.identity import About, Accounts, Controller, Profile, Scope, Words
from socialgov.policy.schema.plans import Starting
from socialgov.policy.schema.records import (
    Capture,
    ChannelList,
    Custody,
    DiaryRules,
    FollowUp,
    Guide,
    PartyLinks,
    Posting,
    Pruning,
    Revision,
)
from socialgov.policy.schema.removal import Crisis, HouseRules, NotShipped, Police, Removing, SecrecyRoutine


class Guidelines(Part):
    """Everything that a municipality's guidelines settle, each value with where it stands."""

    schema_version: Annotated[int, Field(ge=1, le=1)]
    about: About
    labels: dict[Function, Short] = {}
    label_lines: dict[Function, Lines] = {}
    words: Words = Words()
    scope: Scope
    accounts: Accounts
    profile: Profile
    controller: Controller
    starting: Starting
    answering: Answering
    oversight: Oversight
    calendar: CalendarSettings
    removing: Removing
    house_rules: HouseRules
    secrecy: SecrecyRoutine
    police: Police
    crisis: Crisis
    diary: DiaryRules
    capture: Capture
    pruning: Pruning
    custody: Custody
    channel_list: ChannelList
    party_links: PartyLinks
    posting: Posting
    revision: Revision
    follow_up: FollowUp
    guides: tuple[Guide, ...] = ()
    not_shipped: tuple[NotShipped, ...] = ()

    @model_validator(mode="after")
    def _lines_of_words_there_are(self):
        for function in self.label_lines:
            if function not in self.labels:
                raise _fault(f"label_lines.{function}", _("There is no word in 'labels' that stands there."))
        return self

    @model_validator(mode="after")
    def _rules_agree(self):
        if found := list(contradictions(self)):
            (key, reason), *_others = found
            raise PydanticCustomError("at", "{reason}", {"key": key, "reason": reason, "every": found})
        return self

    def provisions(self) -> list[tuple[str, Provision]]:
        """Every provision with its path, such as ('answering.platforms.x', …), in the order of the schema."""
        return _provisions("", self)

    def rules(self) -> frozenset[str]:
        """The ids of every rule that the profile carries out or explains away."""
        return frozenset(rule for _path, provision in self.provisions() for rule in provision.rule)

    def clock_for(self, platform: str, kind: str = "comment") -> Clock:
        """The clock of one item: of its kind where it has one, else the platform's, else the general one."""
        answering = self.answering
        within = answering.kinds.get(kind) or answering.platforms.get(platform) or answering.general
        return Clock(
            target=within.counted,
            target_rule=within.rule,
            target_lines=within.lines,
            target_modality=within.modality if within.within else Modality.MAY,
            target_is_assumed=within.within is None and within.assumed is not None,
            limit=answering.limit.within,
            limit_rule=answering.limit.rule,
            limit_lines=answering.limit.lines,
            warning_share=answering.warning.share,
        )


def _fault(key: str, reason: str) -> PydanticCustomError:
    return PydanticCustomError("at", "{reason}", {"key": key, "reason": reason})


def _provisions(path: str, value: object) -> list[tuple[str, Provision]]:
    found: list[tuple[str, Provision]] = []
    if isinstance(value, Part):
        if isinstance(value, Provision):
            found.append((path, value))
        parts = [(name, getattr(value, name)) for name in type(value).model_fields]
    elif isinstance(value, dict):
        parts = [(str(key), item) for key, item in value.items()]
    elif isinstance(value, tuple):
        parts = [(str(n + 1), item) for n, item in enumerate(value)]
    else:
        return found
    for name, item in parts:
        found += _provisions(f"{path}.{name}" if path else name, item)
    return found
