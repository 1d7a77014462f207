"""Comments, messages and reports in the states that tests speak of."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from moderation.models import Connection, Item, ItemText
from moderation.services.clocks import set_clock, times_for
from socialgov.platforms.connectors.base import IncomingComment
from socialgov.platforms.secrets import encrypt
from tests.factories.accounts import AccountFactory
from tests.factories.organisation import NOW


class ItemTextFactory(DjangoModelFactory):
    class Meta:
        model = ItemText

    item = factory.SubFactory("tests.factories.moderation.ItemFactory")
    seen_at = NOW
    author_name = "Greta Exempel"
    text = "Hej! Vilka tider gäller på återvinningscentralen i jul?"


class ItemFactory(DjangoModelFactory):
    """A question that came in yesterday morning on a Facebook page that is not connected, with its clocks.

    Guidelines must be adopted. `text=""` leaves the words out.
    """

    class Meta:
        model = Item
        skip_postgeneration_save = True

    class Params:
        danger = factory.Trait(urgency="danger", secrecy=True, suggestion="distress")
        now = factory.Trait(urgency="now", suggestion="insult")
        secret = factory.Trait(secrecy=True)
        message = factory.Trait(kind="message")
        report = factory.Trait(kind="report", receipt=factory.Sequence(lambda n: 9000 + n), external_id=None)
        waiting = factory.Trait(handling="waiting")
        answered = factory.Trait(handling="answered", answered_at=NOW, closed_at=NOW)
        no_answer = factory.Trait(handling="no_answer", closed_at=NOW)
        hidden = factory.Trait(visibility="hidden", hidden_at=NOW)
        removed = factory.Trait(visibility="removed", removed_at=NOW, closed_at=NOW)

    account = factory.SubFactory(AccountFactory)
    external_id = factory.Sequence(lambda n: f"c-{n}")
    url = factory.LazyAttribute(lambda item: f"https://www.facebook.com/x.exempel/posts/{item.external_id}")
    received_at = NOW - timedelta(hours=25)
    detected_at = NOW - timedelta(hours=24)

    @factory.post_generation
    def text(self, create, extracted, **kwargs):
        if extracted != "":
            ItemTextFactory(item=self, **({"text": extracted} if extracted else {}), **kwargs)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        clocked = kwargs.pop("clocked", True)
        item = model_class(*args, **kwargs)
        if clocked:
            set_clock(item, times_for(item.account, kind=item.kind, received_at=item.received_at))
        item.save()
        item.refresh_from_db()
        return item


class ConnectionFactory(DjangoModelFactory):
    """A WordPress blog that is read, and on which we can act."""

    class Meta:
        model = Connection
        skip_postgeneration_save = True

    account = factory.SubFactory(
        AccountFactory, platform="wordpress", address="https://skolbloggen.ljungsele.example", name="Skolbloggen"
    )
    kind = "wordpress"
    address = factory.SelfAttribute("account.address")
    name = "socialgov"
    since = NOW - timedelta(days=7)
    not_before = NOW

    class Params:
        feed = factory.Trait(
            kind="feed",
            account=factory.SubFactory(AccountFactory, platform="blog"),
            address="https://kommunchefen.ljungsele.example/comments/feed/",
        )

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        if extracted:
            self.secret = encrypt(extracted, bound_to=self.bound_to)
            self.save(update_fields=["secret"])


def incoming(text: str = "Hej! När öppnar ni?", *, external_id: str = "77", **more) -> IncomingComment:
    """What a connector delivers."""
    given = {"author_name": "Greta Exempel", "published_at": NOW - timedelta(hours=1), "delivered": '{"id": 77}'} | more
    return IncomingComment(external_id=external_id, text=text, **given)
