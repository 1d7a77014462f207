"""The sample blog over HTTP, as a process of its own: comments come in, and what is done there is read back."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from socialgov.local.channels.store import password
from socialgov.platforms import client as c
from socialgov.platforms.connectors import registry
from socialgov.platforms.connectors.base import Action, Connection, NotConfirmed, NotOffered, Seen
from socialgov.platforms.connectors.wordpress import NoInterface, WordPress
from tests.platforms.outside import sample_site, server

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # 10.00 in Sweden
blog = WordPress()


@pytest.fixture
def site(tmp_path):
    with sample_site(tmp_path, "--now", "2026-11-20T10:00") as address:
        yield c.Client(sample=address), tmp_path


@pytest.fixture
def connected(site):
    client, folder = site
    return client, Connection("wordpress", "https://skolbloggen.ljungsele.example", "socialgov", password(folder))


def fetch(connected, **options):
    client, connection = connected
    return blog.fetch(connection, client=client, **({"since": None, "state": {}} | options))


def newest(connected):
    return fetch(connected).comments[-1]


def test_the_comment_about_a_pupil_comes_in_with_its_time_and_its_post(connected):
    comment = newest(connected)
    assert comment.text.startswith("Min dotter går i samma klass")
    assert comment.published_at == datetime(2026, 11, 20, 7, 41, tzinfo=UTC)
    assert comment.post_title == "Så jobbar vi för trygga raster"
    assert comment.url == f"https://skolbloggen.ljungsele.example/trygga-raster/#comment-{comment.external_id}"
    assert json.loads(comment.delivered)["content"]["raw"] == comment.text


def test_only_what_is_new_since_the_start_comes_in(connected):
    page = fetch(connected, since=NOW - timedelta(days=7))
    assert len(page.comments) == 1
    assert not page.more


def test_what_the_blogs_own_people_wrote_is_told_apart_and_belongs_to_what_it_answers(connected):
    comments = {comment.external_id: comment for comment in fetch(connected).comments}
    (own,) = [comment for comment in comments.values() if comment.by_owner]
    assert "fackeltåget" in comments[own.parent_id].text


def test_an_answer_is_written_and_read_back(connected):
    client, connection = connected
    parent = newest(connected)
    text = "Hej! Vi har sett det här.\n\n<b>Ring</b> Samir & co på 070-174 06 09. /Lina"
    outcome = blog.reply(connection, client=client, parent=parent.external_id, post="101", text=text)
    assert (outcome.seen, outcome.text) == (Seen.VISIBLE, text)
    answers = [comment for comment in fetch(connected).comments if comment.parent_id == parent.external_id]
    assert [(a.by_owner, a.external_id) for a in answers] == [(True, outcome.external_id)]


def test_an_answer_sent_twice_is_written_once(connected):
    client, connection = connected
    parent = newest(connected).external_id
    one, other = (blog.reply(connection, client=client, parent=parent, post="", text="Tack!") for _ in range(2))
    assert one.external_id == other.external_id


def test_hiding_can_be_undone_and_is_seen_by_visitors(connected):
    client, connection = connected
    wanted = newest(connected)

    def visitor_sees_it():
        page = client.get(wanted.post_url, accept=c.PAGE_TYPES).body.decode()
        return "utreds för adhd" in page

    assert visitor_sees_it()
    hidden = blog.act(connection, client=client, action=Action.HIDE, external_id=wanted.external_id)
    assert hidden.seen == Seen.HIDDEN
    assert not visitor_sees_it()
    assert newest(connected).seen == Seen.HIDDEN
    shown = blog.act(connection, client=client, action=Action.SHOW, external_id=wanted.external_id)
    assert shown.seen == Seen.VISIBLE
    assert visitor_sees_it()


def test_removal_is_to_the_bin_done_twice_is_done_and_can_be_restored(connected):
    client, connection = connected
    wanted = newest(connected).external_id
    for _ in range(2):
        outcome = blog.act(connection, client=client, action=Action.REMOVE, external_id=wanted)
        assert outcome.seen == Seen.REMOVED
    assert wanted not in [comment.external_id for comment in fetch(connected).comments]
    assert blog.act(connection, client=client, action=Action.RESTORE, external_id=wanted).seen == Seen.VISIBLE


def test_a_comment_that_is_no_longer_there_is_said_to_be_gone(connected):
    client, connection = connected
    assert blog.look(connection, client=client, external_id="99999").seen == Seen.GONE
    assert blog.look(connection, client=client, external_id="inget-tal").seen == Seen.GONE
    with pytest.raises(c.Gone):
        blog.act(connection, client=client, action=Action.HIDE, external_id="99999")


def test_the_wrong_password_is_said_in_a_sentence(connected):
    client, connection = connected
    with pytest.raises(c.SignInRefused) as raised:
        blog.fetch(replace(connection, secret="fel"), client=client, since=None, state={})
    assert "skolbloggen.ljungsele.example" in str(raised.value)


def test_without_a_password_only_what_is_public_comes_in_and_nothing_can_be_done(connected):
    client, connection = connected
    stranger = replace(connection, name="", secret="")
    blog.act(connection, client=client, action=Action.HIDE, external_id=newest(connected).external_id)
    public = blog.fetch(stranger, client=client, since=None, state={}).comments
    assert len(public) == len(fetch(connected).comments) - 1
    with pytest.raises(c.SignInRefused):
        blog.act(stranger, client=client, action=Action.HIDE, external_id=public[0].external_id)


def test_the_password_is_not_in_the_connections_picture():
    assert "hemligt" not in repr(Connection("wordpress", "https://a.example", "n", "hemligt"))


def test_a_site_that_is_no_wordpress_is_said_so(site):
    client, _folder = site
    with pytest.raises(NoInterface):
        blog.fetch(
            Connection("wordpress", "https://kommunchefen.ljungsele.example"), client=client, since=None, state={}
        )


def test_an_action_that_the_blog_accepts_but_does_not_carry_out_is_not_called_done():
    row = {"id": 7, "post": 1, "status": "approved", "content": {"rendered": "x"}, "date_gmt": "2026-11-20T07:41:00"}
    with server(lambda r: (200, {"Content-Type": "application/json"}, json.dumps(row).encode())) as address:
        client, connection = c.Client(sample=address), Connection("wordpress", "https://b.example", "n", "p")
        for action in (Action.HIDE, Action.REMOVE):
            with pytest.raises(NotConfirmed):
                blog.act(connection, client=client, action=action, external_id="7")
        with pytest.raises(NotOffered):
            blog.act(connection, client=client, action=Action.REPLY, external_id="7")


def test_more_than_a_thousand_comments_come_in_over_several_fetches_without_loss_or_end():
    rows = [
        {
            "id": n,
            "content": {"rendered": f"<p>{n}</p>"},
            "date_gmt": f"2026-11-20T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}",
        }
        for n in range(1, 2351)
    ]

    def reply(request):
        page = int(request.path.partition("&page=")[2].partition("&")[0])
        headers = {"Content-Type": "application/json", "X-WP-TotalPages": "24"}
        return 200, headers, json.dumps(rows[(page - 1) * 100 : page * 100]).encode()

    found, state = [], {}
    with server(reply) as address:
        for _turn in range(5):
            page = blog.fetch(
                Connection("wordpress", "https://b.example"), client=c.Client(sample=address), since=None, state=state
            )
            found += [comment.external_id for comment in page.comments]
            state = json.loads(json.dumps(dict(page.state)))
            if not page.more:
                break
    assert found == [str(n) for n in range(1, 2351)]
    assert state == {"newest": "2026-11-20T00:39:10+00:00"}


def test_every_connector_keeps_within_what_the_platform_allows():
    from socialgov.platforms import catalogue

    for slug in registry.OF_PLATFORM:
        abilities = catalogue.get(slug).abilities
        for connector in registry.for_platform(slug):
            assert Action.REMOVE not in connector.actions or abilities.can_delete
            assert Action.HIDE not in connector.actions or abilities.can_hide
            assert Action.REPLY not in connector.actions or abilities.can_reply
