"""What a function is called when the municipality has no word of its own (vocabulary.md, 2)."""

from django.utils.translation import gettext_lazy as _

from socialgov.policy.schema.base import Function

DEFAULT = {
    Function.COMMUNICATIONS: _("Communications office"),
    Function.MANAGER: _("Responsible manager"),
    Function.ADMINISTRATOR: _("Account administrator"),
    Function.SIGNER: _("Signs for the account"),
    Function.OPERATOR: _("Daily operator"),
    Function.SUBSTITUTE: _("Substitute"),
    Function.CAPTURER: _("Takes the half-yearly capture"),
    Function.CUSTODIAN: _("Keeps the logins"),
    Function.LIST_KEEPER: _("Communications office"),
    Function.REGISTRAR: _("Registrar"),
    Function.ARCHIVIST: _("Archivist"),
    Function.AUDITOR: _("Auditor (reads only)"),
    Function.SYSTEM_ADMINISTRATOR: _("System administrator"),
    Function.CRISIS_DUTY: _("On call in a crisis"),
}
IS_A_NAME = frozenset({Function.COMMUNICATIONS, Function.LIST_KEEPER, Function.CRISIS_DUTY})
"""Whose usual name keeps its capital within a sentence: *Fråga Kommunikation*."""
SAME_AS = {Function.LIST_KEEPER: Function.COMMUNICATIONS}
"""Who does it where the guidelines have no word of their own for it."""
