"""Every form on every page: empty, too long, of the wrong kind, with NUL, about nobody's things, stale, sent twice.

The forms are read from the pages themselves, so that a new one is tried without being listed here.
"""

import html
import re
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import resolve

from tests import test_every_url as walk
from tests.forms_on_pages import Form, forms_of
from tests.test_every_url import URLS, address, signed_in

world = walk.world

ROLES = ("communications", "system_administrator", "manager", "administrator", "registrar", "archivist")
PAGES = sorted(name for name, url in URLS.items() if url.get and not url.public)
LONG = "å" * 6000
JUNK = (
    LONG,
    "\0",
    "a\0b",
    "-1",
    "9" * 40,
    "999999999",
    "<script>alert(1)</script>",
    "2026-13-45",
    "²",
    "\ud800",
    "%s{{",
)
STALE = re.compile("(ändrade|ändrades|har ändrat).*medan")
# Their buttons stand on pages of objects in another state; each room's own tests press them.
TRIED_ELSEWHERE = {
    "account_set_password",  # nobody signed in lacks a password
    "accounts:start",
    "archiving:evidence",  # opens a copy that is marked for secrecy
    "archiving:evidence_card",  # of an opened one
    "archiving:evidence_record",
    "archiving:send",  # of a picture with a PDF/A
    "activityplans:consult",
    "activityplans:go_on",  # where the guidelines want another way to approval
    "activityplans:sign",
    "diary:send_collected",
    "look:stay",  # a script's
    "moderation:check",
    "moderation:done",
    "moderation:end_alarm",
    "moderation:look",
    "moderation:minor",
    "moderation:police",  # where the guidelines want every crime reported
    "moderation:reopen",
    "moderation:show",
    "moderation:tie",
    "moderation:together",
    "moderation:undo",
    "moderation:write",  # a script's
    "organisation:person_end_role",
    "organisation:person_reactivate",
    "organisation:unit_close",
    "policy:draft_start",  # there is a draft already
}
# Not stopped by every change of a comment, only by what matters to an answer (tests/moderation/test_answering.py).
STOPPED_BY_LITTLE = {"moderation:reply", "moderation:answered_elsewhere"}
NOT_COUNTED = {"Session", "Entry", "Seal", "Submission", "OutboxEvent", "Delivery", "Outgoing"}


def pages_with_forms(name: str, world):
    """Each form of a page, once, with a client of someone who may send it. The style page's forms are pictures."""
    found = world.__dict__.setdefault("forms", {})
    if name not in found:
        found[name] = [] if name == "look:style" else list(_read_from_page(name, world))
    for role, form in found[name]:
        yield role, signed_in(role, world), form


def _read_from_page(name: str, world):
    seen = set()
    path = address(name, world)
    for role in ROLES:
        if role not in URLS[name].get:
            continue
        client = signed_in(role, world)
        page = client.get(path)
        if page.status_code != 200 or "text/html" not in page["Content-Type"]:
            continue
        for form in forms_of(page.text, at=path):
            if form.key not in seen:
                seen.add(form.key)
                yield role, form


def send(client, form: Form, data: dict, *, kept: bool = False):
    """What is answered; undone afterwards unless `kept`."""
    data = {key: _encodable(value) for key, value in data.items()} | {"csrfmiddlewaretoken": "x"}
    with transaction.atomic():
        response = client.post(form.action, data)
        if not kept:
            transaction.set_rollback(True)
    return response


def _encodable(text: str) -> str:
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def rows() -> dict[str, int]:
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy and model.__name__ not in NOT_COUNTED
    }


def shown(text: str, response) -> bool:
    """Whether the text stands on the page as it was typed."""
    return text in response.text or html.escape(text) in response.text


@pytest.mark.parametrize("name", PAGES)
def test_junk_is_answered_with_a_page_and_what_was_typed_stays(name, world):
    faults = []
    for role, client, form in pages_with_forms(name, world):
        right = form.filled()
        tries = [("nothing", {}), ("all empty", dict.fromkeys(right, ""))]
        tries += [(f"all {junk[:12]!r}", dict.fromkeys(right, junk)) for junk in JUNK]
        tries += [(f"{field} {junk[:12]!r}", right | {field: junk}) for field in right for junk in JUNK[:6]]
        for what, data in tries:
            response = send(client, form, data)
            where = f"{role} {form.action} {what}: {response.status_code}"
            if response.status_code >= 500 or response.status_code == 405:
                faults.append(where)
            elif response.status_code in (200, 422) and "text/html" in response["Content-Type"]:
                faults += [
                    f"{where} lost {field.name}"
                    for field in form.fields
                    if field.is_written and data.get(field.name) == LONG and not shown(LONG, response)
                ]
                if response.status_code == 422 and not any(
                    sign in response.text for sign in ("error-summary", "invalid-feedback", 'role="alert"')
                ):
                    faults.append(f"{where} without a sentence")
    assert not faults, "\n".join(sorted(set(faults))[:40])


@pytest.mark.parametrize("name", PAGES)
def test_a_form_sent_twice_does_its_work_once(name, world):
    faults = []
    for role, client, form in pages_with_forms(name, world):
        data = form.filled()
        with transaction.atomic():
            first = send(client, form, data, kept=True)
            after = rows()
            second = send(client, form, data, kept=True)
            again = rows()
            transaction.set_rollback(True)
        if max(first.status_code, second.status_code) >= 500:
            faults.append(f"{role} {form.action}: {first.status_code} {second.status_code}")
        if after != again:
            more = {model: (after[model], again[model]) for model in after if after[model] != again[model]}
            faults.append(f"{role} {form.action}: {more}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", PAGES)
def test_a_stale_form_is_told_and_keeps_what_was_typed(name, world):
    faults = []
    for role, client, form in pages_with_forms(name, world):
        data = form.filled()
        if not data.get("version") or any(field.kind == "file" for field in form.fields):
            continue
        if name_of(form.action) in STOPPED_BY_LITTLE:
            continue
        fields = sorted((field for field in form.fields if field.is_written), key=lambda field: field.kind == "date")
        written, other = (fields[0].name, fields[0].other) if fields else ("", "")
        data |= {written: other} if written else {}
        response = send(client, form, data | {"version": str(int(data["version"] or 0) + 7)})
        told = STALE.search(html.unescape(response.text))
        if response.status_code not in (200, 409, 422) or not told:
            faults.append(f"{role} {form.action}: {response.status_code} {sentences(response)}")
        elif written and not shown(data[written], response):
            faults.append(f"{role} {form.action}: lost {written}")
    assert not faults, "\n".join(faults)


def sentences(response) -> str:
    return " | ".join(re.findall(r'class="invalid-feedback"[^>]*>(.*?)</', response.text, re.S))[:300]


def test_every_address_that_takes_a_form_is_reached_from_a_page(world):
    reached = {name_of(form.action) for name in PAGES for _role, _client, form in pages_with_forms(name, world)}
    unreached = {name for name, url in URLS.items() if url.post and not url.public} - reached
    assert not unreached - TRIED_ELSEWHERE, "\n".join(sorted(unreached - TRIED_ELSEWHERE))
    assert not TRIED_ELSEWHERE - unreached


def name_of(action: str) -> str:
    return resolve(urlsplit(action).path).view_name
