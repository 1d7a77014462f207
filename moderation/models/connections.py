"""How an account's comments come to us."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from socialgov.wiring.leases import LeasedWork

EVERY = timedelta(minutes=2)
EVERY_OF_SAMPLE = timedelta(seconds=20)  # its channels are on this machine: nobody is bothered, and nobody waits long


class Connection(LeasedWork):
    """A feed or a platform's API, read again and again by a sweep: `not_before` is when it is read next.

    `secret` is encrypted (platforms.secrets), bound to the account. `state` is what the connector wants to remember.
    `since`: nothing older is taken in. A closed account's connection is given up.
    """

    class Kind(models.TextChoices):
        FEED = "feed", _("Comment feed (Atom or RSS)")
        WORDPRESS = "wordpress", _("WordPress")
        MASTODON = "mastodon", _("Mastodon")

    account = models.OneToOneField(Account, models.PROTECT, related_name="connection")
    kind = models.CharField(max_length=12, choices=Kind)
    address = models.URLField(_("Address"), max_length=500)
    name = models.CharField(_("Signs in as"), max_length=100, blank=True)
    secret = models.BinaryField(null=True, editable=False)
    data = models.JSONField(default=dict, blank=True, editable=False)
    since = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    worked_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)

    class Meta(LeasedWork.Meta):
        indexes = [models.Index(fields=["not_before"], name="moderation_connection_next")]

    @property
    def bound_to(self) -> str:
        """What the secret is encrypted for: in another account's row it can not be read."""
        return f"moderation.connection:{self.account_id}"

    @property
    def pause(self) -> timedelta:
        """How long after one reading the next one comes."""
        return EVERY_OF_SAMPLE if self.account.is_sample else EVERY
