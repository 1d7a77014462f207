"""What a page's owner can do about other people's comments, platform by platform.

From the table in shared/domain/platforms.md: what it does not show as possible is off, so that no button promises what
the platform refuses. X, Mastodon, Bluesky and TikTok never offer removal; YouTube offers only rejection, which cannot
be undone. Where nothing can be done the action is a report to the platform, and the decision is recorded all the same.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Abilities:
    """`known` is false where nobody has read what the platform allows; then everything else is off."""

    can_reply: bool = False
    can_hide: bool = False
    hide_is_reversible: bool = False
    can_delete: bool = False
    delete_is_reversible: bool = False
    can_reject: bool = False
    hidden_still_seen_by: str = ""  # "author_and_friends" or "everyone_who_asks": hiding is not the same everywhere
    known: bool = True

    @property
    def can_remove(self) -> bool:
        """Whether another person's comment can be taken away for good by the page's owner."""
        return self.can_delete or self.can_reject


NOT_READ = Abilities(known=False)
FEED_ONLY = Abilities()
REPLY_ONLY = Abilities(can_reply=True)
FACEBOOK = Abilities(
    can_reply=True,
    can_hide=True,
    hide_is_reversible=True,
    can_delete=True,
    hidden_still_seen_by="author_and_friends",
)
INSTAGRAM = Abilities(can_reply=True, can_hide=True, hide_is_reversible=True, can_delete=True)
YOUTUBE = Abilities(can_reply=True, can_reject=True)
X = Abilities(can_reply=True, can_hide=True, hide_is_reversible=True, hidden_still_seen_by="everyone_who_asks")
HIDE_ONLY = Abilities(can_reply=True, can_hide=True, hide_is_reversible=True)
WORDPRESS = Abilities(
    can_reply=True, can_hide=True, hide_is_reversible=True, can_delete=True, delete_is_reversible=True
)
