"""Accounts in the states that tests speak of."""

from datetime import date

import factory

from accounts.models import Account, Assignment, PartyLink
from tests.factories.organisation import PersonFactory, UnitFactory


class AccountFactory(factory.django.DjangoModelFactory):
    """A running public Facebook page."""

    class Meta:
        model = Account

    name = factory.Sequence(lambda n: f"Ljungsele enhet {n}")
    platform = "facebook"
    address = factory.Sequence(lambda n: f"https://www.facebook.com/ljungsele{n}.exempel")
    address_key = factory.SelfAttribute("address")
    handle = factory.Sequence(lambda n: f"ljungsele{n}.exempel")
    unit = factory.SubFactory(UnitFactory)
    state = "active"
    purpose = "Nyheter och frågor"
    watched = "Helgfri måndag–fredag kl. 8.00–17.00"
    started_on = date(2026, 4, 15)

    class Params:
        planned = factory.Trait(state="planned", address="", address_key=None, handle="", started_on=None)
        closed = factory.Trait(state="closed", closed_on=date(2026, 10, 30))
        blog = factory.Trait(
            platform="blog",
            address=factory.Sequence(lambda n: f"https://blogg{n}.ljungsele.example"),
        )
        ownerless = factory.Trait(unit=None, watched="", started_on=None)


class AssignmentFactory(factory.django.DjangoModelFactory):
    """An administrator of an account."""

    class Meta:
        model = Assignment

    account = factory.SubFactory(AccountFactory)
    person = factory.SubFactory(PersonFactory)
    role = "administrator"
    starts_on = date(2026, 1, 1)

    class Params:
        operator = factory.Trait(role="operator")
        substitute = factory.Trait(role="substitute")


class PartyLinkFactory(factory.django.DjangoModelFactory):
    """A party with a link in the present term."""

    class Meta:
        model = PartyLink

    name = factory.Sequence(lambda n: f"Parti {n}")
    address = factory.Sequence(lambda n: f"https://parti{n}.example")
    answer = "accepted"
    term_starts_on = date(2026, 10, 15)
    term_ends_on = date(2030, 10, 14)
