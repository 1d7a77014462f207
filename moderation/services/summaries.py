"""After an adoption each person is told once, in one line, what it changed for them; never once per item."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Account
from accounts.selectors import administrators_of, falling_short
from moderation import notice_kinds
from moderation.models import Item, Recount
from moderation.services.core import people_for
from socialgov.notices.services import announce
from socialgov.organisation.models import Person
from socialgov.policy.models import Adopted


def tell_of_new_guidelines(*, recount_id: int, now: datetime) -> int:
    """Tell who has items that got another time, and administrators whose accounts fall short. How many are new.

    Asked again it says nothing twice: the notice's key is the recount.
    """
    work = Recount.objects.select_related("adopted__previous").get(pk=recount_id)
    if work.adopted is None:
        return 0
    items: dict[Person, int] = defaultdict(int)
    for account, count in _recounted(work):
        for person in people_for(Item(account=account), now=now):
            items[person] += count
    short: dict[Person, list[Account]] = defaultdict(list)
    for account in _newly_short(work.adopted, now=now):
        for person in administrators_of(account, now=now):
            short[person].append(account)
    told = 0
    for person in sorted({*items, *short}, key=lambda person: person.pk):
        told += _tell(person, work, items=items.get(person, 0), short=short.get(person, []), now=now)
    return told


def _recounted(work: Recount) -> Iterator[tuple[Account | None, int]]:
    """How many open items of each account got another time."""
    counts = dict(
        Item.objects.open()
        .filter(earlier_clocks__recount=work)
        .order_by()
        .values_list("account")
        .annotate(count=Count("pk", distinct=True))
    )
    accounts = Account.objects.select_related("unit").in_bulk([pk for pk in counts if pk is not None])
    for pk, count in counts.items():
        yield accounts.get(pk), count


def _newly_short(adopted: Adopted, *, now: datetime) -> list[Account]:
    """Accounts that lack something under the new version that the one before did not ask for."""
    if adopted.previous is None:
        return []
    return [row.account for row in falling_short(before=adopted.previous.document, after=adopted.document, now=now)]


def _tell(person: Person, work: Recount, *, items: int, short: list[Account], now: datetime) -> bool:
    with translation.override(person.language):
        said = []
        if items:
            text = ngettext(
                "%(count)d of your comments has a new time.", "%(count)d of your comments have a new time.", items
            )
            said.append(text % {"count": items})
        if len(short) == 1:
            said.append(_("%(account)s lacks something.") % {"account": short[0]})
        elif short:
            said.append(_("%(count)d of your accounts lack something.") % {"count": len(short)})
    notice = announce(
        kind=notice_kinds.GUIDELINES_CHANGED,
        key=f"recount:{work.pk}",
        recipient=person,
        now=now,
        about=work.adopted,
        context={"what": " ".join(said), "short": [str(account) for account in short]},
        url=reverse("policy:version", args=[work.adopted_id]),
    )
    return notice is not None
