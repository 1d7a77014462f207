"""Comments from feeds as they are in the world: with odd dates, without ids, broken halfway, or no feed at all."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgov.platforms import client as c
from socialgov.platforms.connectors.base import Connection, MalformedFeed, NotOffered
from socialgov.platforms.connectors.feed import Feed, read
from socialgov.platforms.connectors.words import instant, plain
from tests.platforms.outside import server

CONNECTION = Connection("feed", "https://blogg.example/comments/feed/")
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Kommentarer</title><link>https://blogg.example/</link>{}</channel></rss>"""
ITEM = """<item><title>Kommentar till Budgeten av Åsa</title><link>https://blogg.example/budgeten/#comment-7</link>
<dc:creator>Åsa</dc:creator><guid isPermaLink="false">7</guid><pubDate>{}</pubDate>
<content:encoded><![CDATA[<p>Hej!<br/>Hur <b>går</b> det?</p><script>alert(1)</script>]]></content:encoded></item>"""


def fetch(body, state=None, since=None, headers=None, status=200):
    seen = []

    def reply(request):
        seen.append(request.headers)
        return status, {"Content-Type": "application/rss+xml"} | (headers or {}), body.encode()

    with server(reply) as site:
        page = Feed().fetch(CONNECTION, client=c.Client(sample=site), since=since, state=state or {})
    return page, seen[0]


def test_an_item_becomes_a_comment_without_markup():
    page, _ = fetch(RSS.format(ITEM.format("Fri, 20 Nov 2026 08:41:00 +0100")))
    (comment,) = page.comments
    assert comment.text == "Hej!\nHur går det?"
    assert (comment.external_id, comment.author_name, comment.post_title) == ("7", "Åsa", "Budgeten")
    assert comment.post_url == "https://blogg.example/budgeten/"
    assert comment.published_at == datetime(2026, 11, 20, 7, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Fri, 20 Nov 2026 08:41:00 +0100", datetime(2026, 11, 20, 7, 41, tzinfo=UTC)),
        ("20 Nov 2026 07:41 GMT", datetime(2026, 11, 20, 7, 41, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 07:41:00 -0000", datetime(2026, 11, 20, 7, 41, tzinfo=UTC)),
        ("2026-11-20T07:41:00Z", datetime(2026, 11, 20, 7, 41, tzinfo=UTC)),
        ("2026-11-20T08:41:00.123+01:00", datetime(2026, 11, 20, 7, 41, 0, 123000, tzinfo=UTC)),
        ("2026-11-20 08:41", datetime(2026, 11, 20, 7, 41, tzinfo=UTC)),  # no zone: Swedish time
        ("2026-06-20 09:41", datetime(2026, 6, 20, 7, 41, tzinfo=UTC)),
        ("i fredags", None),
        ("", None),
        ("9999-12-31T23:59:59-23:00", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_a_date_is_read_as_it_was_meant(written, meant):
    assert instant(written) == meant


def test_a_comment_without_a_readable_date_still_comes_in_and_says_so():
    page, _ = fetch(RSS.format(ITEM.format("i fredags")), since=datetime(2026, 1, 1, tzinfo=UTC))
    assert [comment.published_at for comment in page.comments] == [None]


def test_without_ids_the_same_comment_gets_the_same_one_each_time():
    item = "<item><description>Hej</description><pubDate>Fri, 20 Nov 2026 08:41:00 +0100</pubDate></item>"
    one, other = (fetch(RSS.format(item))[0].comments[0].external_id for _ in range(2))
    assert one == other
    assert one.startswith("sha256:")


def test_it_asks_only_for_what_has_changed():
    headers = {"ETag": '"abc"', "Last-Modified": "Fri, 20 Nov 2026 07:41:00 GMT"}
    first, _ = fetch(RSS.format(ITEM.format("")), headers=headers)
    again, asked = fetch("", state=first.state, status=304)
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == (headers["ETag"], headers["Last-Modified"])
    assert again.unchanged
    assert again.state == first.state


def test_a_server_that_ignores_the_question_is_seen_through_by_the_content():
    body = RSS.format(ITEM.format(""))
    first, _ = fetch(body)
    assert fetch(body, state=first.state)[0].unchanged


def test_a_feed_broken_halfway_gives_what_came_before_and_is_asked_for_whole_the_next_time():
    whole = RSS.format(ITEM.format("") + ITEM.format("").replace(">7<", ">8<"))
    page, _ = fetch(whole[: whole.rindex("<content:encoded>")], headers={"ETag": '"abc"'})
    assert "7" in [comment.external_id for comment in page.comments]
    assert page.state == {}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "hej",
        "<html><body>Sidan finns inte</body></html>",
        "<rss",
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>&b;</channel></rss>',
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>' + RSS[38:].format("&c;"),
    ],
)
def test_what_is_no_feed_is_said_in_a_sentence(body):
    with pytest.raises(MalformedFeed) as raised:
        fetch(body)
    assert "blogg.example" in str(raised.value)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail_otherwise(body):
    try:
        read(body, "application/rss+xml", url="https://blogg.example/")
    except MalformedFeed:
        pass


def test_an_empty_feed_is_a_feed():
    assert fetch(RSS.format(""))[0].comments == ()


def test_a_dangerous_address_is_left_out():
    page, _ = fetch(
        RSS.format("<item><guid>1</guid><link>javascript:alert(1)</link><description>x</description></item>")
    )
    assert page.comments[0].url == ""


def test_older_than_asked_for_is_left_out():
    body = RSS.format(ITEM.format("Fri, 20 Nov 2026 08:41:00 +0100"))
    assert fetch(body, since=datetime(2026, 11, 20, 8, tzinfo=UTC))[0].comments == ()


def test_nothing_is_done_through_a_feed():
    for attempt in (Feed().reply, Feed().act, Feed().look):
        with pytest.raises(NotOffered):
            attempt(CONNECTION)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Ett</p><p>Två</p>", "Ett\n\nTvå"),
        ("Ett<br>två &amp; tre &lt;b&gt;", "Ett\ntvå & tre <b>"),
        ("<style>p{}</style>x<script>y</script>", "x"),
        (
            '<a href="https://elak.example/x">www.ljungsele.example</a>',
            "www.ljungsele.example (https://elak.example/x)",
        ),
        ('<a href="https://a.example/">a.example</a>', "a.example"),
        ('<a href="https://m.example/tags/bok">#bok</a>', "#bok"),
        ('Bra <img src="x" alt="👍">', "Bra 👍"),
        ("a\x00b", "a\ufffdb"),
        ("<script>aldrig stängd", ""),
    ],
)
def test_html_is_read_as_the_reader_sees_it(html, text):
    assert plain(html) == text


@given(st.text(max_size=300))
def test_any_text_becomes_text_without_nul(html):
    assert "\x00" not in plain(html)
