"""The way to an account: steps, signatures, the plan's questions, and how many people are needed."""

from enum import StrEnum
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field, model_validator

from socialgov.policy.schema.base import Code, Function, Part, Provision, Short
from socialgov.policy.spans import Interval


class StepKind(StrEnum):
    """What happens in a step. Approving is one press; signing asks for the password again and binds to the text."""

    CONSULT = "consult"
    APPROVE = "approve"
    SIGN = "sign"
    INFORM = "inform"


class Step(Provision):
    """One step, by everyone in `by` (each of the administrators, when it is they who sign for the account)."""

    kind: StepKind
    by: tuple[Function, ...]

    @model_validator(mode="after")
    def _can_be_done(self):
        possible = {Function.COMMUNICATIONS, Function.MANAGER, Function.SIGNER, Function.ADMINISTRATOR}
        possible |= {Function.CUSTODIAN} if self.kind is StepKind.INFORM else set()
        if not self.by:
            raise ValueError(_("The step can never finish: nobody is named in 'by'."))
        if wrong := [f for f in self.by if f not in possible]:
            raise ValueError(_("The step can never finish: no plan has a '{0}'.").format(wrong[0]))
        return self

    @property
    def decides(self) -> bool:
        """Whether the step is one without which the plan does not come into force."""
        return self.kind in (StepKind.APPROVE, StepKind.SIGN)


class Approval(Provision):
    """The steps from draft to in force, in order."""

    steps: tuple[Step, ...]

    @model_validator(mode="after")
    def _can_finish(self):
        decided = [n for n, step in enumerate(self.steps) if step.decides]
        if not decided:
            raise ValueError(_("The steps can never finish: none of them approves or signs."))
        for n, step in enumerate(self.steps):
            if step.kind is StepKind.CONSULT and n > decided[0]:
                raise ValueError(
                    _("Consultation comes after the decision: move it before the first step that decides.")
                )
            if step.kind is StepKind.INFORM and n < decided[-1]:
                raise ValueError(_("Informing comes before the decision: move it last."))
        pairs = [(step.kind, who) for step in self.steps for who in step.by]
        if twice := next((p for p in pairs if pairs.count(p) > 1), None):
            raise ValueError(_("Two steps ask '{0}' for the same thing.").format(twice[1]))
        return self

    @property
    def signers(self) -> tuple[Function, ...]:
        """Who signs, in order."""
        return tuple(who for step in self.steps if step.kind is StepKind.SIGN for who in step.by)


class Asked(StrEnum):
    """Whether the plan needs an answer before it goes on, may have one, or gets it from what the system knows."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    RECORDED = "recorded"


QUESTIONS = frozenset(
    {
        *("medium", "address", "account_name", "unit", "description", "purpose", "audience", "goals"),
        *("administrators", "operators", "substitutes", "monitoring", "weekly_hours", "duties", "secrecy_measures"),
        *("consulted", "guidelines_followed", "drafted_by", "message", "channel_choice", "how_channel_works"),
        *("evaluation", "website_enough", "website_link", "strengthens", "if_not", "readiness"),
        *("opportunities_and_risks", "other"),
    }
)


class Question(Provision):
    """One question of the plan. `heading` and `help` are the municipality's own words for it, where it has any."""

    key: Code
    asked: Asked = Asked.REQUIRED
    heading: str = ""
    help: str = ""

    @model_validator(mode="after")
    def _known(self):
        if self.key not in QUESTIONS and not (self.key.startswith("extra_") and self.heading):
            raise ValueError(
                _("Unknown question '{0}'. Your own begin with extra_ and have a heading.").format(self.key)
            )
        return self


class Plan(Provision):
    """The activity plan (aktivitetsplan): whether there must be one, and what it asks.

    `goals_measurable`: the goals hold a figure; `hours_of_watching`: the answer about watching holds days and times.
    """

    may_be_unstated = ("follow_up_every",)

    required: bool = True
    one_per_medium: bool = False
    goals_measurable: bool = False
    hours_of_watching: bool = False
    follow_up_every: Interval | None = None
    assumed_follow_up: Interval | None = None
    purposes: tuple[Short, ...] = ()
    questions: tuple[Question, ...]

    @model_validator(mode="after")
    def _asked_once(self):
        keys = [q.key for q in self.questions]
        if twice := next((k for k in keys if keys.count(k) > 1), None):
            raise ValueError(_("The question '{0}' stands twice.").format(twice))
        return self

    def asks(self, key: str) -> Question | None:
        """The question with this key, if the plan has it."""
        return next((q for q in self.questions if q.key == key), None)


class FewerAdministrators(Provision):
    """A kind of account that may have fewer administrators."""

    code: Code
    label: Short
    minimum: Annotated[int, Field(ge=1)] = 1


class Administrators(Provision):
    """How many administrators an account needs, and what must be known of them."""

    may_be_unstated = ("minimum",)

    minimum: Annotated[int, Field(ge=1, le=20)] | None = None
    assumed_minimum: Annotated[int, Field(ge=1, le=20)] | None = None
    contact: tuple[Annotated[str, Field(pattern="^(phone|email)$")], ...] = ()
    exceptions: tuple[FewerAdministrators, ...] = ()

    @model_validator(mode="after")
    def _exceptions_are_fewer(self):
        for exception in self.exceptions:
            if self.needed is None or exception.minimum >= self.needed:
                raise ValueError(_("The exception '{0}' does not ask for fewer than the rule.").format(exception.code))
        return self

    @property
    def needed(self) -> int | None:
        """How many there must be: the guidelines' number, or the one assumed until they have one."""
        return self.minimum or self.assumed_minimum


class Operators(Provision):
    """Named daily operators (daglig drift)."""

    slots: Annotated[int, Field(ge=0, le=10)]
    optional_slots: Annotated[int, Field(ge=0, le=10)] = 0


class Substitute(Provision):
    """Whether someone must be named to stand in."""

    required: bool


class Appointment(Provision):
    """Who decides that a person may write for the municipality."""

    by: Function
    states_purpose: bool = False


class Starting(Part):
    """Everything before and around an account's start."""

    approval: Approval
    plan: Plan
    administrators: Administrators
    operators: Operators
    substitute: Substitute
    appointment: Appointment

    @model_validator(mode="after")
    def _signers_are_asked_for(self):
        for who in (Function.SIGNER, Function.ADMINISTRATOR):
            question = self.plan.asks("administrators")
            if any(who in step.by for step in self.approval.steps) and (
                question is None or question.asked is not Asked.REQUIRED
            ):
                raise ValueError(
                    _("The steps can never finish: the plan does not ask for the administrators who act in them.")
                )
        return self
