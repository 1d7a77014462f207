"""What can go wrong with an item, each with a sentence that says what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ModerationError(Exception):
    """Base: the message is a sentence for the person; `field` names the form field it belongs to."""

    sentence: str | Promise = ""

    def __init__(self, sentence=None, *, field: str | None = None):
        self.field = field
        super().__init__(sentence or self.sentence)


class NotOffered(ModerationError):
    """The platform does not let its page's owner do this (platforms.md)."""

    sentence = gettext_lazy("The platform does not let us do this. Report it to the platform instead.")


class NoSuchReason(ModerationError):
    sentence = gettext_lazy("That is no reason to remove. You can reply, forward or leave the comment.")


class NotYours(ModerationError):
    sentence = gettext_lazy(
        "Someone else has to look at this afterwards: not the one who did it, and not the person attacked."
    )


class TooLateToUndo(ModerationError):
    sentence = gettext_lazy("The reply has already left. Write a new one if something was wrong.")


class ReplyOnItsWay(ModerationError):
    sentence = gettext_lazy("Your previous reply is just leaving. Wait half a minute, or undo it first.")


class Meanwhile(ModerationError):
    """Something happened while the person was writing; `by` and `at` say who and when. What was typed stays."""

    words: str | Promise = ""

    def __init__(self, *, by, at):
        self.by, self.at = by, at
        super().__init__(str(self.words) % {"name": by.name.split()[0] if by else _("A colleague")})


class AnsweredMeanwhile(Meanwhile):
    words = gettext_lazy("%(name)s replied while you were writing. Your text is still here.")


class TakenAwayMeanwhile(Meanwhile):
    words = gettext_lazy("%(name)s hid or removed the comment while you were writing. Your text is still here.")


class HandledMeanwhile(Meanwhile):
    """Someone else has hidden or removed it already."""

    words = gettext_lazy("%(name)s has already done this. Nothing more is needed.")


class ChangedAtSource(ModerationError):
    """The author changed the words while someone was answering the old ones."""

    sentence = gettext_lazy("The one who wrote has changed the text. Read it again before you reply.")
