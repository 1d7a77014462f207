"""What may be removed and what then happens: categories, house rules, secrecy, police, crisis."""

from enum import StrEnum
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field, model_validator

from socialgov.policy.categories import KNOWN, Category, Kind, Reply
from socialgov.policy.schema.base import Code, Function, Part, Provision, Text


class RemovalCategory(Provision):
    """A category that may be chosen, and where it stands. What is left out is as in `policy.categories`."""

    code: Code
    kind: Kind | None = None
    law: str = ""
    second_look: bool | None = None
    reply: Reply | None = None
    text: str = ""

    @model_validator(mode="after")
    def _exists_and_is_published(self):
        if self.code not in KNOWN:
            known = ", ".join(sorted(KNOWN))
            raise ValueError(
                _("'{0}' is no category. A new one must be neutral to opinions. There are: {1}.").format(
                    self.code, known
                )
            )
        if self.effective_kind is Kind.HOUSE_RULE and not self.text:
            raise ValueError(
                _("'{0}' is removed by the house rules, so write in 'text' what they say of it.").format(self.code)
            )
        return self

    @property
    def known(self) -> Category:
        """What holds for the category everywhere."""
        return KNOWN[self.code]

    @property
    def effective_kind(self) -> Kind:
        """The profile's kind, or the one that holds everywhere."""
        return self.kind or KNOWN[self.code].kind

    @property
    def needs_second_look(self) -> bool:
        """Whether someone else looks at it afterwards (eftergranskning)."""
        return KNOWN[self.code].second_look if self.second_look is None else self.second_look

    @property
    def public_reply(self) -> Reply:
        """What may be written publicly to the author."""
        return self.reply or KNOWN[self.code].reply


class Removing(Provision):
    """How quickly, and by which categories. `modality` says whether removing binds."""

    at_once: bool = True
    categories: tuple[RemovalCategory, ...]

    @model_validator(mode="after")
    def _each_once(self):
        codes = [c.code for c in self.categories]
        if twice := next((c for c in codes if codes.count(c) > 1), None):
            raise ValueError(_("The category '{0}' stands twice.").format(twice))
        return self


class PublishedText(Provision):
    """A text that the public reads on the channel's page of rules."""

    text: Text


class HouseRules(Part):
    """The rules as the public reads them. What is not allowed comes from the categories' texts."""

    purpose: PublishedText | None = None
    use_of_comments: PublishedText | None = None
    consequences: PublishedText | None = None
    how_to_report: PublishedText | None = None
    holder: PublishedText | None = None
    becomes_public: PublishedText | None = None
    secrecy: PublishedText | None = None
    criticism: PublishedText | None = None


class SecrecyStep(StrEnum):
    """What is done with an outsider's post that holds secrets."""

    CAPTURE = "capture"
    REMOVE = "remove"
    REGISTER = "register"
    REGISTER_IF_APPLICABLE = "register_if_applicable"
    REDIRECT = "redirect"
    CONTACT = "contact_sender"


class SecrecyRoutine(Provision):
    """The steps, in order. One of them removes."""

    steps: tuple[SecrecyStep, ...]

    @model_validator(mode="after")
    def _removes(self):
        if SecrecyStep.REMOVE not in self.steps:
            raise ValueError(_("None of the steps removes the post."))
        return self


class Police(Provision):
    """Whether crime is reported to the police, and by whom."""

    report: Annotated[str, Field(pattern="^(required|possible)$")]
    by: Function | None = None
    save_first: bool = True


class Crisis(Provision):
    """Crisis mode (krisläge). Off-topic comments may only be hidden, until it ends, under a published neutral rule."""

    priorities: tuple[Code, ...] = ()
    hide_off_topic: bool = False
    rule_text: str = ""
    ends_after_hours: Annotated[int, Field(ge=1, le=168)] = 24

    @model_validator(mode="after")
    def _hiding_is_published(self):
        if self.hide_off_topic and not self.rule_text:
            raise ValueError(_("Hiding off-topic comments in a crisis needs the published rule, in 'rule_text'."))
        return self


class NotShipped(Provision):
    """A rule that is not carried out as written, why, and what happens instead."""

    instead: Text

    @model_validator(mode="after")
    def _explained(self):
        if not (self.rule and self.quote and self.reason):
            raise ValueError(_("Name the rule, quote it and give the reason."))
        return self
