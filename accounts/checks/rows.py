"""What the registry's checks look at: each account with its people, custody and gaps, read once for all of them."""

from accounts.models import Account
from accounts.selectors import Row, with_gaps
from socialgov.policy.judging import Asked, Fix, Words, among, page


def rows(asked: Asked) -> list[Row]:
    """Every account asked about: three queries however many."""
    return with_gaps(asked.accounts.select_related("unit"), now=asked.now, document=asked.document)


def mend(label: Words, url_name: str) -> Fix:
    """A button to one of the account's pages, for those who may change the account."""
    return Fix(label, page(url_name), among(lambda actor, now: Account.objects.changeable_by(actor, now=now)))
