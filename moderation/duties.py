"""What the guidelines want done once a comment is taken away: the police, the registrar, the one who wrote."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from moderation.models import Decision, Item
from socialgov.policy import selectors as policy
from socialgov.policy import spoken
from socialgov.policy.categories import Kind
from socialgov.policy.schema.removal import SecrecyStep

POLICE, REGISTER = "police", "register"
TAKEN_AWAY = ("hide", "remove")
AFTERWARDS = (SecrecyStep.REGISTER, SecrecyStep.REGISTER_IF_APPLICABLE, SecrecyStep.REDIRECT, SecrecyStep.CONTACT)


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that must still be done: its code, what to do in a sentence, and the provision it stands on."""

    code: str
    title: str
    provision: str


def reports_to_police(ground: str) -> bool:
    """Whether a measure on this ground is followed by a report to the police (LJU-10)."""
    return policy.guidelines().police.report == "required" and ground == Kind.CRIMINAL_OBVIOUS


def registers_secrets() -> bool:
    """Whether every secret post that was taken away is registered (OSB-17, LJU-11), not only one that is a case."""
    return SecrecyStep.REGISTER in policy.guidelines().secrecy.steps


def to_registrar() -> Duty:
    return Duty(REGISTER, _("Send the secret post to the registrar"), "secrecy")


def to_police() -> Duty:
    return Duty(POLICE, _("Report the crime to the police"), "police")


def left(item: Item, decisions: list[Decision]) -> list[Duty]:
    """What is still to be done about one item, from its decisions."""
    if item.visibility not in ("hiding", "hidden", "removing", "removed"):
        return []
    done = {decision.action for decision in decisions}
    measures = [decision for decision in decisions if decision.action in TAKEN_AWAY and decision.category]
    found = []
    if any(reports_to_police(decision.ground) for decision in measures) and "police" not in done:
        found.append(to_police())
    secret = any(decision.category == "secrecy" for decision in measures)
    if secret and registers_secrets() and "registrar" not in done and not item.diary_number:
        found.append(to_registrar())
    return found


def secrecy_steps_after_removal() -> str:
    """`skicka till registrator och kontakta den som skrev`: the guidelines' steps that a person takes afterwards."""
    steps = [step for step in policy.guidelines().secrecy.steps if step in AFTERWARDS]
    return spoken.listed([str(spoken.SECRECY_STEPS[step]) for step in steps])
