"""Ljungsele's comments keep their mixture whatever day the demo starts."""

from datetime import timedelta

import pytest

from moderation.models import Connection, Item
from socialgov.local.sample.comment_texts import COMMENTS
from socialgov.local.sample.placing import candidates, reference
from tests.moderation.sample import loaded, local
from tests.moderation.test_sample import BY_ITSELF, REFERENCE, ROWS, class_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def guidelines():
    """The sample adopts its own."""


def test_the_connected_accounts_have_their_connections(settings):
    settings.SAMPLE_SITE_URL = "http://127.0.0.1:1"
    loaded(REFERENCE)
    kinds = {c.account.platform: c.kind for c in Connection.objects.select_related("account")}
    assert kinds == {"wordpress": "wordpress", "mastodon": "mastodon", "blog": "feed"}
    assert {c.since for c in Connection.objects.all()} == {REFERENCE - timedelta(days=7)}


def test_loading_twice_doubles_nothing():
    loaded(REFERENCE)
    count = Item.objects.count()
    loaded(REFERENCE + timedelta(hours=1))
    assert Item.objects.count() == count


AFTER_EASTER = "2026-04-07 10:00"
OTHER_MOMENTS = [
    "2026-11-23 07:00", "2026-11-21 11:00", "2026-11-25 15:30", "2026-06-19 12:00", "2026-06-20 18:00",
    "2026-12-24 09:00", "2026-12-27 10:00", "2027-01-07 08:05", "2026-10-25 02:30", "2027-03-28 13:00",
    AFTER_EASTER, "2027-05-14 23:50", "2026-11-20 00:10",
]  # fmt: skip


@pytest.mark.parametrize("moment", OTHER_MOMENTS)
def test_whatever_day_the_demo_starts_a_visitor_meets_the_same_mixture(moment):
    now = local(moment)
    items = loaded(now)
    classes = {name: class_of(Item.objects.select_related("account").get(pk=i.pk), now) for name, i in items.items()}
    by_class = {one: [name for name, c in classes.items() if c == one] for one in set(classes.values())}
    assert by_class["danger"] == ["C20"]
    assert {"C05", "C07", "C08", "C22"} <= set(by_class["now"])
    assert {"C03", "C04", "C06", "C09", "C23", "C25"} == set(by_class["done"])
    ahead = [name for one in ("soon", "today", "later") for name in by_class.get(one, [])]
    assert len(ahead) >= 5
    if moment != AFTER_EASTER:  # four closed days: nothing that came before them can have passed its target
        assert {"C11", "C18"} & {n for one in ("target_passed", "limit_today") for n in by_class.get(one, [])}
    assert "limit_passed" not in by_class
    assert all(item.received_at <= now for item in Item.objects.all())
    assert not Item.objects.filter(closed_at__gt=now).exists()


@pytest.mark.parametrize("moment", ["2026-11-23 10:00", "2026-11-25 09:30", "2027-02-11 10:00", "2026-12-22 09:00"])
def test_on_a_working_morning_every_class_is_kept(moment):
    now = local(moment)
    found = {
        name: str(class_of(Item.objects.select_related("account").get(pk=item.pk), now))
        for name, item in loaded(now).items()
    }
    assert found == {name: row["class"] for name, row in ROWS.items() if name not in BY_ITSELF}


@pytest.mark.parametrize("moment", OTHER_MOMENTS)
def test_evenings_stay_evenings(moment):
    for sample in COMMENTS:
        ref = reference(sample.at)
        first = next(candidates(ref, local(moment)))
        assert first.time() == ref.time()
