"""What can go wrong with an item, each with a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _


class ModerationError(Exception):
    """Base: the message is a sentence for the person; `field` names the form field it belongs to."""

    sentence = ""

    def __init__(self, sentence=None, *, field: str | None = None):
        self.field = field
        super().__init__(sentence or self.sentence)


class NotOffered(ModerationError):
    sentence = _("This platform does not let us remove what others write. Hide it, or report it to the platform.")


class NoSuchReason(ModerationError):
    sentence = _("That is no reason to remove. You can reply, forward or leave the comment.")


class NotYours(ModerationError):
    sentence = _("Someone else has to look at this afterwards: not the one who did it, and not the person attacked.")


class TooLateToUndo(ModerationError):
    sentence = _("The reply has already left. Write a new one if something was wrong.")


class AnsweredMeanwhile(ModerationError):
    """Someone else answered while the text was being written; `by` and `at` say who and when."""

    def __init__(self, *, by, at):
        self.by, self.at = by, at
        super().__init__(
            _("%(name)s replied while you were writing. Your text is still here.") % {"name": by.name if by else "–"}
        )
