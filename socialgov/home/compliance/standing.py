"""How everything in a scope stands: each check's answers, what they are about, and counts of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from activityplans.models import Revision
from socialgov.home.compliance.scope import Filters, Scope, scope_of
from socialgov.look import municipality
from socialgov.organisation.actor import Actor
from socialgov.platforms import catalogue
from socialgov.policy import selectors as policy
from socialgov.policy.citing import Citation, citation_in
from socialgov.policy.judging import (
    NOT_ASKED,
    THE_MUNICIPALITY,
    UNANSWERED,
    About,
    Asked,
    Check,
    Fix,
    Status,
    Verdict,
    checks,
    judged,
)
from socialgov.sorting import sort_key

ORDER = {status: place for place, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged: an account, a plan, a unit or the municipality, as its row shows it."""

    about: About
    pk: int
    name: str
    platform: str = ""
    unit: int | None = None
    url: str = ""
    sort_key: str = ""

    @property
    def platform_name(self) -> str:
        """The platform's own name, as on the screen; empty without one."""
        try:
            return str(catalogue.get(self.platform).name) if self.platform else ""
        except KeyError:
            return self.platform


@dataclass(frozen=True, slots=True)
class Result:
    """One check and its answers. `number` is its place among them, `asked` whether the guidelines ask for it."""

    check: Check
    citation: Citation
    number: int
    asked: bool
    verdicts: Mapping[int, Verdict]

    def verdict(self, pk: int) -> Verdict:
        """For one of the rows that were asked about."""
        return self.verdicts.get(pk, UNANSWERED) if self.asked else NOT_ASKED


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing stands with one check. `fix` is set where the actor may put it right."""

    result: Result
    subject: Subject
    verdict: Verdict
    fix: tuple[str, str] | None = None

    @property
    def check(self) -> Check:
        return self.result.check

    @property
    def status(self) -> Status:
        return self.verdict.status

    @property
    def order(self) -> tuple:
        """What must be put right first, then by its day, then rule by rule and by name."""
        return ORDER[self.status], self.verdict.by or date.max, self.result.number, self.subject.sort_key


@dataclass(slots=True)
class Standing:
    """Everything asked, in a number of queries that does not grow with the accounts."""

    asked: Asked
    scope: Scope
    subjects: Mapping[About, Mapping[int, Subject]]
    results: list[Result]
    _counted: dict[int, Counter[Status]] = field(default_factory=dict, repr=False)

    def findings(self, statuses: Collection[Status] = tuple(Status)) -> list[Finding]:
        """Those with one of the statuses, in the order to see to them."""
        return sorted(self.unsorted(statuses), key=lambda finding: finding.order)

    def unsorted(self, statuses: Collection[Status]) -> Iterator[Finding]:
        """The same rule by rule, where the order does not matter."""
        wanted = frozenset(statuses)
        for result in self.results:
            for pk, subject in self.subjects[result.check.about].items():
                verdict = result.verdict(pk)
                if verdict.status in wanted:
                    yield Finding(result, subject, verdict)

    def counts(self) -> Counter[Status]:
        """How many of each status."""
        return sum((self.counts_of(result) for result in self.results), Counter())

    def counts_of(self, result: Result) -> Counter[Status]:
        """The same for one check."""
        if result.number not in self._counted:
            subjects = self.subjects[result.check.about]
            found = Counter(result.verdict(pk).status for pk in subjects) if result.asked else Counter()
            if not result.asked and subjects:
                found[Status.NOT_APPLICABLE] = len(subjects)
            self._counted[result.number] = found
        return self._counted[result.number]

    def counts_by_unit(self) -> dict[int, Counter[Status]]:
        """The same for each unit's own accounts and plans, and the unit itself."""
        found: dict[int, Counter[Status]] = {}
        for result in self.results:
            if result.asked:
                for pk, subject in self.subjects[result.check.about].items():
                    if subject.unit is not None:
                        found.setdefault(subject.unit, Counter())[result.verdict(pk).status] += 1
        return found


