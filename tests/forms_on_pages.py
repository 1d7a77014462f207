"""The forms that a page shows, as a browser would send them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.utils import timezone
from lxml import html

PARTICULAR = {
    "hours": "mån 9–10",
    "weekly_hours": "2",
    "address": "https://social.ljungsele.example/@ny",
    "phone": "070-174 06 31",
    "window": "mån–fre 8–17",
    "number": "KS 2026-00231",
}
OTHERS = {"hours": "mån 8–9", "phone": "070-174 06 32", "number": "KS 2026-00232", "address": "https://x.example/@y"}
TEXT = ("", "text", "search", "tel", "url", "email", "date", "time", "datetime-local", "number")


@dataclass(frozen=True, slots=True)
class Field:
    """One control. `choices` are the values that may be sent; a text has none."""

    name: str
    kind: str
    value: str = ""
    choices: tuple[str, ...] = ()
    least: str = ""

    @property
    def is_written(self) -> bool:
        return self.kind == "textarea" or self.kind in TEXT

    @property
    def other(self) -> str:
        """Something else of the right kind."""
        match self.kind:
            case "date":
                return (date.fromisoformat(self.filled) - timedelta(days=1)).isoformat()
            case "email":
                return f"annan.{self.filled}"
        return OTHERS.get(self.name, f"{self.filled} och mer")

    @property
    def filled(self) -> str:
        """What is there, or something of the right kind."""
        if self.choices:
            return self.value if self.value in self.choices and self.value else next(filter(None, self.choices), "")
        if self.value or self.kind in ("hidden", "file"):
            return self.value
        today = timezone.localdate()
        return {
            "email": "ny@ljungsele.example",
            "url": "https://ljungsele.example/",
            "date": today.isoformat(),
            "time": "10:00",
            "datetime-local": f"{today}T10:00",
            "number": self.least or "1",
            "password": "gran-tall-ljung-42",
        }.get(self.kind, PARTICULAR.get(self.name, "Något"))


@dataclass(frozen=True, slots=True)
class Form:
    """One form with method post."""

    action: str
    fields: tuple[Field, ...] = field(default=())

    def filled(self) -> dict[str, str | list[str]]:
        """As someone would send it who answers every question."""
        return {each.name: each.filled for each in self.fields if each.name and each.kind != "file"}

    @property
    def key(self) -> tuple:
        return (urlsplit(self.action).path, tuple(each.name for each in self.fields))


def forms_of(page: str, *, at: str) -> list[Form]:
    """Every form with method post, except those of the frame (language, theme, signing out)."""
    found = []
    document = html.fromstring(page)
    for form in document.iter("form"):
        if (form.get("method") or "get").lower() != "post":
            continue
        action = form.get("action") or at
        if action.startswith(("/choices/", "/konto/logout/")):
            continue
        fields = tuple(_fields(form, document))
        found.append(Form(action, fields))
        found += [Form(button.get("formaction"), fields) for button in form.iter("button") if button.get("formaction")]
    return found


def _fields(form, document):
    own = form.get("id")
    controls = [*form.iter("input", "select", "textarea", "button")]
    if own:
        controls += document.xpath("//*[@form=$own]", own=own)
    radios: dict[str, list] = {}
    for control in controls:
        name, kind = control.get("name"), (control.get("type") or "").lower()
        if not name or name == "csrfmiddlewaretoken":
            continue
        if control.tag == "select":
            options = [
                (option.get("value", option.text or ""), option.get("selected")) for option in control.iter("option")
            ]
            chosen = next((value for value, selected in options if selected is not None), "")
            yield Field(name, "select", chosen, tuple(value for value, _selected in options))
        elif control.tag == "textarea":
            yield Field(name, "textarea", (control.text or "").lstrip("\n"))
        elif control.tag == "button":
            yield Field(name, "hidden", control.get("value", ""))
        elif kind in ("radio", "checkbox"):
            radios.setdefault(name, []).append(control)
        else:
            yield Field(name, kind, control.get("value", ""), least=control.get("min", ""))
    for name, group in radios.items():
        checked = next((each.get("value", "on") for each in group if each.get("checked") is not None), "")
        yield Field(name, "choice", checked, tuple(each.get("value", "on") for each in group))
