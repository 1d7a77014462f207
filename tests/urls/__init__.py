"""Who may open which address: one module per room with a table `URLS`. tests/test_every_url.py walks them all.

    URLS = {
        "accounts:account": Url(get={ANYONE_SIGNED_IN}, kwargs=lambda world: {"pk": world.account.pk}),
    }

A name that is in the resolver and in no table fails the test, and so does one that is in a table only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import models

from tests.factories.organisation import (
    PASSWORD,
    AbsenceFactory,
    GrantFactory,
    PersonFactory,
    UnitFactory,
    municipality,
)

COMMUNICATIONS = "communications"
MANAGER = "manager"
ADMINISTRATOR = "administrator"
OPERATOR = "operator"
REGISTRAR = "registrar"
ARCHIVIST = "archivist"
AUDITOR = "auditor"
SYSTEM_ADMINISTRATOR = "system_administrator"
NO_ROLE = "no_role"
OUTSIDER_MANAGER = "manager_elsewhere"
OUTSIDER_ADMINISTRATOR = "administrator_elsewhere"
OUTSIDER_COMMUNICATIONS = "communications_elsewhere"

ROLES = (
    COMMUNICATIONS,
    MANAGER,
    ADMINISTRATOR,
    OPERATOR,
    REGISTRAR,
    ARCHIVIST,
    AUDITOR,
    SYSTEM_ADMINISTRATOR,
    NO_ROLE,
    OUTSIDER_MANAGER,
    OUTSIDER_ADMINISTRATOR,
    OUTSIDER_COMMUNICATIONS,
)
EVERYONE = frozenset(ROLES)
OFFICE = frozenset({COMMUNICATIONS, SYSTEM_ADMINISTRATOR})


@cache
def hashed() -> str:
    """PASSWORD's hash: hashing is slow, so it is done once."""
    return make_password(PASSWORD)


@dataclass
class World:
    """A municipality with one person per role at `unit`, and three who hold theirs elsewhere. Rooms add their own rows
    as attributes: `world.account = AccountFactory(unit=world.unit)` in their `build`."""

    unit: models.Model = None
    elsewhere: models.Model = None
    people: dict = field(default_factory=dict)

    @classmethod
    def make(cls) -> "World":
        world = cls(unit=UnitFactory(name="Skolan"), elsewhere=UnitFactory(name="Badet"))
        root = municipality()
        for role in ROLES:
            if role.endswith("_elsewhere"):
                person = PersonFactory(unit=world.elsewhere, name=role, password=hashed())
                _hold(person, role.removesuffix("_elsewhere"), world.elsewhere)
            else:
                person = PersonFactory(unit=world.unit, name=role, password=hashed())
                if role != NO_ROLE:
                    _hold(person, role, world.unit if role in (MANAGER, ADMINISTRATOR, OPERATOR) else root)
            world.people[role] = person
        world.someone = PersonFactory(unit=world.unit, name="someone")
        world.absence = AbsenceFactory(person=world.someone, coming=True)
        return world


def _hold(person, role: str, unit) -> None:
    GrantFactory(person=person, role=role, unit=unit)


@dataclass(frozen=True)
class Url:
    """One address.

    `get` and `post` are the roles that may; empty means that the method is not taken by anyone (405). Those who may not
    are answered 403 or 404. `kwargs` and `data` are made from the world; `data` must be harmless or incomplete input:
    for who may, any answer but 403, 404 and 500 is right. `query` is added to the address. `methods` need no listing.
    A `fragment` is a part that an open page asks for by itself: no page of its own.
    """

    get: frozenset = frozenset()
    post: frozenset = frozenset()
    kwargs: Callable[[World], dict] = lambda world: {}
    data: Callable[[World], dict] = lambda world: {}
    query: str = ""
    public: bool = False
    fragment: bool = False
