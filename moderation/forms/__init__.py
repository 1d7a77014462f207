"""What people fill in: staff beside a comment, and a colleague by the link in a mail."""

from .blocks import BlockForm, BlockLookForm
from .colleague import ColleagueAnswerForm
from .measures import (
    AlarmForm,
    CaseForm,
    ForwardForm,
    LookForm,
    NoAnswerForm,
    RegistrarForm,
    ReplyForm,
    TakeAwayForm,
    TogetherForm,
)
from .police import ReportedForm
from .routes import RouteForm

__all__ = [
    "AlarmForm", "BlockForm", "BlockLookForm", "CaseForm", "ColleagueAnswerForm", "ForwardForm", "LookForm",
    "NoAnswerForm", "RegistrarForm", "ReplyForm", "ReportedForm", "RouteForm", "TakeAwayForm", "TogetherForm",
]  # fmt: skip
