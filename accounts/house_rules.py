"""The rules for comments on an account's page: since when they hold, whether they were pasted in, texts to copy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Account, RulesPasted
from accounts.panels import Panel
from socialgov.look import municipality
from socialgov.organisation.actor import Actor
from socialgov.organisation.models import Unit
from socialgov.platforms.profile_places import places
from socialgov.policy import guidance, house_rules
from socialgov.policy import selectors as policy
from socialgov.policy.guidelines import Guidelines


@dataclass(frozen=True, slots=True)
class Copy:
    """A text for one place in a profile. `most` is how many characters the place takes, None as many as one likes."""

    place: str
    most: int | None
    text: str

    @property
    def rows(self) -> int:
        """Lines to show it on."""
        return min(10, 1 + sum(1 + len(line) // 70 for line in self.text.splitlines()))


def holder_of(account: Account) -> str:
    """Who runs the account: the municipality, and the board that the unit belongs to (ATV-46)."""
    unit: Unit | None = account.unit
    while unit is not None and unit.kind != Unit.Kind.BOARD:
        unit = unit.parent
    return f"{municipality.name()}, {unit.name}" if unit else municipality.name()


def posting_panel(*, account: Account, actor: Actor, now: datetime) -> Iterator[Panel]:
    """What the guidelines ask of who posts there (Så gör vi); nothing where they ask nothing."""
    if account.state != Account.State.CLOSED and policy.guides_for("post"):
        yield Panel(
            key="posting",
            title=str(guidance.LEADS["post"]),
            order=65,
            template="accounts/includes/_posting.html",
            link_label=_("Staff guidance"),
            link_url=reverse("policy:guidance"),
        )


def copies(document: Guidelines, *, platform: str, holder: str, url: str, purpose: str = "") -> list[Copy]:
    """A text for each place of the platform: all of it where it fits, else what matters most."""
    full = house_rules.in_full(document, municipality=holder, url=url, purpose=purpose)
    found = []
    for place in places(platform):
        text = full
        if place.most is not None and len(full) > place.most:
            text = house_rules.in_short(document, municipality=holder, url=url, most=place.most, purpose=purpose)
        found.append(Copy(str(place.name), place.most, text))
    return found


def panel(*, account: Account, actor: Actor, now: datetime) -> Iterator[Panel]:
    """This room's own answer to `panels_for`; nothing before guidelines are adopted, or once the account is closed."""
    if account.state == Account.State.CLOSED:
        return
    try:
        adopted = policy.current()
    except policy.NothingAdopted:
        return
    url = f"{settings.BASE_URL}{reverse('accounts:house_rules')}"
    document = adopted.document
    pasted = RulesPasted.objects.filter(account=account).select_related("noted_by").first()
    yield Panel(
        key="house-rules",
        title=house_rules.title(document),
        order=60,
        template="accounts/includes/_house_rules.html",
        context={
            "account": account,
            "since": adopted.adopted_at,
            "pasted": pasted,
            "is_old": pasted is not None and pasted.adopted_id != adopted.pk,
            "may_note": Account.objects.answerable_by(actor, now=now).filter(pk=account.pk).exists(),
            "copies": copies(
                document, platform=account.platform, holder=holder_of(account), url=url, purpose=account.purpose
            ),
        },
        link_label=_("Read"),
        link_url=reverse("accounts:house_rules"),
    )
