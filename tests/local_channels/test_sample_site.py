"""The sample site stands for the outside world: pages to capture, feeds, a form, and always said to be invented."""

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from urllib.request import Request, urlopen

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgov.local.channels import content
from socialgov.local.channels.store import password
from socialgov.platforms import client as c
from socialgov.platforms.connectors.base import Connection
from socialgov.platforms.connectors.feed import Feed
from tests.platforms.outside import sample_site

PAGES = (
    "/", "/skolbloggen.ljungsele.example/", "/skolbloggen.ljungsele.example/trygga-raster/",
    "/kommunchefen.ljungsele.example/", "/kommunchefen.ljungsele.example/budgeten/",
    "/social.ljungsele.example/@biblioteket", "/social.ljungsele.example/@biblioteket/301/",
    "/facebook.com/bjorkdungen.exempel", "/instagram.com/ljungselekommun.exempel",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("channels")
    with sample_site(folder, "--now", "2026-11-20T10:00") as address:
        yield address


def text_of(address, **headers):
    with urlopen(Request(address, headers=headers)) as answer:
        return answer.read().decode()


def post(address, **fields):
    return httpx.post(address, data=fields, follow_redirects=False, trust_env=False)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_it_is_invented_and_is_in_swedish(site, path):
    html = text_of(site + path)
    assert "Exempel – påhittat innehåll" in html
    assert '<html lang="sv">' in html
    assert "<script" not in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_every_picture_and_link_on_a_page_leads_somewhere(site, path):
    html = text_of(site + path)
    for address in set(re.findall(r'(?:src|href)="(/[^"#]*)', html)):
        assert text_of(site + address)
    assert all(re.search(r'alt="', image) for image in re.findall(r"<img[^>]*>", html))


def test_a_channel_is_found_under_its_own_host_too(site):
    under_path = text_of(f"{site}/skolbloggen.ljungsele.example/trygga-raster/")
    under_host = text_of(f"{site}/trygga-raster/", Host="skolbloggen.ljungsele.example")
    assert under_host == under_path.replace("/skolbloggen.ljungsele.example", "")
    assert text_of(f"{site}/_static/site.css", Host="skolbloggen.ljungsele.example")


def test_a_page_that_is_not_there_is_said_so(site):
    for path in ("/nagot", "/skolbloggen.ljungsele.example/inget", "/_static/../site.py", "/_static/..%2fsite.py"):
        with pytest.raises(Exception, match="404"):
            text_of(site + path)


def test_a_visitor_writes_a_comment_and_it_arrives_through_the_feed(tmp_path):
    connection = Connection("feed", "https://kommunchefen.ljungsele.example/comments/feed/")
    with sample_site(tmp_path, "--now", "2026-11-20T10:00") as site:
        client = c.Client(sample=site)
        before = Feed().fetch(connection, client=client, since=None, state={})
        assert Feed().fetch(connection, client=client, since=None, state=before.state).unchanged
        answer = post(
            f"{site}/kommunchefen.ljungsele.example/budgeten/kommentera", namn="Åsa <b>", text="Hej & hå!\n\x0b1 < 2"
        )
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("./?tack=1#comment-")
        page = Feed().fetch(connection, client=client, since=None, state=before.state)
        (new,) = [x for x in page.comments if x.external_id not in {y.external_id for y in before.comments}]
        assert (new.author_name, new.text) == ("Åsa <b>", "Hej & hå!\n\ufffd1 < 2")
        assert new.post_title == "Budgeten, så enkelt jag kan"
        assert "Åsa &lt;b&gt;" in text_of(f"{site}/kommunchefen.ljungsele.example/budgeten/")


def test_an_answer_in_the_feed_names_what_it_answers(site):
    connection = Connection("feed", "https://kommunchefen.ljungsele.example/comments/feed/")
    comments = Feed().fetch(connection, client=c.Client(sample=site), since=None, state={}).comments
    by_text = {comment.text[:10]: comment for comment in comments}
    assert by_text["Tack Gun-B"].parent_id == by_text["Bra att du"].external_id
    assert by_text["Bra att du"].parent_id == ""
    assert by_text["Jag har lä"].text.endswith("Ni borde skämmas. / Sture")
    assert by_text["Jag har lä"].published_at == datetime(2026, 11, 15, 21, 3, tzinfo=UTC)


def test_what_was_typed_stays_when_something_is_missing(site):
    answer = post(f"{site}/skolbloggen.ljungsele.example/trygga-raster/kommentera", namn="", text="Kvar <här>")
    html = answer.text
    assert answer.status_code == 422
    assert "Kvar &lt;här&gt;" in html
    assert 'aria-describedby="fel-namn"' in html


def test_pressed_twice_is_one_comment(site):
    address = f"{site}/skolbloggen.ljungsele.example/friluftsdag/kommentera"
    assert [post(address, namn="Bo", text="Bara en gång").status_code for _ in range(2)] == [303, 303]
    assert text_of(f"{site}/skolbloggen.ljungsele.example/friluftsdag/").count("Bara en gång") == 1


def test_too_long_or_too_large_is_refused(site):
    address = f"{site}/skolbloggen.ljungsele.example/trygga-raster/kommentera"
    assert post(address, namn="Bo", text="x" * 5001).status_code == 422
    try:
        assert post(address, namn="Bo", text="x" * 70_000).status_code == 413
    except httpx.TransportError:
        pass  # refused before everything was sent


def test_a_restart_loses_nothing_and_moves_no_date(tmp_path):
    with sample_site(tmp_path, "--now", "2026-11-20T10:00") as site:
        post(f"{site}/skolbloggen.ljungsele.example/kvarnen/kommentera", namn="Bo", text="Minns ni?")
        first = text_of(f"{site}/skolbloggen.ljungsele.example/kvarnen/")
        secret = password(tmp_path)
    with sample_site(tmp_path, "--now", "2027-01-04T10:00") as site:
        assert text_of(f"{site}/skolbloggen.ljungsele.example/kvarnen/") == first
    assert password(tmp_path) == secret
    assert (tmp_path / "application-password").stat().st_mode & 0o077 == 0


def test_the_caller_may_say_when_the_samples_comments_came(tmp_path):
    (tmp_path / "dates.json").write_text('{"C10": "2026-11-19T22:00"}')
    folder = tmp_path / "data"
    with sample_site(folder, "--now", "2026-11-20T10:00", "--dates", str(tmp_path / "dates.json")):
        rows = sqlite3.connect(folder / "channels.sqlite3").execute(
            "SELECT published FROM comments WHERE text LIKE 'Min d%'"
        )
        assert rows.fetchall() == [("2026-11-19T21:00:00+00:00",)]


@given(st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)))
def test_at_any_moment_the_samples_comments_keep_their_class(moment):
    now = moment.replace(tzinfo=content.HOME)
    dates = content.dates(now)
    assert now - dates["C10"] == timedelta(minutes=79)
    assert (now.date() - dates["C17"].date()).days == 5  # the hard limit is the end of today
    assert 2 <= (now.date() - dates["C14"].date()).days <= 4
    assert dates["C14"].weekday() < 5


def test_old_comments_are_too_old_to_be_taken_for_new():
    assert all(seed.days_ago >= 14 for seed in content.COMMENTS if not seed.name.startswith("C"))
