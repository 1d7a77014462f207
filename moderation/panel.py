"""This room's section of the account's page, its links on the public list, and the way back from a saved copy."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from accounts.models import Account
from accounts.panels import Panel
from moderation import addresses
from moderation.models import Connection, Item
from moderation.selectors.figures import oversight, weeks
from moderation.selectors.queue import counted
from socialgov.organisation.actor import Actor

REPORT, IMPOSTOR = "/anmal/", "/anmal/falskt-konto/"


def comments_panel(*, account: Account, actor: Actor, now: datetime) -> Iterator[Panel]:
    """Comments: how many wait, how they come in, the last eight weeks, and the latest check."""
    open_items = Item.objects.visible_to(actor, now=now).open().filter(account=account)
    yield Panel(
        key="comments",
        title=_("Comments"),
        order=20,
        template="moderation/includes/_account_panel.html",
        context={
            "open": counted(open_items),
            "urgent": counted(open_items.urgent()),
            "connection": Connection.objects.filter(account=account).first(),
            "weeks": weeks(actor=actor, now=now, account=account),
            "oversight": oversight(account),
        },
        link_label=_("See the comments"),
        link_url=f"{addresses.COMMENTS}?{urlencode({'konto': account.pk, 'vems': 'alla'})}",
    )


def public_links(*, kind: str, account_id: int | None, address: str) -> Iterator[tuple[str, str]]:
    """`kind` is `report` (a comment on the channel) or `impostor` (an address that looks like one of ours)."""
    if kind == "impostor":
        yield _("Report an impostor"), f"{IMPOSTOR}?{urlencode({'adress': address})}" if address else IMPOSTOR
    else:
        asked = urlencode({"konto": account_id} if account_id else {"adress": address} if address else {})
        yield _("Report a comment"), f"{REPORT}?{asked}" if asked else REPORT


def page_about(*, about_type: str, about_id: int, actor: Actor, now: datetime) -> Iterator[str]:
    """This room's answer to archiving.evidence.page_about: a comment's page, for whoever may see the comment."""
    if about_type == Item._meta.label_lower and Item.objects.visible_to(actor, now=now).filter(pk=about_id).exists():
        yield addresses.item(about_id)
