"""Lengths of time, functions and choices of the guidelines in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from socialgov.policy.labels import DEFAULT, IS_A_NAME, SAME_AS
from socialgov.policy.schema.base import Function, Modality
from socialgov.policy.schema.records import CustodyForm, SignedAs, Trigger
from socialgov.policy.schema.removal import SecrecyStep
from socialgov.policy.spans import Span, Unit

MODALITIES = {
    Modality.MUST: gettext_lazy("must"),
    Modality.SHOULD: gettext_lazy("should"),
    Modality.MAY: gettext_lazy("may"),
}
TRIGGERS = {
    Trigger.DIRECT_MESSAGE: gettext_lazy("A direct message"),
    Trigger.CASE_BASIS: gettext_lazy("A comment that a case builds on"),
    Trigger.ONGOING_CASE: gettext_lazy("A comment that belongs to an ongoing case"),
    Trigger.STARTS_CASE: gettext_lazy("A comment that starts a case"),
    Trigger.COMPLAINT_OR_VIEW: gettext_lazy("A complaint or a view"),
    Trigger.SECRECY: gettext_lazy("A post with information under secrecy"),
}
SECRECY_STEPS = {
    SecrecyStep.CAPTURE: gettext_lazy("save a copy"),
    SecrecyStep.REMOVE: gettext_lazy("remove the post"),
    SecrecyStep.REGISTER: gettext_lazy("send it to the registrar"),
    SecrecyStep.REGISTER_IF_APPLICABLE: gettext_lazy("send it to the registrar when it concerns a case"),
    SecrecyStep.REDIRECT: gettext_lazy("point to the right channel"),
    SecrecyStep.CONTACT: gettext_lazy("contact the one who wrote, if possible"),
}
CUSTODY = {
    CustodyForm.DEPOSIT: gettext_lazy("Logins are kept encrypted here, in custody."),
    CustodyForm.VAULT: gettext_lazy("Logins are kept in the municipality's vault. Here stands where."),
    CustodyForm.ROUTINE: gettext_lazy("There must be a safe routine for passwords."),
}
SIGNED_AS = {
    SignedAs.POSITION: gettext_lazy("Say your position when you write."),
    SignedAs.MUNICIPALITY: gettext_lazy("The municipality is shown as the sender."),
    SignedAs.ROLE: gettext_lazy("Write in your role as an employee."),
    SignedAs.LOGO_AND_UNIT: gettext_lazy("Write with the logotype and a greeting from the unit."),
    SignedAs.NAME_AND_TITLE: gettext_lazy("Sign every post with name and title."),
}
SHORT_DAYS = {
    "trettondagsafton": gettext_lazy("Eve of Epiphany"),
    "skartorsdag": gettext_lazy("Maundy Thursday"),
    "valborg": gettext_lazy("Walpurgis Night"),
    "allhelgonaafton": gettext_lazy("Eve of All Saints"),
    "dagen_fore_julafton": gettext_lazy("The day before Christmas Eve"),
}


def span(length: Span) -> str:
    """'sex timmar' as '6 timmar', with the words that tell how it is counted."""
    n = length.n
    match length.unit:
        case Unit.HOURS:
            return ngettext("{0} watched hour", "{0} watched hours", n).format(n)
        case Unit.WEEKDAY_HOURS:
            return ngettext("{0} hour on working days", "{0} hours on working days", n).format(n)
        case Unit.WORKING_DAYS:
            return ngettext("{0} working day", "{0} working days", n).format(n)
        case Unit.ROLLING_DAYS:
            return ngettext("{0} working day, to the hour", "{0} working days, to the hour", n).format(n)
        case Unit.DAYS:
            return ngettext("{0} day", "{0} days", n).format(n)
        case Unit.MONTHS:
            return ngettext("{0} month", "{0} months", n).format(n)
        case Unit.YEARS:
            return ngettext("{0} year", "{0} years", n).format(n)


def name(function: Function | None, own: dict[Function, str]) -> str:
    """The municipality's own word for a function, or the usual one."""
    if function is None:
        return ""
    return own.get(function) or own.get(SAME_AS.get(function, function)) or str(DEFAULT[function])


def in_sentence(function: Function, own: dict[Function, str]) -> str:
    """The same within a sentence: *informationsenheten*, *sektorschef*; our own *Kommunikation* is a name."""
    word = name(function, own)
    if word[1:2].isupper() or (function in IS_A_NAME and word == str(DEFAULT[function])):
        return word
    return word[:1].lower() + word[1:]


def listed(items: list[str]) -> str:
    """'a, b och c'."""
    if len(items) < 2:
        return "".join(items)
    return _("{0} and {1}").format(", ".join(items[:-1]), items[-1])
