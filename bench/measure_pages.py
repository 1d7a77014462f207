"""The queue and the public list at 20,000 comments, Läget at 2,000 accounts, against an empty view and a static file,
in one run."""

import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Account, Assignment, Custody, RulesPasted
from accounts.services import channel_list
from activityplans.models import FollowUp, Plan, Revision
from archiving.models import Capture
from moderation.models import Item, ItemText, OversightRound
from socialgov.local.servers import free_port
from socialgov.organisation.models import Unit
from socialgov.organisation.selectors import actor_for
from socialgov.policy import judging
from socialgov.policy.judging import Asked
from socialgov.policy.selectors import current, first_day
from tests.factories.accounts import AccountFactory
from tests.factories.organisation import PersonFactory, UnitFactory
from tests.factories.policy import adopted

ITEMS, ACCOUNTS, OPEN = 20_000, 2_000, 2_000
ROUNDS, WARM = 12, 2
REPORT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


@pytest.fixture
def office(django_db_setup, django_db_blocker):
    """Someone of the communications office in a municipality with far too much to do. Committed, for the server."""
    with django_db_blocker.unblock():
        adopted()
        person = PersonFactory(communications=True)
        now = datetime.now(UTC).replace(microsecond=0)
        units = [UnitFactory() for _unit in range(50)]
        made = Account.objects.bulk_create(
            AccountFactory.build(unit=units[n % 50], name=f"Kanal {n}", sort_key=f"kanal {n:012}", platform=platform)
            for n in range(ACCOUNTS)
            for platform in [("facebook", "instagram", "x", "youtube", "blog")[n % 5]]
        )
        items = Item.objects.bulk_create(_items(made, now), batch_size=2000)
        ItemText.objects.bulk_create(
            (
                ItemText(item=item, seen_at=now, author_name="Någon", text="Hej! När öppnar badet? " * 8)
                for item in items
            ),
            batch_size=2000,
        )
        _known(made, units, now)
        content = channel_list.compose(now=now)
        actor = actor_for(person, now=now)
        channel_list.publish(seen_digest=channel_list.digest_of(content), actor=actor, now=now)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        client = Client()
        client.force_login(person)
        yield client


def _known(accounts: list[Account], units: list[Unit], now: datetime) -> None:
    """What the registry, the plans and the archive know of the accounts: two people each, and gaps here and there."""
    people = PersonFactory.create_batch(100)
    today, guidelines = now.date(), current()
    Assignment.objects.bulk_create(
        Assignment(account=account, person=people[(n + m) % 100], role="administrator", starts_on=today)
        for n, account in enumerate(accounts)
        for m in range(2 if n % 7 else 1)
    )
    some = [account for n, account in enumerate(accounts) if n % 5]
    Custody.objects.bulk_create(
        Custody(
            account=account, form="vault", vault_reference="Valv", deposited_at=now, deposited_by=people[0],
            tested_on=today - timedelta(days=n % 250), code_recipient="Växeln",
        )
        for n, account in enumerate(some)
    )  # fmt: skip
    RulesPasted.objects.bulk_create(
        RulesPasted(account=account, adopted=guidelines, pasted_on=today, noted_at=now, noted_by=people[0])
        for account in some
    )
    OversightRound.objects.bulk_create(
        OversightRound(account=account, by=people[0], at=now - timedelta(days=n % 9)) for n, account in enumerate(some)
    )
    Capture.objects.bulk_create(
        Capture(account=account, kind="half_year", state="done", ordered_at=at, kept_at=at, address=account.address)
        for n, account in enumerate(some)
        for at in [now - timedelta(days=n % 200)]
    )
    plans = Plan.objects.bulk_create(
        Plan(
            account=account, unit_id=account.unit_id, drafted_by=people[0], drafted_at=now, since=now, state="in_force",
            in_force_from=today, guidelines=guidelines,
        )
        for account in some
    )  # fmt: skip
    Revision.objects.bulk_create(
        Revision(
            plan=plan, number=1, answers={"administrators": [people[n % 100].pk]}, changed_by=people[0], changed_at=now,
            frozen_at=now, digest=f"{n:064x}",
        )
        for n, plan in enumerate(plans)
    )  # fmt: skip
    FollowUp.objects.bulk_create(
        FollowUp(plan=plan, due_on=today + timedelta(days=n % 180)) for n, plan in enumerate(plans)
    )


def _items(accounts: list[Account], now: datetime):
    guidelines = current()
    for n in range(ITEMS):
        still_open = n < OPEN
        received = now - timedelta(minutes=3 * n)
        target = received + timedelta(hours=9)
        yield Item(
            account=accounts[n % len(accounts)], external_id=str(n), received_at=received, detected_at=received,
            handling="new" if still_open else "answered", answered_at=None if still_open else received,
            closed_at=None if still_open else received, target_at=target, limit_at=received + timedelta(days=5),
            plan_by=received + timedelta(days=4), warn_at=target, due_at=target, guidelines=guidelines,
        )  # fmt: skip


