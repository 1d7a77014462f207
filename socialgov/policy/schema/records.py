"""Records: the diary, captures, pruning, custody of logins, the published list, revision and metrics."""

from enum import StrEnum
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field, model_validator

from socialgov.policy.schema.base import Code, Function, Part, Provision, Short, Text
from socialgov.policy.spans import Interval


class Trigger(StrEnum):
    """What brings an item to the registrar."""

    DIRECT_MESSAGE = "direct_message"
    CASE_BASIS = "case_basis"
    ONGOING_CASE = "ongoing_case"
    STARTS_CASE = "starts_case"
    COMPLAINT_OR_VIEW = "complaint_or_view"
    SECRECY = "secrecy"


class DiaryAction(StrEnum):
    """Register it; it may be registered; or move the question into its case and do not answer here."""

    REGISTER = "register"
    MAY_REGISTER = "may_register"
    MOVE_TO_CASE = "move_to_case"


class DiaryTrigger(Provision):
    """One trigger, and what it leads to. `unless_minor`: not when of minor or temporary importance."""

    trigger: Trigger
    action: DiaryAction = DiaryAction.REGISTER
    unless_minor: bool = False


class DiaryRules(Provision):
    """What is registered, and that the rest is kept in order instead."""

    triggers: tuple[DiaryTrigger, ...] = ()
    public_comments_kept_in_order: bool = True

    @model_validator(mode="after")
    def _each_once(self):
        found = [t.trigger for t in self.triggers]
        if twice := next((t for t in found if found.count(t) > 1), None):
            raise ValueError(_("Two rules contradict each other: '{0}' stands twice.").format(twice))
        return self


class Capture(Provision):
    """The picture of a whole channel (ögonblicksbild, skärmdump) that documents the medium."""

    may_be_unstated = ("every",)

    every: Interval | None = None
    assumed: Interval | None = None
    on_major_change: bool = False
    by: Function
    formats: Annotated[tuple[Annotated[str, Field(pattern="^(png|pdf|print)$")], ...], Field(min_length=1)] = (
        "png",
        "pdf",
    )

    @property
    def counted(self) -> Interval | None:
        """The guidelines' own interval, or the one assumed until they have one."""
        return self.every or self.assumed


class Pruning(Provision):
    """When items of minor importance may be disposed of (gallras). Always also: not current any more."""

    may_be_unstated = ("earliest",)

    allowed: bool = True
    earliest: Interval | None = None
    conditions: tuple[Code, ...] = ()
    keep_copy_of_removed: bool = True


class CustodyForm(StrEnum):
    """How logins are kept: encrypted here, as a reference to a vault, or only that a routine exists."""

    DEPOSIT = "deposit"
    VAULT = "vault"
    ROUTINE = "routine"


class Custody(Provision):
    """Custody of logins (inloggningar i förvar)."""

    form: CustodyForm
    by: Function | None = None
    plans_too: bool = False

    @model_validator(mode="after")
    def _someone_keeps(self):
        if self.form is CustodyForm.DEPOSIT and self.by is None:
            raise ValueError(_("Logins are deposited, but 'by' does not say who keeps them."))
        return self


class ChannelList(Provision):
    """The list of channels (förteckning)."""

    published: bool
    kept_by: Function = Function.LIST_KEEPER
    versions_archived: bool = False
    entry_from_website: bool = False


class PartyLinks(Provision):
    """Links to the council parties' own channels. The same for every party."""

    offered: Annotated[str, Field(pattern="^(right|may|no)$")]
    disclaimer: str = ""

    @model_validator(mode="after")
    def _explained(self):
        if self.offered == "right" and not self.disclaimer:
            raise ValueError(_("A party link needs its 'disclaimer'."))
        return self


class SignedAs(StrEnum):
    """How an official post or answer is signed."""

    POSITION = "position"
    MUNICIPALITY = "municipality"
    ROLE = "role"
    LOGO_AND_UNIT = "logo_and_unit"
    NAME_AND_TITLE = "name_and_title"


class Posting(Provision):
    """The signature of posts and answers."""

    signed_as: SignedAs
    example: str = ""


class Revision(Provision):
    """When the guidelines are looked over again."""

    may_be_unstated = ("every",)

    every: Interval | None = None
    assumed: Interval | None = None
    remind_before: Interval

    @property
    def counted(self) -> Interval | None:
        """The guidelines' own interval, or the one assumed until they have one."""
        return self.every or self.assumed


class Metric(Part):
    """Something that can be counted."""

    code: Code
    label: Short


class FollowUp(Provision):
    """Figures and questions for the follow-up."""

    metrics: tuple[Metric, ...] = ()
    questions: tuple[Short, ...] = ()


class Guide(Provision):
    """A text for the staff guidance (Så gör vi), with the moments at which it is shown."""

    topic: Code
    moments: tuple[Annotated[str, Field(pattern="^(plan|profile|post|reply|remove|upload|crisis|read)$")], ...] = (
        "read",
    )
    text: Text
