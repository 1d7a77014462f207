"""What the plan's page shows, and the rows that plans put on the first page and on an account's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Account
from accounts.panels import Panel
from activityplans import plan_words, selectors
from activityplans.models import FollowUp, Note, Plan
from activityplans.questions import PEOPLE
from activityplans.wording import AskedQuestion
from socialgov.look import deadlines, times
from socialgov.look.deadlines import Look, Phrase
from socialgov.look.todo import Group, Mark, Todo
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Person
from socialgov.policy import selectors as policy
from socialgov.policy.citing import cite
from socialgov.policy.guidance import Advice

TITLES = (
    ("draft", gettext_lazy("Draft")),
    ("consultation", gettext_lazy("Consultation")),
    ("signing", gettext_lazy("Signatures")),
    ("in_force", gettext_lazy("In force")),
    ("follow_up", gettext_lazy("Follow-up")),
)


# At which question a topic of Så gör vi is shown; others stand at the purpose, and what has no place at the first.
GUIDE_AT = {
    "in_service": "operators",
    "politicians": "administrators",
    "sender": "account_name",
    "images_and_secrecy": "secrecy_measures",
    "complement": "purpose",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One question on the page: its words, fields or answer, notes at it, what is missing, what the guidelines ask."""

    question: AskedQuestion
    fields: list[forms.BoundField]
    answer: object
    notes: list[Note]
    todo: str
    guides: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of the step line."""

    title: str
    note: str
    state: str


def plan_page(
    plan: Plan,
    *,
    form: forms.Form | None,
    consult_form: forms.Form,
    actor: Actor,
    now: datetime,
    left: Mapping[str, str] | None,
) -> dict:
    """Everything the page of one plan shows. `left` is what stood in the way when someone tried to send it."""
    revision = plan.latest_revision
    people = selectors.signers(plan, now=now)
    mine = next((signer for signer in people if signer.person.pk == actor.person_id), None)
    waiting = selectors.waiting_signers(plan, now=now)
    visible = Plan.objects.filter(pk=plan.pk)
    rows = question_rows(plan, form=form, left=left or {})
    return {
        "plan": plan,
        "form": form,
        "rows": [row for row in rows if not row.question.think_first],
        "think_first": [row for row in rows if row.question.think_first],
        "revision": revision,
        "line": step_line(plan, waiting=waiting, now=now),
        "signers": people,
        "may_sign": plan.state == Plan.State.SIGNING and mine is not None and mine.signature is None,
        "mine": mine,
        "by_signing": selectors.is_signed(),
        "next_state": plan_words.sent_to(),
        "may_consult": visible.consultable_by(actor, now=now).exists(),
        "may_go_on": plan.state == Plan.State.CONSULTATION
        and selectors.may_skip_consultation()
        and visible.withdrawable_by(actor, now=now).exists(),
        "may_return": visible.returnable_by(actor, now=now).exists()
        or (plan.state == Plan.State.SIGNING and mine is not None),
        "may_withdraw": plan.state in selectors.UNDER_WAY and visible.withdrawable_by(actor, now=now).exists(),
        "may_follow_up": visible.follow_up_by(actor, now=now).exists() and _waiting_follow_up(plan) is not None,
        "follow_up": _waiting_follow_up(plan),
        "consult_form": consult_form,
        "left": [(key, sentence, number_of(rows, key)) for key, sentence in (left or {}).items()],
        "returned": plan.steps.filter(action="return").last() if plan.state == "returned" else None,
        "progress": selectors.progress(plan),
        "history": plan.steps.select_related("by"),
    }


def number_of(rows: list[Row], key: str) -> int:
    """The question's number on the page."""
    return next((row.question.number for row in rows if row.question.key == key), 0)


