"""Every address, for every role and for other people's objects. Each room says who may in tests/urls/<room>.py."""

import importlib
import pkgutil

import pytest
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.urls
from socialgov import urls
from socialgov.public_urls import PUBLIC_URLS
from tests.urls import ROLES, World

TABLES = {
    found.name: importlib.import_module(f"tests.urls.{found.name}")
    for found in pkgutil.iter_modules(tests.urls.__path__)
}
URLS = {name: url for table in TABLES.values() for name, url in table.URLS.items()}
CLOSED = sorted(name for name, url in URLS.items() if not url.public)
OPEN = sorted(name for name, url in URLS.items() if url.public)
REFUSED = (403, 404)


def known(patterns=None, prefix: str = "") -> dict[str, URLPattern]:
    """Every named address of the resolver. One without a name gets its route instead, which no table has."""
    found = {}
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            deeper = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found |= known(pattern.url_patterns, deeper)
        else:
            found[f"{prefix}{pattern.name or pattern.pattern}"] = pattern
    return found


@pytest.fixture(scope="module")
def world(kept):
    """A municipality with one person per role, each signed in; each room adds what its own addresses are about.

    Made once: every question is undone after its answer.
    """
    with kept():
        world = World.make()
        for table in TABLES.values():
            if hasattr(table, "build"):
                table.build(world)
        world.sessions = {role: session_of(person) for role, person in world.people.items()}
        yield world


@pytest.fixture(scope="module", autouse=True)
def _plain_failures():
    """A page that says no in one word: only its status is asked for here, some thousand times."""

    def failure(_request, exception):
        return HttpResponse(status=404 if isinstance(exception, Http404) else 403)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(urls, "handler403", failure)
        patch.setattr(urls, "handler404", failure)
        yield


def address(name: str, world) -> str:
    return reverse(name, kwargs=URLS[name].kwargs(world)) + URLS[name].query


def answer(client: Client, method: str, name: str, world, headers=None, path: str = ""):
    """What is answered, undone afterwards."""
    send = getattr(client, method)
    with transaction.atomic():
        response = send(
            path or address(name, world), URLS[name].data(world) if method == "post" else {}, headers=headers
        )
        transaction.set_rollback(True)
    return response


def session_of(person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def signed_in(role: str, world) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    return client


def test_every_address_stands_in_one_table_and_nothing_else_does():
    assert sorted(known()) == sorted(URLS)
    assert sum(len(table.URLS) for table in TABLES.values()) == len(URLS)


def test_the_public_addresses_are_those_of_the_list_and_no_others():
    public = {name for name, pattern in known().items() if not getattr(pattern.callback, "login_required", True)}
    assert public == PUBLIC_URLS
    assert set(OPEN) == PUBLIC_URLS


@pytest.mark.parametrize("name", CLOSED)
def test_without_sign_in_one_is_sent_there_and_back(name, world):
    path, client = address(name, world), Client(raise_request_exception=False)
    for method in ("get", "post"):
        response = answer(client, method, name, world)
        assert (response.status_code, response["Location"][:13]) == (302, "/konto/login/")
        response = answer(
            client, method, name, world, {"HX-Request": "true", "HX-Current-URL": f"http://testserver{path}"}
        )
        assert response.status_code == 401
        assert response["HX-Redirect"].startswith("/konto/login/?next=%2F")


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_is_let_in_or_refused_as_the_table_says(method, name, world):
    may = getattr(URLS[name], method)
    wrong = {}
    for role in ROLES:
        status = answer(signed_in(role, world), method, name, world).status_code
        if role in may:
            right = status < 500 and status not in (*REFUSED, 405)
        else:
            right = status in (REFUSED if may else (*REFUSED, 405))
        if not right:
            wrong[role] = status
    assert not wrong, f"{method} {name}: {wrong}"


@pytest.mark.parametrize("name", CLOSED)
def test_a_number_that_is_nobodys_is_not_found(name, world):
    kwargs = URLS[name].kwargs(world)
    if not any(isinstance(value, int) for value in kwargs.values()):
        return
    for number in (0, 2**31, 2**63 - 1, 2**80):
        path = reverse(name, kwargs={key: number if isinstance(old, int) else old for key, old in kwargs.items()})
        for role in ("communications", "no_role"):
            for method in ("get", "post"):
                status = answer(signed_in(role, world), method, name, world, path=path).status_code
                assert status in (*REFUSED, 405), f"{method} {path} as {role}: {status}"


@pytest.mark.parametrize("name", OPEN)
def test_a_public_address_answers_without_sign_in(name, world):
    client = Client(raise_request_exception=False)
    for method in ("get", "post"):
        response = answer(client, method, name, world)
        assert response.status_code < 500 or name == "health_ready"
        if name != "account_logout":
            assert not response.get("Location", "").startswith("/konto/login/")