def standing(*, actor: Actor, now: datetime, filters: Filters | None = None) -> Standing:
    """How what the actor may see, and the filters choose, stands. policy.NothingAdopted before there are guidelines."""
    filters = filters or Filters()
    adopted = policy.current()
    scope = scope_of(actor, now=now, filters=filters)
    asked = Asked(adopted, policy.first_day(), now, scope.accounts, scope.plans, scope.units)
    chosen = [check for check in checks() if filters.provision in ("", check.place)]
    kinds = {check.about for check in chosen}
    subjects = {about: _subjects(about, scope) if about in kinds else {} for about in About}
    results = []
    for number, check in enumerate(chosen):
        is_asked = check.is_asked_by(adopted.document)
        citation = citation_in(adopted.document, check.provision) if check.provision else Citation()
        verdicts = judged(check, asked) if is_asked and subjects[check.about] else {}
        results.append(Result(check, citation, number, is_asked, verdicts))
    return Standing(asked, scope, subjects, results)


def _subjects(about: About, scope: Scope) -> dict[int, Subject]:
    match about:
        case About.ACCOUNT:
            return _accounts(scope)
        case About.PLAN:
            return _plans(scope)
        case About.UNIT:
            rows = scope.units.order_by().values_list("pk", "name", "sort_key")
            return {
                pk: Subject(about, pk, name, unit=pk, url=reverse("home:compliance_unit", args=[pk]), sort_key=key)
                for pk, name, key in rows
            }
    if not scope.whole:
        return {}
    name = municipality.name()
    return {THE_MUNICIPALITY: Subject(about, THE_MUNICIPALITY, name, sort_key=sort_key(name))}


def _accounts(scope: Scope) -> dict[int, Subject]:
    rows = scope.accounts.order_by().values_list("pk", "name", "platform", "unit", "sort_key")
    pattern = reverse("home:compliance_account", args=[0])  # one reversing for thousands of rows
    return {
        pk: Subject(About.ACCOUNT, pk, name, platform, unit, pattern.replace("/0/", f"/{pk}/"), key)
        for pk, name, platform, unit, key in rows
    }


def _plans(scope: Scope) -> dict[int, Subject]:
    rows = list(
        scope.plans.order_by().values_list("pk", "account__name", "account__platform", "unit", "account__sort_key")
    )
    unnamed = [pk for pk, name, *_rest in rows if name is None]
    latest = Revision.objects.filter(plan__in=unnamed).order_by("plan_id", "-number").distinct("plan_id")
    own_names = dict(latest.values_list("plan", "answers__account_name"))
    pattern = reverse("activityplans:plan", args=[0])
    found = {}
    for pk, name, platform, unit, key in rows:
        title = name or str(own_names.get(pk) or "") or _("Plan without a name")
        url = pattern.replace("/0/", f"/{pk}/")
        found[pk] = Subject(About.PLAN, pk, title, platform or "", unit, url, key or sort_key(title))
    return found


def with_fixes(findings: Iterable[Finding], *, actor: Actor, now: datetime) -> list[Finding]:
    """The findings with a button where the actor may put it right: one query for each kind of button."""
    rows = list(findings)
    asked: dict[Fix, set[int]] = {}
    for finding in rows:
        if (fix := _fix(finding)) is not None:
            asked.setdefault(fix, set()).add(_row(finding))
    allowed = {fix: frozenset(fix.may(actor, now, ids)) for fix, ids in asked.items()}
    found = []
    for finding in rows:
        fix, pk = _fix(finding), _row(finding)
        button = (str(fix.label), fix.url(pk)) if fix is not None and pk in allowed[fix] else None
        found.append(Finding(finding.result, finding.subject, finding.verdict, button))
    return found


def _fix(finding: Finding) -> Fix | None:
    """Where nothing is to be done there is no button."""
    if finding.status in (Status.MET, Status.NOT_APPLICABLE):
        return None
    return finding.verdict.fix or finding.check.fix


def _row(finding: Finding) -> int:
    return finding.subject.pk if finding.verdict.at is None else finding.verdict.at
