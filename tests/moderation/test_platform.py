"""What is decided really happens on the sample site and is read back; what is there comes in by itself."""

import json
from datetime import timedelta
from urllib.request import urlopen

import pytest

from archiving import evidence
from archiving.models import Evidence
from moderation.models import Connection, Item, PlatformAction, Reply
from moderation.selectors import due
from moderation.services import answers, connections, outbox, removal, showing
from socialgov.journal.models import Entry
from socialgov.local.channels.store import Store, password
from socialgov.notices.models import Notice
from socialgov.platforms import client as c
from socialgov.platforms.connectors import wordpress
from socialgov.platforms.connectors.base import Action, Outcome, Seen
from tests.factories.accounts import AccountFactory, AssignmentFactory
from tests.factories.moderation import ConnectionFactory, ItemFactory
from tests.factories.organisation import NOW, PersonFactory, acting
from tests.moderation.sample import local
from tests.platforms.outside import sample_site

pytestmark = pytest.mark.django_db
BLOG = "https://skolbloggen.ljungsele.example"
NOWHERE = c.Client(sample="http://127.0.0.1:9")


@pytest.fixture
def site(tmp_path):
    with sample_site(tmp_path, "--now", "2026-11-20T10:00") as address:
        yield address


@pytest.fixture
def http(site):
    return c.Client(sample=site)


@pytest.fixture
def blog(site, tmp_path):
    account = AccountFactory(platform="wordpress", address=BLOG, name="Skolbloggen")
    return ConnectionFactory(account=account, password=password(tmp_path))


@pytest.fixture
def samir(blog):
    return acting(AssignmentFactory(account=blog.account, person=PersonFactory(name="Samir Kritstrand")).person)


def fetched(http, now=NOW):
    connections.fetch_due(now=now, http=http)
    return Item.objects.exclude(kind="report")


def shown(site):
    with urlopen(f"{site}/skolbloggen.ljungsele.example/trygga-raster/") as page:
        return page.read().decode()


@pytest.mark.rule("ATV-52")
def test_comments_come_in_by_themselves_with_the_platforms_own_time(http, blog):
    item = fetched(http).get()
    assert item.received_at == local("2026-11-20 08:41")
    assert item.detected_at == NOW
    assert (item.urgency, item.suggestion, item.secrecy) == ("now", "secrecy", True)
    assert item.post_title
    blog.refresh_from_db()
    assert (blog.worked_at, blog.failing_since, blog.state) == (NOW, None, "waiting")
    assert blog.not_before > NOW


def test_the_feed_and_mastodon_bring_theirs(http, tmp_path):
    ConnectionFactory(feed=True)
    library = AccountFactory(platform="mastodon", address="https://social.ljungsele.example/@biblioteket")
    ConnectionFactory(
        account=library, kind="mastodon", address="https://social.ljungsele.example", password=password(tmp_path)
    )
    texts = [item.texts.get().text for item in fetched(http).order_by("received_at")]
    assert len(texts) == 2
    assert texts[0].startswith("Jag har läst ditt inlägg")
    assert "Saako kirjastosta apua" in texts[1]


def test_fetched_again_nothing_is_doubled(http, blog):
    fetched(http)
    assert fetched(http, NOW + timedelta(minutes=2)).count() == 1


@pytest.mark.rule("ATV-45")
def test_a_removed_comment_is_really_gone_from_the_blog_and_only_then_called_removed(site, http, blog, samir):
    item = fetched(http).get()
    assert "Melker" in shown(site)
    removal.remove(item=item, category="secrecy", actor=samir, now=NOW)
    assert Item.objects.get(pk=item.pk).visibility == "removing"
    assert outbox.perform_due(now=NOW, http=http) == 1
    item.refresh_from_db()
    assert (item.visibility, item.removed_at) == ("removed", NOW)
    assert "Melker" not in shown(site)
    assert Entry.objects.filter(verb="platform.remove").exists()
    fetched(http, NOW + timedelta(minutes=3))
    assert Item.objects.get(pk=item.pk).visibility == "removed"


def test_it_is_hidden_shown_again_and_put_back(site, http, blog, samir):
    item = fetched(http).get()
    for act, wanted, there in (
        (lambda: removal.hide(item=item, category="secrecy", actor=samir, now=NOW), "hidden", False),
        (lambda: showing.unhide(item=item, actor=samir, now=NOW), "visible", True),
        (lambda: removal.remove(item=item, category="secrecy", actor=samir, now=NOW), "removed", False),
        (lambda: showing.restore(item=item, actor=samir, now=NOW), "visible", True),
    ):
        act()
        outbox.perform_due(now=NOW, http=http)
        item.refresh_from_db()
        assert (item.visibility, "Melker" in shown(site)) == (wanted, there)


