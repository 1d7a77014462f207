"""The guidelines as a person reads them: each setting in a sentence, with where it stands."""

from dataclasses import dataclass, field, replace
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socialgov.look import times
from socialgov.policy import spoken
from socialgov.policy.editing.codes import QUESTIONS
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.schema.base import Function, Modality, Provision
from socialgov.policy.schema.plans import Asked, StepKind
from socialgov.policy.schema.records import DiaryAction
from socialgov.policy.swedish_days import SHORT_DAYS
from socialgov.sorting import sort_key


@dataclass(frozen=True)
class Sentence:
    """One setting. `reason` says why a number is missing or how it is read, `path` which provision it reads out."""

    text: str
    rules: tuple[str, ...] = ()
    lines: str = ""
    modality: Modality | None = None
    quote: str = ""
    reason: str = ""
    provision: Provision | None = field(default=None, repr=False, compare=False)
    path: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its sentences."""

    key: str
    title: str
    sentences: tuple[Sentence, ...]


def say(provision: Provision, text: str, *, reason: bool = True) -> Sentence:
    """The sentence with where its provision stands."""
    return Sentence(
        text=text,
        rules=provision.rule,
        lines=provision.lines,
        modality=None if provision.is_own else provision.modality,
        quote=provision.quote,
        reason=provision.reason if reason else "",
        provision=provision,
    )


def sections(document: Guidelines) -> list[Section]:
    """Everything, in the order in which a person meets it."""
    parts = (
        ("scope", _("What the guidelines cover"), _scope),
        ("starting", _("Starting an account"), _starting),
        ("questions", _("What the plan asks"), _questions),
        ("answering", _("Answering"), _answering),
        ("oversight", _("Keeping watch"), _oversight),
        ("calendar", _("Days and hours that count"), _calendar),
        ("removing", _("Removing"), _removing),
        ("records", _("Records"), _records),
        ("list", _("List and logins"), _list_and_logins),
        ("crisis", _("Crisis and police"), _crisis),
        ("follow_up", _("Follow-up"), _follow_up),
        ("roles", _("What the roles are called"), _roles),
        ("guides", _("How we do it"), _guides),
        ("not_shipped", _("Not carried out as written"), _not_shipped),
    )
    paths = {id(provision): path for path, provision in document.provisions()}
    found = [
        Section(key, title, tuple(replace(one, path=paths.get(id(one.provision), "")) for one in read(document)))
        for key, title, read in parts
    ]
    return [section for section in found if section.sentences]


def _scope(d: Guidelines) -> list[Sentence]:
    found = [say(d.scope, d.scope.covers)]
    if d.scope.counts_as_social_media:
        text = _("Social media are: {0}.").format(spoken.listed(list(d.scope.counts_as_social_media)))
        found.append(say(d.scope, text, reason=False))
    if d.accounts.platforms:
        limit = ngettext(
            "At most {0} account on each.", "At most {0} accounts on each.", d.accounts.most_per_platform or 1
        )
        text = _("Only these platforms: {0}.").format(", ".join(d.accounts.platforms))
        found.append(say(d.accounts, f"{text} {limit.format(d.accounts.most_per_platform)}"))
    if not d.accounts.politicians_may_be_responsible:
        found.append(say(d.accounts, _("A politician may not be responsible for an account of the municipality.")))
    if d.profile.name_and_logo:
        found.append(say(d.profile, _("The profile shows the municipality's name and logotype.")))
    if d.profile.own_email_domain:
        found.append(say(d.profile, _("The account is tied to an e-mail address on the municipality's own domain.")))
    if d.profile.deviation_approved_by:
        name = spoken.name(d.profile.deviation_approved_by, d.labels)
        found.append(say(d.profile, _("{0} approves a deviation from the graphic profile.").format(name)))
    who = d.controller.who
    text = _("Controller: {0}").format(who) if who else _("Who is the controller is not said.")
    found.append(say(d.controller, text))
    return found


def _starting(d: Guidelines) -> list[Sentence]:
    name = partial(spoken.name, own=d.labels)
    verbs = {
        StepKind.CONSULT: _("{0} is consulted."),
        StepKind.APPROVE: _("{0} approves."),
        StepKind.SIGN: _("{0} signs."),
        StepKind.INFORM: _("{0} gets a copy."),
    }
    steps = d.starting.approval.steps
    found = [say(s, verbs[s.kind].format(spoken.listed([name(who) for who in s.by]))) for s in steps]
    plan = d.starting.plan
    required = sum(q.asked is Asked.REQUIRED for q in plan.questions)
    asks = ngettext(
        "It has {0} question that must be answered.", "It has {0} questions that must be answered.", required
    )
    needed = _("There must be a plan before the start.") if plan.required else _("No plan is required.")
    found.append(say(plan, f"{needed} {asks.format(required)}"))
    found.append(_administrators(d))
    for exception in d.starting.administrators.exceptions:
        n = exception.minimum
        administrator = spoken.in_sentence(Function.ADMINISTRATOR, d.labels)
        found.append(say(exception, _("{1}: {0} {2} is enough.").format(n, exception.label, administrator)))
    if d.starting.operators.slots:
        n = d.starting.operators.slots
        text = ngettext("{0} person is named for the daily work.", "{0} persons are named for the daily work.", n)
        found.append(say(d.starting.operators, text.format(n)))
    if d.starting.substitute.required:
        found.append(say(d.starting.substitute, _("Someone is named to stand in when they are away.")))
    found.append(say(d.starting.appointment, _("{0} decides who writes.").format(name(d.starting.appointment.by))))
    return found


def _questions(d: Guidelines) -> list[Sentence]:
    answered = {
        Asked.REQUIRED: "{0}",
        Asked.OPTIONAL: _("{0} May be left empty."),
        Asked.RECORDED: _("{0} Filled in by the system."),
    }
    found = []
    for question in d.starting.plan.questions:
        heading = question.heading or str(QUESTIONS[question.key])
        closed = heading if heading.endswith(("?", ".", "!")) else f"{heading}."
        found.append(say(question, answered[question.asked].format(closed)))
    return found


def _administrators(d: Guidelines) -> Sentence:
    rule = d.starting.administrators
    n, word = rule.needed, spoken.in_sentence(Function.ADMINISTRATOR, d.labels)
    if n is None:
        return say(rule, _("How many are {0} is not said.").format(word))
    return say(rule, _("At least {0} must be {1}.").format(n, word))


def _answering(d: Guidelines) -> list[Sentence]:
    answering = d.answering
    found = []
    for slug, within in sorted(answering.platforms.items(), key=lambda one: sort_key(_platform(one[0]))):
        found.append(say(within, _target(_("{0}: answer within {1}."), _platform(slug), within)))
    for within in answering.kinds.values():
        found.append(say(within, _target(_("{0}: answer within {1}."), _("Harder questions"), within)))
    others = _("Other platforms") if answering.platforms else _("Comments and questions")
    found.append(say(answering.general, _target(_("{0}: answer within {1}."), others, answering.general)))
    if answering.limit.within:
        text = _("Never later than {0}.").format(spoken.span(answering.limit.within))
    else:
        text = _("There is no hard limit.")
    found.append(say(answering.limit, text))
    share = times.percent(answering.warning.share * 100)
    found.append(say(answering.warning, _("We say when {0} of the time has passed.").format(share), reason=False))
    to = spoken.name(answering.forward.to, d.labels)
    found.append(say(answering.forward, _("What you cannot answer goes to: {0}.").format(to)))
    if answering.individual_cases:
        found.append(say(answering.individual_cases, _("Individual cases are not commented on.")))
    text = _("New guidelines make nothing overdue: what is open gets at least {0}.")
    found.append(say(answering.grace, text.format(spoken.span(answering.grace.within))))
    return found


def _platform(slug: str) -> str:
    return {"x": "X", "blog": _("Blogs"), "youtube": "YouTube", "tiktok": "TikTok", "linkedin": "LinkedIn"}.get(
        slug, slug.capitalize()
    )


def _target(text: str, what: str, within) -> str:
    if within.counted is None:
        return _("{0}: no time is said.").format(what)
    return text.format(what, spoken.span(within.counted))


def _oversight(d: Guidelines) -> list[Sentence]:
    floor, busy = d.oversight.floor, d.oversight.busy
    found = []
    if floor.counted:
        found.append(say(floor, _("Every account is looked at at least every {0}.").format(spoken.span(floor.counted))))
    if busy.times_a_day:
        text = ngettext("A busy page: {0} check a day.", "A busy page: {0} checks a day.", busy.times_a_day)
        all_days = _("All days of the week.") if busy.all_days else ""
        found.append(say(busy, f"{text.format(busy.times_a_day)} {all_days}".strip()))
    return found


def _calendar(d: Guidelines) -> list[Sentence]:
    hours, days = d.calendar.hours, d.calendar.working_days
    watched = _("An account is watched {0} unless its plan says otherwise.").format(
        times.hours(hours.opens, hours.closes)
    )
    saturday = _("Saturday counts as a working day.") if days.saturday_is_workday else _("Saturday does not count.")
    found = [saturday]
    if days.squeeze_days_closed:
        found.append(_("The municipality is closed on squeeze days."))
    for name in SHORT_DAYS:
        if closes_at := getattr(days.short_days, name):
            found.append(_("{0}: closes {1}.").format(spoken.SHORT_DAYS[name], times.clock(closes_at)))
    return [say(hours, watched), say(days, " ".join(found))]


def _removing(d: Guidelines) -> list[Sentence]:
    text = _("What the rules forbid is hidden or removed. A copy is always saved.")
    if d.removing.at_once:
        text = _("What the rules forbid is hidden or removed at once. A copy is always saved.")
    found = [say(d.removing, text)]
    found += [say(c, f"{c.known.label}. {c.law}".strip()) for c in d.removing.categories]
    steps = spoken.listed([str(spoken.SECRECY_STEPS[step]) for step in d.secrecy.steps])
    found.append(say(d.secrecy, _("A post with information under secrecy: {0}.").format(steps)))
    n = d.answering.second_look.working_days
    text = ngettext(
        "Someone else looks afterwards, within {0} working day.",
        "Someone else looks afterwards, within {0} working days.",
        n,
    )
    found.append(say(d.answering.second_look, text.format(n)))
    return found


def _records(d: Guidelines) -> list[Sentence]:
    actions = {
        DiaryAction.REGISTER: _("{0} goes to {1}."),
        DiaryAction.MAY_REGISTER: _("{0} may go to {1}."),
        DiaryAction.MOVE_TO_CASE: _("{0} is moved to the case and not answered here."),
    }
    found = []
    registrar = spoken.in_sentence(Function.REGISTRAR, d.labels)
    for trigger in d.diary.triggers:
        text = actions[trigger.action].format(spoken.TRIGGERS[trigger.trigger], registrar)
        minor = _("Not when it is of minor importance.") if trigger.unless_minor else ""
        found.append(say(trigger, f"{text} {minor}".strip()))
    if d.diary.public_comments_kept_in_order:
        found.append(say(d.diary, _("Other comments are kept in order and not registered.")))
    capture = d.capture
    if capture.counted:
        text = _("A picture of each channel is kept every {0}.").format(spoken.span(capture.counted))
        change = _("Also at a major change.") if capture.on_major_change else ""
        who = _("Responsible: {0}.").format(spoken.name(capture.by, d.labels))
        found.append(say(capture, " ".join(part for part in (text, change, who) if part)))
    if d.pruning.earliest:
        text = _("What is of minor importance and not current may be disposed of, after {0} at the earliest.")
        found.append(say(d.pruning, text.format(spoken.span(d.pruning.earliest))))
    else:
        found.append(say(d.pruning, _("What is of minor importance and not current may be disposed of.")))
    return found


def _list_and_logins(d: Guidelines) -> list[Sentence]:
    kept = spoken.name(d.channel_list.kept_by, d.labels)
    found = [say(d.channel_list, _("{0} keeps the list of channels.").format(kept))]
    if not d.channel_list.published:
        found.append(say(d.channel_list, _("It is not published: only those who sign in read it."), reason=False))
    if d.channel_list.versions_archived:
        found.append(say(d.channel_list, _("Every version of the list is kept."), reason=False))
    offered = {
        "right": _("Each council party has the right to a link in the list."),
        "may": _("Council parties may be offered a link."),
        "no": _("Parties' own channels are not listed."),
    }
    found.append(say(d.party_links, offered[d.party_links.offered]))
    found.append(say(d.custody, str(spoken.CUSTODY[d.custody.form])))
    found.append(say(d.posting, str(spoken.SIGNED_AS[d.posting.signed_as])))
    return found


def _crisis(d: Guidelines) -> list[Sentence]:
    police = (
        _("Crime is reported to the police.")
        if d.police.report == "required"
        else _("A police report can be prepared.")
    )
    found = [say(d.police, police)]
    if d.crisis.hide_off_topic:
        found.append(say(d.crisis, d.crisis.rule_text))
    elif d.crisis.rule:
        found.append(say(d.crisis, _("Social media complement other sources in a crisis.")))
    else:
        found.append(say(d.crisis, _("There are no rules for a crisis.")))
    return found


def _follow_up(d: Guidelines) -> list[Sentence]:
    found = []
    if d.revision.counted:
        text = _("The guidelines are looked over every {0}.").format(spoken.span(d.revision.counted))
        found.append(say(d.revision, text))
    if d.follow_up.metrics:
        text = _("We count: {0}.").format(", ".join(m.label[0].lower() + m.label[1:] for m in d.follow_up.metrics))
        found.append(say(d.follow_up, text))
    return found


def _roles(d: Guidelines) -> list[Sentence]:
    return [
        Sentence(
            text=_("{0} is here called {1}.").format(spoken.name(function, {}), spoken.in_sentence(function, d.labels)),
            lines=d.label_lines.get(function, ""),
            reason="" if function in d.label_lines else _("Our own reading of the guidelines."),
        )
        for function in d.labels
        if d.labels[function] != spoken.name(function, {})
    ]


def _guides(d: Guidelines) -> list[Sentence]:
    return [say(guide, guide.text) for guide in d.guides]


def _not_shipped(d: Guidelines) -> list[Sentence]:
    return [say(entry, entry.instead) for entry in d.not_shipped]
