"""Which platforms the guidelines allow, how many accounts on each (LJU-01), and what is in the way of a start."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.errors import NotAllowed
from accounts.models import Account
from socialgov.platforms import catalogue
from socialgov.policy import selectors as policy
from socialgov.policy.schema.identity import Accounts
from socialgov.wiring.collectors import Collector

RUNNING = ("active", "closing")
BLOGS = frozenset({"wordpress"})  # the guidelines speak of blogs, whatever they run on
obstacles_to_start = Collector(
    "obstacles_to_start", "What must be done before an account may start: fn(account, now) -> sentence"
)


def _bounds() -> Accounts | None:
    try:
        return policy.guidelines().accounts
    except policy.NothingAdopted:
        return None


def is_shared(platform: str) -> bool:
    """Whether every operation shares one account on the platform: the guidelines allow no second (LJU-01)."""
    bounds = _bounds()
    return bounds is not None and bounds.most_per_platform == 1 and allows(bounds, platform)


def shared_account(platform: str) -> Account | None:
    """The one account that all share, if there is one by now."""
    return Account.objects.filter(platform=platform, state__in=RUNNING).first() if is_shared(platform) else None


def problem_with(named: str, *, account: Account | None) -> str:
    """Why the guidelines allow no (further) account on the platform so named; empty where they do.

    `account` is the one that it is about, if it exists: it does not count against itself.
    """
    platform = catalogue.named(named)
    bounds = _bounds()
    if bounds is None or not named:
        return ""
    if not allows(bounds, platform):
        allowed = ", ".join(str(catalogue.get(slug).name) for slug in bounds.platforms)
        return _("The guidelines allow accounts on %(platforms)s only. Choose one of them.") % {"platforms": allowed}
    most = bounds.most_per_platform
    if most is None or (most == 1 and account is None):  # a plan about the one page that all share
        return ""
    others = Account.objects.filter(platform=platform, state__in=RUNNING)
    if account is not None:
        others = others.exclude(pk=account.pk)
    if others.count() < most:
        return ""
    return ngettext(
        "The guidelines allow %(most)d account there, and it runs already. Use that one.",
        "The guidelines allow %(most)d accounts there, and they run already. Use one of them.",
        most,
    ) % {"most": most}


def allows(bounds: Accounts, platform: str) -> bool:
    """Whether these guidelines have the platform; a blog is a blog, whatever it runs on."""
    return not bounds.platforms or platform in bounds.platforms or (platform in BLOGS and "blog" in bounds.platforms)


def check(account: Account, *, now: datetime) -> None:
    """Whether a new account may start. Raises NotAllowed with what has to be done first."""
    if problem := problem_with(account.platform, account=account):
        raise NotAllowed(problem)
    for sentence in obstacles_to_start(account=account, now=now):
        raise NotAllowed(sentence)
