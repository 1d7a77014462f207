"""The little of the web that the sample site needs: a request, an answer, a template, a Swedish date."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from django.template import Context, Engine

from .content import HOME

_HERE = Path(__file__).parent
_ENGINE = Engine(dirs=[str(_HERE / "pages")], autoescape=True)
_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905
LARGEST_FORM = 64 * 1024
SECURITY = (
    (
        "Content-Security-Policy",
        "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """`base` is what stands before a channel's own paths: nothing when the channel has its own host."""

    method: str
    site: str
    path: str
    base: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    now: datetime

    def parameter(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[0]

    def form(self) -> dict[str, str]:
        fields = parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
        return {name: values[0] for name, values in fields.items()}

    def json(self) -> dict[str, Any]:
        try:
            found = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes = b""
    status: str = "200 OK"
    kind: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = field(default=())


def page(template: str, request: Request, status: str = "200 OK", **context: Any) -> Answer:
    """A page of the sample site, marked as such by its frame."""
    values = {"base": request.base, "site": request.site, **context}
    html = _ENGINE.get_template(template).render(Context(values, use_l10n=False, use_tz=False))
    return Answer(html.encode(), status)


def as_json(value: Any, status: str = "200 OK", headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), status, "application/json; charset=UTF-8", headers)


def see_other(where: str) -> Answer:
    return Answer(b"", "303 See Other", headers=(("Location", where),))


def day(at: datetime) -> str:
    local = at.astimezone(HOME)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def moment(at: datetime) -> str:
    return f"{day(at)} kl. {at.astimezone(HOME):%H.%M}"