@pytest.fixture
def server(office):
    call_command("collectstatic", "--noinput", verbosity=0)
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "socialgov.wsgi",
        "-b",
        f"127.0.0.1:{port}",
        "-w",
        "1",
        "--threads",
        "4",
    ]
    process = subprocess.Popen(command, env=os.environ | {"ALLOWED_HOSTS": "127.0.0.1,localhost"})
    base = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                httpx.get(f"{base}/health/live")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait()


def test_measure_pages(server, office):
    pages = {
        "static file (base.css)": f"{settings.STATIC_URL}css/base.css",
        "empty view (/health/live)": reverse("health_live"),
        f"public list, {ACCOUNTS:,} channels": reverse("accounts:public_list"),
        f"queue, {ITEMS:,} comments of which {OPEN:,} open": reverse("moderation:queue"),
        "one comment": reverse("moderation:item", args=[Item.objects.order_by("pk")[0].pk]),
        "first page (Att göra)": reverse("home:todo"),
        f"Läget, {ACCOUNTS:,} accounts": reverse("home:compliance"),
        "Läget, rows of one rule": reverse("home:compliance_rule", args=["capture"]),
        "Läget, one account": reverse("home:compliance_account", args=[Account.objects.order_by("pk")[0].pk]),
        "Läget, what asks for something as XLSX": reverse("home:compliance_xlsx"),
        "Läget, every row as CSV": reverse("home:compliance_csv") + "?status=alla",
        "Läget, every row as XLSX": reverse("home:compliance_xlsx") + "?status=alla",
        "Läget, the report (PDF/A)": reverse("home:compliance_report"),
    }
    cookies = {settings.SESSION_COOKIE_NAME: office.cookies[settings.SESSION_COOKIE_NAME].value}
    took: dict[str, list[float]] = {name: [] for name in pages}
    sizes = {}
    with httpx.Client(base_url=server, cookies=cookies, timeout=60) as client:
        for round_number in range(WARM + ROUNDS):
            for name, path in pages.items():
                start = time.perf_counter()
                response = client.get(path)
                elapsed = time.perf_counter() - start
                assert response.status_code == 200, (name, response.status_code)
                sizes[name] = len(response.content)
                if round_number >= WARM:
                    took[name].append(elapsed)
    queries = {}
    for name, path in pages.items():
        if name.startswith(("static",)):
            continue
        with CaptureQueriesContext(connection) as captured:
            answer = office.get(path)
            assert b"".join(answer) if answer.streaming else answer.content
        queries[name] = len(captured)
    REPORT.write_text(_report(took, sizes, queries, _checks()), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


def _checks() -> list[tuple[str, int, float]]:
    """Each check on every account: its provision and key, how many queries, the median of five in milliseconds."""
    accounts, plans, units = Account.objects.running(), Plan.objects.all(), Unit.objects.open()
    rows = []
    for check in judging.checks():
        took, queries = [], 0
        for _round in range(5):
            reset_queries()
            asked = Asked(current(), first_day(), datetime.now(UTC), accounts, plans, units)
            if not check.is_asked_by(asked.document):
                break
            with CaptureQueriesContext(connection) as captured:
                start = time.perf_counter()
                judging.judged(check, asked)
                took.append((time.perf_counter() - start) * 1000)
            queries = len(captured)
        if took:
            rows.append((f"{check.provision or '–'} ({check.key})", queries, statistics.median(took)))
    return rows


def _report(took: dict, sizes: dict, queries: dict[str, int], checks: list[tuple[str, int, float]]) -> str:
    names = list(took)
    median = {name: statistics.median(times) * 1000 for name, times in took.items()}
    static, empty = median[names[0]], median[names[1]]
    slow = {name: statistics.quantiles(took[name], n=20)[18] * 1000 for name in names}
    rows = [
        f"| {name} | {median[name]:.1f} | {slow[name]:.1f} | {median[name] / empty:.1f} | {median[name] / static:.1f} |"
        f" {queries.get(name, '–')} | {sizes[name] / 1024:.0f} |"
        for name in names
    ]
    return "\n".join(
        [
            "# Performance",
            "",
            "Written by `./test -n 0 -s bench/measure_pages.py` (bench/README.md says how). One gunicorn worker, one",
            f"client, {ROUNDS} rounds, each asking for every page once, so that all ratios come from the same run.",
            "",
            "| page | median ms | 95 % ms | ÷ empty view | ÷ static file | queries | KiB |",
            "|---|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
            f"Measured {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, PostgreSQL {_postgres()}.",
            "Times depend on the machine and on what else it does; the ratios hardly.",
            "",
            f"## Läget, rule by rule, {ACCOUNTS:,} accounts",
            "",
            "Each check asked alone; on the page those of one room share what they read.",
            "",
            "| provision (check) | queries | median ms |",
            "|---|---:|---:|",
            *(f"| {name} | {asked} | {ms:.0f} |" for name, asked, ms in checks),
            "",
        ]
    )


def _postgres() -> int:
    """The server's major version."""
    return connection.pg_version // 10000
