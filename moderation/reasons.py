"""Words for what is chosen from: why no answer is needed, and the ready-made routes. No database."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socialgov.look.municipality import with_roles

NO_ANSWER_REASONS: dict[str, Promise] = {
    "thanks": _("Thanks or cheering"),
    "between_others": _("A talk between others"),
    "politician": _("Addressed to a politician or party"),
    "answered_in_thread": _("Already answered in the thread"),
}


CAN_YOU_TAKE_IT = _("Can you take care of this? Write what we can answer.")


@dataclass(frozen=True, slots=True)
class Route:
    """A ready-made way for a question (Skicka vidare), as it is before the municipality has changed anything.

    `note` is what must be known, `citizen` the text to the one who wrote, `hours` the colleague's part in working hours
    (none: a share of the time that is left). `to_manager`: without an address it goes to the account's manager.
    """

    code: str
    label: Promise
    note: Promise | str = ""
    citizen: Promise | str = ""
    question: Promise | str = CAN_YOU_TAKE_IT
    hours: int | None = None
    to_manager: bool = False


TO_MANAGER = "unit_manager"
ROUTES: dict[str, Route] = {
    route.code: route
    for route in (
        Route(
            "fault",
            _("Fault report"),
            citizen=_("Hello! Thank you for telling us. I have passed on your report to those who can put it right."),
        ),
        Route(
            "building",
            _("Building permits"),
            citizen=_(
                "Hello! We can not answer about single cases here. I have asked Building permits to contact you."
            ),
        ),
        Route(
            "school",
            _("The school / headteacher"),
            citizen=_("Hello! I have asked the school. We will get back to you."),
            to_manager=True,
        ),
        Route(
            TO_MANAGER,
            _("The unit manager"),
            citizen=_("Hello! I have asked the manager of the unit. We will get back to you."),
            to_manager=True,
        ),
        Route("registrar", _("Registrar")),
        Route(
            "records",
            _("Request for a document"),
            _("must be handled promptly"),
            _("Hello! I have passed on your request to the registrar, who will contact you as soon as possible."),
            _("Someone asks for a document. Can you take it on, promptly? Write what we can answer."),
            hours=4,
        ),
        Route(
            "damage",
            _("Damage claim"),
            citizen=_(
                "Hello! I have passed on what you write. How to claim for damage is on the municipality's website."
            ),
        ),
        Route(
            "lex_sarah",
            _("May be a wrong in care (lex Sarah)"),
            _("must be reported at once"),
            _("Hello! That does not sound good. We can not talk about single persons here. Please call us today."),
            _("This may be a wrong that must be reported at once. Read it now, and write what we can answer."),
            hours=1,
            to_manager=True,
        ),
        Route(
            "pupil",
            _("May be an offence against a pupil"),
            _("the headteacher must know"),
            question=_("This may be an offence against a pupil. You must know of it. Read it now."),
            hours=1,
            to_manager=True,
        ),
        Route(
            "child",
            _("Worry for a child"),
            _("social services at once"),
            question=_("We are worried for a child. Read it now, and call us."),
            hours=1,
        ),
        Route(
            "journalist",
            with_roles(_("Journalist – %(office)s answers"), office="communications"),
            citizen=with_roles(_("Hello! %(Office)s will contact you."), Office="communications"),
            question=_("A journalist asks. Can you answer?"),
        ),
        Route(
            "parties",
            _("The parties"),
            citizen=_("Hello! This is a question for the parties. You find them on the municipality's website."),
        ),
        Route("other", _("Someone else"), question=""),
    )
}
