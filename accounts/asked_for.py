"""What the guidelines in force ask of the registry: custody, the list, the parties' links; before any, the usual."""

from accounts.models import Custody
from socialgov.policy import selectors as policy
from socialgov.policy.guidelines import Guidelines
from socialgov.policy.schema.records import CustodyForm

FORMS = {
    CustodyForm.DEPOSIT: Custody.Form.DEPOSIT,
    CustodyForm.VAULT: Custody.Form.VAULT,
    CustodyForm.ROUTINE: Custody.Form.VAULT,
}


def _guidelines() -> Guidelines | None:
    try:
        return policy.guidelines()
    except policy.NothingAdopted:
        return None


def custody_form() -> str:
    """How a login is kept unless someone chooses otherwise (OSB-12, ATV-21; FAR-04: a safe routine)."""
    document = _guidelines()
    return FORMS[document.custody.form] if document else Custody.Form.DEPOSIT


def list_is_published() -> bool:
    """Whether everyone may read the list (ATV-04, VAL-09), or only those who sign in (FAR-05: it is kept)."""
    document = _guidelines()
    return document is None or document.channel_list.published


def parties_are_offered() -> bool:
    """Whether the council's parties get links on the list (OSB-04, ATV-06)."""
    document = _guidelines()
    return document is None or document.party_links.offered != "no"


def party_disclaimer() -> str:
    """What stands above the parties' links (ATV-07); empty for the usual words."""
    document = _guidelines()
    return document.party_links.disclaimer if document else ""