def question_rows(plan: Plan, *, form: forms.Form | None, left: Mapping[str, str]) -> list[Row]:
    """The questions with their fields, or with their answers as they read."""
    answers = plan.latest_revision.answers
    names = dict(Person.objects.filter(pk__in=[pk for key in PEOPLE for pk in answers.get(key) or ()]).in_bulk())
    notes: dict[str, list[Note]] = {}
    for note in plan.notes.filter(settled_at=None).select_related("by"):
        notes.setdefault(note.question, []).append(note)
    rows = []
    asked = selectors.asked(plan)
    guides = guides_at([question.key for question in asked]) if form is not None else {}
    for question in asked:
        fields = [] if form is None else [form[name] for name in form.fields if _belongs(name, question.key)]
        answer = _answer(question, plan, answers, names)
        todo, beside = left.get(question.key, ""), tuple(guides.get(question.key, ()))
        rows.append(Row(question, fields, answer, notes.get(question.key, []), todo, beside))
    return rows


def guides_at(keys: list[str]) -> dict[str, list[Advice]]:
    """The texts for who writes a plan, each at the question it belongs to."""
    found: dict[str, list[Advice]] = {}
    for advice in policy.guides_for("plan"):
        wanted = (GUIDE_AT.get(advice.topic), "purpose", *keys)
        place = next((key for key in wanted if key in keys), None)
        if place is not None:
            found.setdefault(place, []).append(advice)
    return found


def _belongs(field: str, key: str) -> bool:
    if field == "same_as_administrators":
        return key == "operators"
    return field == key or (key in PEOPLE and field.rpartition("_")[0] == key)


def _answer(question: AskedQuestion, plan: Plan, answers: Mapping, names: Mapping[int, Person]) -> object:
    """The answer as it reads: text, a list of people, or what the system knows itself."""
    if question.kind == "people":
        return [names[pk] for pk in answers.get(question.key) or () if pk in names]
    if question.kind == "unit":
        return plan.unit.name
    if question.key == "consulted":
        done = plan.steps.filter(action="consult").select_related("by").last()
        if done is None or done.by is None:
            return ""
        return f"{times.date_long(done.at)}, {done.by.name}" + (f": {done.note}" if done.note else "")
    if question.key == "drafted_by":
        return f"{plan.drafted_by.name}, {times.date_long(plan.drafted_at)}"
    if question.kind == "check":
        return _("Yes") if answers.get(question.key) else ""
    return answers.get(question.key, "")


def step_line(plan: Plan, *, waiting: list, now: datetime) -> list[StepShown]:
    """Utkast → Samråd → Underskrifter or Godkännande → Gäller → Uppföljning, who it waits for and until when."""
    at = {"returned": "draft", "withdrawn": "draft", "replaced": "in_force", "closed": "follow_up"}.get(
        plan.state, plan.state
    )
    order = [key for key, _title in TITLES]
    done_by = {step.action: step for step in plan.steps.select_related("by")}
    shown = []
    for place, (key, title) in enumerate(TITLES):
        if key == "consultation" and not selectors.needs_consultation():
            continue
        words = str(title) if key != "signing" or selectors.is_signed() else _("Approval")
        state = "done" if place < order.index(at) else "now" if key == at else ""
        note = ""
        if key == "draft":
            note = f"{plan.drafted_by.name}, {times.date_short(plan.drafted_at, today=now)}"
            if plan.state == "returned":
                note = _("Waits for %(name)s since %(day)s") % {
                    "name": plan.drafted_by.name, "day": times.date_short(plan.since, today=now),
                }  # fmt: skip
                state = "back"
        elif key == "consultation" and (done := done_by.get("consult")) and done.by and state == "done":
            note = f"{done.by.name}, {times.date_short(done.at, today=now)}"
        elif key == "consultation":
            note = policy.label("communications")
        elif key == "signing" and state == "now" and waiting:
            names = ", ".join(signer.person.name for signer in waiting)
            note = str(deadlines.waiting_for(names, until=plan.wait_until, now=now)) if plan.wait_until else names
        elif key == "in_force" and plan.in_force_from:
            note = times.date_short(plan.in_force_from, today=now)
        elif key == "follow_up" and plan.follow_up_on:
            note = times.date_short(plan.follow_up_on, today=now)
        shown.append(StepShown(words, note, state))
    return shown


def _waiting_follow_up(plan: Plan) -> FollowUp | None:
    return plan.follow_ups.filter(done_at=None).order_by("due_on").first()