def test_a_reply_leaves_after_twenty_seconds_and_stands_under_the_comment(site, http, blog, samir):
    item = fetched(http).get()
    answers.reply(item=item, text="Ring mig i dag. /Samir", seen_version=0, actor=samir, now=NOW)
    assert outbox.perform_due(now=NOW + timedelta(seconds=19), http=http) == 0
    assert outbox.perform_due(now=NOW + timedelta(seconds=20), http=http) == 1
    sent = Reply.objects.get()
    assert (sent.state, bool(sent.external_id)) == ("sent", True)
    assert "Ring mig i dag. /Samir" in shown(site)
    fetched(http, NOW + timedelta(minutes=3))
    assert Item.objects.count() == 1
    assert item.decisions.count() == 1


def test_an_answer_written_on_the_blog_itself_closes_the_comment(site, http, blog, tmp_path):
    item = fetched(http).get()
    store = Store(tmp_path, now=NOW)
    parent = int(item.external_id)
    store.add(
        site="skolbloggen.ljungsele.example", post=101, parent=parent, author="Tallbackaskolan", text="Jag ringer dig.",
        owner=True, now=NOW + timedelta(minutes=1),
    )  # fmt: skip
    fetched(http, NOW + timedelta(minutes=5))
    item.refresh_from_db()
    assert (item.handling, item.answered_in) == ("answered", "wordpress")
    assert Item.objects.count() == 1


def test_hidden_on_the_blog_by_someone_it_is_hidden_here_too(http, blog):
    item = fetched(http).get()
    connection = outbox.plain(blog)
    wordpress.WordPress().act(connection, client=http, action=Action.HIDE, external_id=item.external_id)
    fetched(http, NOW + timedelta(minutes=5))
    item.refresh_from_db()
    assert (item.visibility, item.is_open) == ("hidden", False)
    wordpress.WordPress().act(connection, client=http, action=Action.SHOW, external_id=item.external_id)
    fetched(http, NOW + timedelta(minutes=10))
    item.refresh_from_db()
    assert (item.visibility, item.is_open) == ("visible", True)


def test_gone_from_the_blog_it_is_noticed(http, blog, monkeypatch):
    item = fetched(http).get()
    monkeypatch.setattr(wordpress.WordPress, "_rows", lambda *args: ([], 1))
    monkeypatch.setattr(wordpress.WordPress, "look", lambda *args, **kwargs: Outcome(item.external_id, Seen.GONE))
    fetched(http, NOW + timedelta(hours=2))
    item.refresh_from_db()
    assert (item.visibility, item.is_open) == ("gone", False)


def test_missing_from_the_feed_that_names_older_ones_it_is_gone(http):
    connection = ConnectionFactory(feed=True, since=NOW - timedelta(days=60))
    fetched(http)
    newest = Item.objects.order_by("-received_at").first()
    ItemFactory(account=connection.account, external_id="no-longer-there", received_at=newest.received_at)
    connection.refresh_from_db()
    Connection.objects.update(data={}, not_before=NOW)
    fetched(http, NOW + timedelta(minutes=3))
    states = dict(Item.objects.values_list("external_id", "visibility"))
    assert states.pop("no-longer-there") == "gone"
    assert set(states.values()) == {"visible"}


@pytest.mark.fault
def test_a_platform_that_is_away_is_tried_again_with_growing_pauses_and_then_told(blog, samir):
    item = ItemFactory(account=blog.account, external_id="1")
    removal.remove(item=item, category="threat", actor=samir, now=NOW)
    now, pauses = NOW, []
    for _ in range(outbox.MOST_ATTEMPTS):
        assert outbox.perform_due(now=now, http=NOWHERE) == 1
        work = PlatformAction.objects.get()
        pauses.append(work.not_before - now)
        now = max(work.not_before, now)
    assert pauses[:3] == [timedelta(seconds=10), timedelta(seconds=20), timedelta(seconds=40)]
    item.refresh_from_db()
    assert (item.visibility, item.is_open, work.state) == ("failed", True, "given_up")
    told = Notice.objects.get(kind="moderation.action_failed")
    assert told.person_id == samir.person_id
    removal.hide(item=item, category="threat", actor=samir, now=now)  # what failed can be tried otherwise


