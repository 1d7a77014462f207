"""Words for what is chosen from: why no answer is needed, and the ready-made routes. No database."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NO_ANSWER_REASONS: dict[str, Promise] = {
    "thanks": _("Thanks or cheering"),
    "between_others": _("A talk between others"),
    "politician": _("Addressed to a politician or party"),
    "answered_in_thread": _("Already answered in the thread"),
}


@dataclass(frozen=True, slots=True)
class Route:
    """A ready-made way for a question (Skicka vidare). `note` is what must be known; `at_once`: do not wait."""

    code: str
    label: Promise
    note: Promise | str = ""
    at_once: bool = False


ROUTES: dict[str, Route] = {
    route.code: route
    for route in (
        Route("fault", _("Fault report")),
        Route("building", _("Building permits")),
        Route("school", _("The school / headteacher")),
        Route("unit_manager", _("The unit manager")),
        Route("registrar", _("Registrar")),
        Route("records", _("Request for a document"), _("must be handled promptly"), at_once=True),
        Route("damage", _("Damage claim")),
        Route("lex_sarah", _("May be a wrong in care (lex Sarah)"), _("must be reported at once"), at_once=True),
        Route("pupil", _("May be an offence against a pupil"), _("the headteacher must know"), at_once=True),
        Route("child", _("Worry for a child"), _("social services at once"), at_once=True),
        Route("journalist", _("Journalist – Communications answers")),
        Route("parties", _("The parties")),
        Route("other", _("Someone else")),
    )
}
