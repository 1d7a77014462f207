"""The plan on paper: PDF/A with every answer, the consultation and the signatures."""

from datetime import datetime

from activityplans.models import Plan
from activityplans.page import question_rows
from activityplans.selectors import is_signed, signers
from socialgov import pdf


def as_pdf(plan: Plan, *, now: datetime) -> bytes:
    """The plan as it reads, PDF/A-2u."""
    revision = plan.latest_revision
    return pdf.render(
        "activityplans/pdf/plan.html",
        {
            "plan": plan,
            "rows": question_rows(plan, form=None, left={}),
            "signers": signers(plan, now=now),
            "by_signing": is_signed(),
            "revision": revision,
        },
        title=plan.title,
        subject="Aktivitetsplan för sociala medier",
        now=now,
    )
