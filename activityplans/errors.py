"""What can go wrong with a plan, each with a sentence that says what to do."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class PlanError(Exception):
    """Base: the message is a sentence for the person; `field` names the question it belongs to."""

    sentence: "StrOrPromise" = ""

    def __init__(self, sentence: "StrOrPromise | None" = None, *, field: str | None = None):
        self.field = field
        super().__init__(sentence or self.sentence)


class Unanswered(PlanError):
    """Questions that the guidelines want answered before the plan is sent; `missing` maps each to what to do."""

    def __init__(self, missing: dict[str, str]):
        self.missing = missing
        super().__init__(_("Some answers are needed before the plan can be sent."))


class NotASigner(PlanError):
    sentence = _("Your signature is not asked for on this plan.")


class ContentChanged(PlanError):
    sentence = _("The plan has changed since you read it. Read it again, then sign.")
