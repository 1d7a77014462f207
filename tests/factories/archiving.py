"""Captures and evidence in the states that tests speak of."""

from datetime import timedelta

import factory

from archiving.models import Capture, CaptureWork, Evidence
from tests.factories.accounts import AccountFactory
from tests.factories.organisation import NOW


class CaptureFactory(factory.django.DjangoModelFactory):
    """A capture that was taken by the system and kept on the day of NOW."""

    class Meta:
        model = Capture
        skip_postgeneration_save = True

    class Params:
        ordered = factory.Trait(
            state="ordered",
            kept_at=None,
            work=factory.RelatedFactory("tests.factories.archiving.CaptureWorkFactory", factory_related_name="capture"),
        )
        needs_help = factory.Trait(state="needs_help", problem="login_wall", kept_at=None)
        failed = factory.Trait(state="failed", problem="unreachable", kept_at=None)
        half_a_year_old = factory.Trait(
            ordered_at=NOW - timedelta(days=186), kept_at=NOW - timedelta(days=186)
        )  # 18 May 2026

    account = factory.SubFactory(AccountFactory)
    kind = "half_year"
    state = "done"
    address = factory.SelfAttribute("account.address")
    ordered_at = NOW
    kept_at = NOW


class CaptureWorkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaptureWork

    capture = factory.SubFactory(CaptureFactory)
    not_before = NOW


class EvidenceFactory(factory.django.DjangoModelFactory):
    """Saved evidence about something with id 1, without its files."""

    class Meta:
        model = Evidence

    class Params:
        secret = factory.Trait(secrecy=True)

    account = factory.SubFactory(AccountFactory)
    about_type = "moderation.item"
    about_id = 1
    form = "delivered"
    taken_at = NOW
    digest = factory.Sequence(lambda n: f"{n:064x}")