def todos(*, actor: Actor, now: datetime) -> list[Todo]:
    """Plans that wait for the actor, or that the office keeps an eye on, and follow-ups that are due."""
    found = []
    for plan in selectors.plans_table(Plan.objects.visible_to(actor, now=now).filter(state__in=selectors.UNDER_WAY)):
        if row := _under_way(plan, actor=actor, now=now):
            found.append(row)
    today = timezone.localdate(now)
    due = FollowUp.objects.filter(
        done_at=None, due_on__lte=today, plan__in=Plan.objects.follow_up_by(actor, now=now)
    ).select_related("plan__account", "plan__unit")
    return [*found, *(_follow_up_row(one, now=now) for one in due)]


def _mark(plan: Plan) -> Mark:
    if plan.account:
        return Mark(plan.account.name, plan.account.platform)
    return Mark(plan.title, "")


def _under_way(plan: Plan, *, actor: Actor, now: datetime) -> Todo | None:
    waits = selectors.waits_for(plan, now=now)
    url = reverse("activityplans:plan", args=[plan.pk])
    signer = next((s for s in selectors.waiting_signers(plan, now=now) if s.person.pk == actor.person_id), None)
    visible = Plan.objects.filter(pk=plan.pk)
    phrase, group, label, due_at = None, Group.PLAN, "", None
    if plan.state == Plan.State.SIGNING:
        if plan.wait_until:
            due_at = datetime.combine(plan.wait_until, time.max, tzinfo=timezone.get_current_timezone())
            phrase = deadlines.waiting_for(", ".join(waits), until=plan.wait_until, now=now)
        if signer:
            group, label = Group.TODAY, _("Sign") if signer.signs else _("Approve")
            phrase = deadlines.due(plan.wait_until, now) if plan.wait_until else phrase
    elif plan.state == Plan.State.CONSULTATION and visible.consultable_by(actor, now=now).exists():
        group, label = Group.TODAY, _("Consult")
    elif plan.state in ("draft", "returned") and plan.drafted_by_id in actor.people:
        label = _("Continue")
    elif phrase is None:
        phrase = Phrase(_("Waits for %(names)s") % {"names": ", ".join(waits)}, Look.LATER)
    return Todo(
        key=f"plan:{plan.pk}",
        title=plan.title,
        url=url,
        group=group,
        phrase=phrase,
        due_at=due_at,
        meta=[plan_words.state_of(plan), plan.unit.name],
        rule=str(cite("starting.approval")) if plan.state == "signing" else str(cite("starting.plan")),
        next_label=label,
        next_url=url if label else "",
    )


def _follow_up_row(due: FollowUp, *, now: datetime) -> Todo:
    return Todo(
        key=f"follow-up:{due.pk}",
        title=due.plan.title,
        url=reverse("activityplans:plan", args=[due.plan_id]),
        group=Group.PLAN,
        phrase=Phrase(
            _("Follow-up has waited since %(day)s") % {"day": times.date_short(due.due_on, today=now)}, Look.PASSED
        ),
        due_at=datetime.combine(due.due_on, time.max, tzinfo=timezone.get_current_timezone()),
        account=_mark(due.plan),
        rule=str(cite("follow_up")),
        next_label=_("Follow up"),
        next_url=reverse("activityplans:follow_up", args=[due.plan_id]),
    )


def account_panel(*, account: Account, actor: Actor, now: datetime) -> list[Panel]:
    """The plan's section on the account's page."""
    plan = selectors.plans_table(
        Plan.objects.visible_to(actor, now=now).filter(account=account, state__in=("in_force", *selectors.UNDER_WAY))
    ).first()
    return [
        Panel(
            key="plan",
            title=_("Activity plan"),
            order=70,
            template="activityplans/includes/_account_panel.html",
            context={"plan": plan, "signers": selectors.signers(plan, now=now) if plan else []},
            link_label=_("Show the plan") if plan else "",
            link_url=reverse("activityplans:plan", args=[plan.pk]) if plan else "",
        )
    ]
