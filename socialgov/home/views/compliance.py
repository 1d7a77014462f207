"""Läget: the municipality, one account, one unit, one rule; as a list with filters, as files and on paper."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import Account
from socialgov.home.compliance import audit, files, paper, tables
from socialgov.home.compliance.scope import EVERYTHING, Filters, may_see, scope_of, sees_whole, visible_units
from socialgov.home.compliance.standing import Finding, standing, with_fixes
from socialgov.home.compliance.week import five_things
from socialgov.organisation.permissions import NotPermitted
from socialgov.organisation.tree import in_order
from socialgov.platforms import catalogue
from socialgov.policy import selectors as policy
from socialgov.policy.citing import citation_in, provision_in
from socialgov.policy.judging import Status, checks
from socialgov.policy.sentences import sections
from socialgov.sorting import sort_key

ON_A_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _moment(request: HttpRequest) -> datetime:
    """Now, for someone who has something to see here."""
    now = timezone.now()
    if not may_see(request.actor, now=now):
        raise NotPermitted
    return now


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Five things this week, then how each rule and each unit stands."""
    now = _moment(request)
    stands = standing(actor=request.actor, now=now)
    counts = stands.counts()
    context = {
        "stands": stands,
        "adopted": stands.asked.adopted,
        "figures": _figures(counts, reverse("home:compliance_rows")),
        "week": five_things(stands, actor=request.actor, now=now),
        "rules": tables.by_rule(stands),
        "units": tables.by_unit(stands),
        "accounts": stands.scope.accounts.count(),
        "whole": stands.scope.whole,
        "now": now,
    }
    return render(request, "home/compliance.html", context)


def _figures(counts, url: str, **query) -> list[tuple[Status, int, str]]:
    """Each status with its number and the address of its rows."""
    return [(status, counts[status], f"{url}?{urlencode(query | {'status': status.value})}") for status in Status]


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """Every row, by unit, platform, rule and status."""
    now = _moment(request)
    return _rows(request, Filters.read(request.GET), now, title=_("All rows"), choose=("unit", "platform", "provision"))


@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """How one account stands."""
    now = _moment(request)
    shown = get_object_or_404(Account.objects.visible_to(request.actor, now=now), pk=pk)
    filters = Filters(account=pk, status=Filters.read(request.GET).status or EVERYTHING)
    return _rows(request, filters, now, about="konto", title=str(shown), back=reverse("accounts:account", args=[pk]))


@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """How one unit and those below it stand."""
    now = _moment(request)
    shown = get_object_or_404(visible_units(request.actor, now=now), pk=pk)
    read = Filters.read(request.GET)
    filters = Filters(unit=pk, status=read.status, platform=read.platform, provision=read.provision)
    return _rows(request, filters, now, about="enhet", title=shown.name, choose=("platform", "provision"))


@require_GET
def rule(request: HttpRequest, path: str) -> HttpResponse:
    """How it stands with one provision of the guidelines, everywhere."""
    now = _moment(request)
    title = _checked().get(path)
    if title is None:
        raise Http404
    read = Filters.read(request.GET)
    filters = Filters(unit=read.unit, platform=read.platform, status=read.status, provision=path)
    document = policy.guidelines()
    is_provision = any(check.provision == path for check in checks())
    provision = provision_in(document, path) if is_provision else None
    said = [s for section in sections(document) for s in section.sentences if provision and s.provision is provision]
    more = {"sentences": said, "citation": citation_in(document, path) if is_provision else None, "one_rule": True}
    return _rows(request, filters, now, about="regel", title=title, choose=("unit", "platform"), **more)


def _checked() -> dict[str, str]:
    """Provisions that have checks, and checks that stand on none, with what they are called."""
    titles: dict[str, str] = {}
    for check in checks():
        titles[check.place] = ", ".join(filter(None, (titles.get(check.place), str(check.title))))
    return titles


