"""The queue and the public list at 20,000 comments, against an empty view and a static file, in one run."""

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
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Account
from accounts.services import channel_list
from moderation.models import Item, ItemText
from socialgov.local.servers import free_port
from socialgov.organisation.selectors import actor_for
from socialgov.policy.selectors import current
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
        content = channel_list.compose(now=now)
        actor = actor_for(person, now=now)
        channel_list.publish(seen_digest=channel_list.digest_of(content), actor=actor, now=now)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        client = Client()
        client.force_login(person)
        yield client


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
            office.get(path)
        queries[name] = len(captured)
    REPORT.write_text(_report(took, sizes, queries), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


def _report(took: dict[str, list[float]], sizes: dict[str, int], queries: dict[str, int]) -> str:
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
        ]
    )


def _postgres() -> int:
    """The server's major version."""
    return connection.pg_version // 10000
