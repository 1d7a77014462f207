"""The main job under a real `./run`: comments come in, are acted on and answered, captures are taken, mails leave."""

import hashlib
import html
import re
import subprocess
import sys
from contextlib import closing

import httpx
import pytest
import redis

from archiving.engine import pdfa
from tests.local.launching import ROOT, Launch, until
from tests.local.test_run import database
from tests.notices.sink import Sink

pytestmark = [pytest.mark.fault, pytest.mark.browser, pytest.mark.xdist_group("live")]
REGISTRAR = "registrator@ljungsele.example"
NUMBER = "KS 2026-00341"
REMOVED = "SELECT item_id FROM moderation_itemtext WHERE author_name = 'Mamma i 4B'"
PATIENCE = 100  # seconds: a lost wake-up costs a minute, no more

ACT = """
from django.utils import timezone
from moderation.models import Item
from moderation.services import records, removal
from socialgov.local.sample.accounts import person
from socialgov.organisation.selectors import actor_for
now = timezone.now()
samir = actor_for(person("Samir"), now=now)
item = Item.objects.get(texts__author_name="Mamma i 4B")
removal.remove(item=item, category="secrecy", actor=samir, now=now)
records.to_registrar(item=item, subject="Kommentar om en elev", actor=samir, now=now)
"""
VERIFY = """
from django.core.management import call_command
from socialgov.notices import tasks
tasks.fill(), tasks.send()
call_command("verify_journal"), call_command("verify_archive")
"""


class Live:
    """One installation with its sample, whose mails arrive at a real server."""

    def __init__(self, run: Launch, sink: Sink):
        self.run, self.sink = run, sink
        self.environment = run.child("gunicorn").environ()
        self.blog = self.environment["SAMPLE_SITE_URL"] + "/skolbloggen.ljungsele.example"

    def ask(self, query: str, *values) -> list[tuple]:
        with database(self.run) as connection, connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def inside(self, program: str) -> None:
        command = [sys.executable, "-B", "manage.py", "shell", "-c", program]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]

    def empty_redis(self) -> None:
        with redis.Redis.from_url(self.environment["REDIS_URL"]) as connection:
            connection.flushall()

    def signed_in(self, email: str) -> httpx.Client:
        (password,) = {line.split("\t")[2] for line in self.run.lines if line.count("\t") == 2}
        browser = httpx.Client(base_url=self.run.url, follow_redirects=True, timeout=30, trust_env=False)
        browser.headers["Referer"] = self.run.url
        browser.get("konto/login/")
        token = browser.cookies["csrftoken"]
        answer = browser.post("konto/login/", data={"login": email, "password": password, "csrfmiddlewaretoken": token})
        assert "/login" not in str(answer.url)
        return browser

    def mails_about_the_removed(self) -> list[str]:
        """The words of each mail that asks the registrar for the removed comment's number."""
        ((dispatch,),) = self.ask(f"SELECT dispatch_id FROM diary_document WHERE about_id = ({REMOVED})")
        words = [mail.get_body(("plain",)).get_content() for mail in self.sink.arrived if mail["To"] == REGISTRAR]
        return [text for text in words if f"/diarium/{dispatch}/" in text]


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    with Sink() as sink, Launch(tmp_path_factory.mktemp("live") / "data", EMAIL_URL=sink.url) as run:
        yield Live(run.ready(), sink)


def test_comments_come_in_by_themselves(live):
    comment = {"namn": "Nyfiken farmor", "text": "Får syskon följa med på friluftsdagen?"}
    httpx.post(f"{live.blog}/friluftsdag/kommentera", data=comment, trust_env=False)
    wanted = ["Aino", "Mamma i 4B", "Nyfiken farmor", "Sture"]
    query = "SELECT author_name FROM moderation_itemtext WHERE author_name = ANY(%s) ORDER BY 1"
    assert until(lambda: (found := [name for (name,) in live.ask(query, wanted)]) == wanted and found, within=PATIENCE)


def test_a_removal_happens_on_the_blog_and_the_registrar_gets_one_mail_though_redis_is_emptied(live):
    post = f"{live.blog}/trygga-raster"
    assert "Melker" in httpx.get(post, trust_env=False).text
    live.inside(ACT)
    live.empty_redis()
    until(lambda: "Melker" not in httpx.get(post, trust_env=False).text, within=PATIENCE)
    state = f"SELECT 1 FROM moderation_item WHERE id = ({REMOVED}) AND"
    until(lambda: live.ask(f"{state} visibility = 'removed'"), within=PATIENCE)
    (text,) = until(live.mails_about_the_removed, within=PATIENCE)
    assert not [mail for mail in live.sink.arrived if "Melker" in mail.as_string()]
    link = re.search(r"http://\S+/lank/\S+", text)[0]
    with httpx.Client(follow_redirects=True, trust_env=False) as registrar:
        page = registrar.get(link).text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        registrar.post(link, data={"number": NUMBER, "csrfmiddlewaretoken": token}).raise_for_status()
    until(lambda: live.ask(f"{state} diary_number = %s", NUMBER), within=PATIENCE)


def test_the_capture_worker_takes_a_page_and_keeps_it_as_picture_and_pdf_a(live):
    live.empty_redis()
    ((account,),) = live.ask("SELECT id FROM accounts_account WHERE name = 'Skolbloggen'")
    with closing(live.signed_in("samir.kritstrand@ljungsele.example")) as samir:
        samir.get(f"arkiv/konto/{account}/")
        token = samir.cookies["csrftoken"]
        ordered = samir.post(f"arkiv/konto/{account}/ta-bild/", data={"csrfmiddlewaretoken": token})
        files = until(lambda: re.findall(r"/arkiv/bild/\d+/fil/\d+/", samir.get(ordered.url).text), within=PATIENCE)
        page = html.unescape(samir.get(ordered.url).text)
        kept = {answer.content[:4]: answer.content for answer in map(samir.get, dict.fromkeys(files))}
    assert {b"\x89PNG", b"%PDF"} <= set(kept)
    assert pdfa.complies(kept[b"%PDF"])
    assert all(hashlib.sha256(content).hexdigest() in page for content in kept.values())
    users = set(live.run.told_by_each(lambda process: process.uids().real))
    assert users and 0 not in users


def test_after_all_that_nothing_is_sent_twice_and_journal_and_archive_are_whole(live):
    live.inside(VERIFY)
    assert len(live.mails_about_the_removed()) == 1
