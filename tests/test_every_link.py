"""No page offers anybody a link that they are refused, or that leads nowhere. As each role, from the first page on."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from lxml import html

from tests import test_every_url as walk
from tests.test_every_url import signed_in
from tests.urls import ROLES

world = walk.world
OF_A_KIND = 3  # so many addresses that differ only in numbers are followed
COMING = "/kommentarer/"  # the queue's page, which accounts lead to already: excused only until the address is there


def is_there(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def links(page: str) -> set[str]:
    """The inner addresses of a page, without what only moves on it."""
    found = {link.get("href").partition("#")[0] for link in html.fromstring(page).iter("a") if link.get("href")}
    return {href for href in found if href.startswith("/") and not href.startswith(("/static/", "//"))}


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_somewhere(role, world):
    client = signed_in(role, world)
    came_from, seen, kinds, dead = {"/": "sign-in"}, set(), {}, []
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        response = client.get(path)
        if response.status_code >= 400 and not (path.startswith(COMING) and not is_there(COMING)):
            dead.append(f"{response.status_code} {path} on {came_from[path]}")
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            continue
        for href in sorted(links(response.text) - seen):
            seen.add(href)
            kind = re.sub(r"\d+", "1", urlsplit(href).path)
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] <= OF_A_KIND:
                came_from[href] = path
                waiting.append(href)
    assert not dead, "\n".join(dead)
    assert len(seen) > 10
