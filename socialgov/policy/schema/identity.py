"""Whose guidelines these are, the municipality's own words, and what they cover."""

from datetime import date
from typing import Annotated

from pydantic import Field

from socialgov.policy.schema.base import Code, Function, Part, Provision, Short, Text


class About(Part):
    """The document that the profile was written from."""

    municipality: Short
    title: Short
    kind: Annotated[str, Field(pattern="^(guidelines|policy|strategy)$")] = "guidelines"
    decided_by: Short | None = None
    decided_on: date | None = None
    revised_on: date | None = None
    diary_number: str = ""
    is_draft: bool = False
    applies_to: str = ""
    note: str = ""


class Words(Part):
    """The municipality's own words for things. Roles have theirs in `labels`."""

    house_rules: Short = "kommentarsregler"
    capture: Short = "halvårsbild"
    list: Short = "förteckning"
    records_schedule: Short = "dokumenthanteringsplan"
    plan: Short = "aktivitetsplan"


class Scope(Provision):
    """What counts as social media and whom the guidelines bind."""

    covers: Text
    counts_as_social_media: tuple[Short, ...] = ()


class Accounts(Provision):
    """Which accounts there may be. Without `platforms` any; `most_per_platform` None means no bound."""

    platforms: tuple[Code, ...] = ()
    most_per_platform: Annotated[int, Field(ge=1)] | None = None
    politicians_may_be_responsible: bool = True


class Profile(Provision):
    """What an account's profile must show, and whose e-mail address it is tied to."""

    name_and_logo: bool = False
    says_municipality_is_sender: bool = False
    own_email_domain: bool = False
    graphic_profile: bool = False
    deviation_approved_by: Function | None = None


class Liability(Provision):
    """Whether the municipality can decide over visitors' comments there, and so answers for personal data in them."""

    platforms: tuple[Code, ...]
    visitors_posts: bool


class Controller(Provision):
    """The controller (personuppgiftsansvarig), with the answer to give per platform."""

    may_be_unstated = ("who",)

    who: Text | None = None
    liability: tuple[Liability, ...] = ()
    others: str = ""
