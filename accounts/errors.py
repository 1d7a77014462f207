"""What can go wrong with accounts, each with a sentence that says what to do."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class AccountError(Exception):
    """Base: the message is a sentence for the person; `field` names the form field it belongs to."""

    sentence: "StrOrPromise" = ""

    def __init__(self, sentence: "StrOrPromise | None" = None, *, field: str | None = None):
        self.field = field
        super().__init__(sentence or self.sentence)


class AlreadyRegistered(AccountError):
    """The canonical address stands in the registry already."""

    def __init__(self, account):
        self.account = account
        super().__init__(
            _("This address is already in the registry, as %(name)s. Open that account instead.") % {"name": account},
            field="address",
        )


class PartyKnown(AccountError):
    """The party stands there for that term of office already."""

    def __init__(self, name: str):
        super().__init__(
            _("%(name)s is there for that term of office already. Change that row instead.") % {"name": name},
            field="name",
        )


class PartiesNotOffered(AccountError):
    sentence = _("The guidelines offer the parties no links. Adopt guidelines that do before you enter one.")


class TooFewAdministrators(AccountError):
    """Fewer administrators than the guidelines ask for, and no exception recorded (ATV-14)."""


class NotAllowed(AccountError):
    """The guidelines want something done before the account starts (OSB-01, LJU-01)."""


class NotYetStarted(AccountError):
    sentence = _("The account has no address yet. Write the address when it exists, then start it.")


class NothingToPublish(AccountError):
    sentence = _("Nothing on the list has changed since the latest version. There is nothing to publish.")


class ListChanged(AccountError):
    sentence = _("The list changed while you were looking at it. Read the changes again, then publish.")


class NoDeposit(AccountError):
    sentence = _("No login is kept here for this account. The custody entry says where it is.")