def _rows(
    request, filters: Filters, now: datetime, *, title: str, about: str = "", choose: tuple[str, ...] = (), **more
) -> HttpResponse:
    """The list. `about` is the filter that the page's own address sets."""
    stands = standing(actor=request.actor, now=now, filters=filters)
    page = Paginator(stands.findings(filters.statuses), ON_A_PAGE).get_page(request.GET.get("sida"))
    page.object_list = with_fixes(page.object_list, actor=request.actor, now=now)
    query = filters.as_query()
    counts = stands.counts()
    kept = {key: value for key, value in query.items() if key not in ("status", about)}
    context = {
        "title": title,
        "page": page,
        "filters": filters,
        "figures": _figures(counts, request.path, **kept),
        "everything": f"?{urlencode(kept | {'status': EVERYTHING})}",
        "to_do": f"?{urlencode(kept)}",
        "query": urlencode(kept | ({"status": filters.status} if filters.status else {})),
        "file_query": urlencode(query),
        "now": now,
        **more,
    }
    if choose:
        context["choices"] = _choices(request, filters, now, choose)
    return render(request, "home/compliance_rows.html", context)


def _choices(request, filters: Filters, now: datetime, choose: tuple[str, ...]) -> dict:
    """What the filters offer: the units, platforms and rules that the actor has something of."""
    scope = scope_of(request.actor, now=now)
    found: dict = {}
    if "unit" in choose:
        branches = in_order(visible_units(request.actor, now=now))
        found["units"] = [(branch.unit.pk, "\u2003" * branch.depth + branch.unit.name) for branch in branches]
    if "platform" in choose:
        slugs = set(scope.accounts.order_by().values_list("platform", flat=True))
        found["platforms"] = sorted(((s, _platform(s)) for s in slugs), key=lambda pair: sort_key(pair[1]))
    if "provision" in choose:
        found["provisions"] = list(_checked().items())
    return found


def _platform(slug: str) -> str:
    try:
        return str(catalogue.get(slug).name)
    except KeyError:
        return slug


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule of the guidelines, and how it is met: checked, done by the system, guidance, or not built yet."""
    _moment(request)
    document = policy.guidelines()
    return render(request, "home/compliance_rules.html", {"sections": tables.ledger_sections(document, _checked())})


def _chosen(request: HttpRequest) -> tuple[list[Finding], datetime]:
    now = _moment(request)
    filters = Filters.read(request.GET)
    return standing(actor=request.actor, now=now, filters=filters).findings(filters.statuses), now


def _named(response, name: str):
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def as_csv(request: HttpRequest) -> HttpResponse:
    """The rows for a spreadsheet."""
    findings, now = _chosen(request)
    response = HttpResponse(b"".join(files.as_csv(findings)), content_type="text/csv; charset=utf-8")
    return _named(response, f"laget-{timezone.localdate(now)}.csv")


@require_GET
def as_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as an Excel workbook."""
    findings, now = _chosen(request)
    content = files.as_xlsx(findings, title=_("Compliance"))
    return _named(HttpResponse(content, content_type=XLSX), f"laget-{timezone.localdate(now)}.xlsx")


@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """Two A4 for the board; `?enhet=` for one unit and those below it."""
    now = _moment(request)
    unit_pk = Filters.read(request.GET).unit
    shown = get_object_or_404(visible_units(request.actor, now=now), pk=unit_pk) if unit_pk is not None else None
    stands = standing(actor=request.actor, now=now, filters=Filters(unit=unit_pk))
    content = paper.as_pdf(stands, part=shown.name if shown else "", now=now)
    response = HttpResponse(content, content_type="application/pdf")
    return _named(response, f"laget-{timezone.localdate(now)}.pdf")


@require_GET
def for_the_audit(request: HttpRequest) -> HttpResponse:
    """Underlag till revisionen: for those who see the whole municipality."""
    now = timezone.now()
    if not sees_whole(request.actor, now=now):
        raise NotPermitted
    content = audit.as_pdf(standing(actor=request.actor, now=now), actor=request.actor, now=now)
    response = HttpResponse(content, content_type="application/pdf")
    return _named(response, f"underlag-till-revisionen-{timezone.localdate(now)}.pdf")