@pytest.mark.fault
def test_a_reply_that_can_not_be_sent_opens_the_item_again_with_its_clock(blog, samir):
    item = ItemFactory(account=blog.account, external_id="1")
    due = item.due_at
    answers.reply(item=item, text="Hej", seen_version=0, actor=samir, now=NOW)
    PlatformAction.objects.update(attempts=outbox.MOST_ATTEMPTS)
    outbox.perform_due(now=NOW + timedelta(minutes=1), http=NOWHERE)
    item.refresh_from_db()
    assert (item.handling, item.due_at, item.is_open) == ("new", due, True)
    assert Reply.objects.get().state == "failed"


def test_what_is_no_longer_wanted_is_not_done(blog, samir):
    item = ItemFactory(account=blog.account, external_id="1")
    removal.hide(item=item, category="threat", actor=samir, now=NOW)
    PlatformAction.objects.update(state="waiting")
    Item.objects.update(visibility="visible")
    outbox.perform_due(now=NOW, http=NOWHERE)
    assert PlatformAction.objects.get().withdrawn_at == NOW


def test_undone_before_it_began_nothing_is_sent(blog, samir):
    item = ItemFactory(account=blog.account, external_id="1")
    removal.hide(item=item, category="threat", actor=samir, now=NOW)
    showing.unhide(item=item, actor=samir, now=NOW)
    assert outbox.perform_due(now=NOW, http=NOWHERE) == 0
    assert Item.objects.get(pk=item.pk).visibility == "visible"


def test_a_worker_that_woke_too_late_changes_nothing(blog, samir):
    item = ItemFactory(account=blog.account, external_id="1")
    removal.hide(item=item, category="threat", actor=samir, now=NOW)
    slow = PlatformAction.objects.claim(now=NOW)
    PlatformAction.objects.claim(now=NOW + timedelta(minutes=3))
    outbox._succeeded(slow, Outcome("1", Seen.HIDDEN), now=NOW + timedelta(minutes=4))
    outbox._failed(slow, "x", again=False, now=NOW + timedelta(minutes=4))
    assert Item.objects.get(pk=item.pk).visibility == "hiding"


@pytest.mark.fault
def test_a_connection_that_fails_is_tried_less_often_and_told_after_two_hours_while_others_go_on(http, blog):
    broken = ConnectionFactory(feed=True, address="https://finns-inte.ljungsele.example/feed/")
    karin = PersonFactory(communications=True)
    assert fetched(http).count() == 1
    broken.refresh_from_db()
    assert (broken.failing_since, broken.not_before - NOW, bool(broken.error)) == (NOW, timedelta(minutes=2), True)
    fetched(http, NOW + timedelta(minutes=2))
    broken.refresh_from_db()
    assert (broken.failing_since, broken.not_before) == (NOW, NOW + timedelta(minutes=6))
    assert not list(due.silent_connections(NOW + timedelta(minutes=119)))
    (told,) = due.silent_connections(NOW + timedelta(minutes=121))
    assert (told.recipient_id, told.kind) == (karin.pk, "moderation.connector_silent")


def test_a_connection_that_works_again_is_no_longer_failing(http, blog):
    Connection.objects.update(failing_since=NOW - timedelta(hours=5))
    fetched(http)
    blog.refresh_from_db()
    assert (blog.failing_since, blog.attempts) == (None, 0)


def test_a_wrong_password_is_said_in_a_sentence(http, blog):
    connections.connect(
        account=blog.account, kind="wordpress", address=BLOG, name="socialgov", secret="fel",
        actor=acting(PersonFactory(communications=True)), now=NOW,
    )  # fmt: skip
    fetched(http)
    blog.refresh_from_db()
    assert "accepterar inte" in blog.error or "inloggning" in blog.error


def test_a_closed_account_is_read_no_more(http, blog):
    blog.account.state, blog.account.closed_on = "closed", NOW.date()
    blog.account.save()
    assert not fetched(http).exists()
    blog.refresh_from_db()
    assert blog.state == "given_up"


def test_a_secret_moved_to_another_account_does_not_open(blog):
    other = ConnectionFactory(account=AccountFactory(platform="wordpress"))
    other.secret = blog.secret
    with pytest.raises(outbox.CannotOpen):
        outbox.plain(other)


def test_evidence_holds_what_the_platform_delivered(http, blog, samir):
    item = fetched(http).get()
    decision = removal.remove(item=item, category="secrecy", actor=samir, now=NOW)
    saved = json.loads(evidence.content_of(Evidence.objects.get(pk=decision.evidence_id)))
    assert saved["versions"][0]["raw"]["content"]["rendered"].startswith("<p>Min dotter")
