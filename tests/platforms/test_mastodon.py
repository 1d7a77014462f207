"""Mentions on the sample's Mastodon come in, once each, and nothing is done there."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from socialgov.local.channels.store import password
from socialgov.platforms import client as c
from socialgov.platforms.connectors.base import Connection, NotOffered
from socialgov.platforms.connectors.mastodon import Mastodon
from tests.platforms.outside import sample_site, server

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ADDRESS = "https://social.ljungsele.example"


def test_the_question_in_finnish_comes_in_once(tmp_path):
    with sample_site(tmp_path, "--now", "2026-11-20T10:00") as site:
        client, connection = c.Client(sample=site), Connection("mastodon", ADDRESS, secret=password(tmp_path))
        first = Mastodon().fetch(connection, client=client, since=NOW - timedelta(days=7), state={})
        (comment,) = first.comments
        assert "Saako kirjastosta apua" in comment.text
        assert comment.published_at == datetime(2026, 11, 18, 9, 35, tzinfo=UTC)
        assert comment.author_handle == "@aino_ex@suomi.example"
        again = Mastodon().fetch(connection, client=client, since=None, state=first.state)
        assert again.comments == ()
        assert again.state == first.state


def test_a_wrong_token_is_said_in_a_sentence(tmp_path):
    with sample_site(tmp_path) as site, pytest.raises(c.SignInRefused):
        Mastodon().fetch(
            Connection("mastodon", ADDRESS, secret="x"), client=c.Client(sample=site), since=None, state={}
        )


@pytest.mark.parametrize("state", [{}, {"min_id": "0"}])
def test_many_mentions_come_in_all_of_them_from_either_end(state):
    def row(n):
        status = {
            "id": str(n),
            "content": f"<p>{n}</p>",
            "created_at": "2026-11-20T07:41:00.000Z",
            "visibility": "direct",
        }
        return {"id": str(n), "type": "mention", "created_at": status["created_at"], "status": status}

    def reply(request):
        numbers = list(range(1, 131))
        if "min_id=" in request.path:
            low = int(request.path.rpartition("min_id=")[2])
            numbers = [n for n in numbers if n > low][:40]
        elif "max_id=" in request.path:
            numbers = [n for n in numbers if n < int(request.path.rpartition("max_id=")[2])][-40:]
        else:
            numbers = numbers[-40:]
        return 200, {"Content-Type": "application/json"}, json.dumps([row(n) for n in reversed(numbers)]).encode()

    with server(reply) as site:
        page = Mastodon().fetch(
            Connection("mastodon", "https://m.example"), client=c.Client(sample=site), since=None, state=state
        )
    assert sorted(int(comment.external_id) for comment in page.comments) == list(range(1, 131))
    assert page.state == {"min_id": "130"}
    assert all(comment.private for comment in page.comments)


def test_nothing_is_done_on_mastodon_from_here():
    with pytest.raises(NotOffered):
        Mastodon().act(Connection("mastodon", ADDRESS))
