"""What every part of the guidelines has: where it stands, how strongly it binds, and why a value is missing."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

RuleId = Annotated[str, Field(pattern=r"^[A-ZÅÄÖ]{3}-\d{2,3}$")]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Short = Annotated[str, Field(min_length=1, max_length=160)]
Lines = Annotated[str, Field(pattern=r"^[\w§ ,.:;–()-]{0,80}$")]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Modality(StrEnum):
    """How strongly a rule binds: *ska* binds; *bör* and *ska försöka* aim; *kan* and *får* permit."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Function(StrEnum):
    """Who does it. The screen shows the municipality's own word, from the profile's labels."""

    COMMUNICATIONS = "communications"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    SIGNER = "signer"
    OPERATOR = "operator"
    SUBSTITUTE = "substitute"
    CAPTURER = "capturer"
    CUSTODIAN = "custodian"
    LIST_KEEPER = "list_keeper"
    REGISTRAR = "registrar"
    ARCHIVIST = "archivist"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    CRISIS_DUTY = "crisis_duty"


def _one_or_many(value: Any) -> Any:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


class Part(BaseModel):
    """Strict: an unknown key, or a value of another type, is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Provision(Part):
    """One thing that the guidelines settle.

    `rule` (ids of the ledger) and `lines` say where it stands; what stands nowhere has a `reason` instead, and so has a
    value that the guidelines leave open. `quote` is the municipality's own words.
    """

    may_be_unstated: ClassVar[tuple[str, ...]] = ()

    rule: Annotated[tuple[RuleId, ...], BeforeValidator(_one_or_many)] = ()
    lines: Lines = ""
    modality: Modality = Modality.MUST
    quote: str = ""
    reason: str = ""

    @model_validator(mode="after")
    def _stands_somewhere(self):
        if not (self.rule or self.lines or self.reason):
            raise ValueError(_("Say where it stands (rule, lines), or give the reason why it stands nowhere."))
        missing = [name for name in self.may_be_unstated if getattr(self, name) is None]
        if missing and not self.reason:
            raise ValueError(_("'{0}' is left out: give the reason.").format(missing[0]))
        return self

    @property
    def is_own(self) -> bool:
        """Whether this is our reading or suggestion and stands nowhere in the guidelines."""
        return not (self.rule or self.lines)
