"""How the municipality can always get into an account."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.checks.rows import mend, rows
from accounts.models import Custody
from accounts.selectors import Row
from socialgov.look import times
from socialgov.policy.judging import (
    About,
    Asked,
    Check,
    Verdict,
    at_risk,
    met,
    not_applicable,
    not_met,
    unchecked,
)
from socialgov.policy.worktime import months_after

TRIED_EVERY = 6  # months: with the half-yearly check of the account (Halvårskoll); no guideline says
SOON = 30  # days
UNSAID = unchecked(gettext_lazy("Nobody has said how the login is kept"))


def custody(asked: Asked) -> Mapping[int, Verdict]:
    """Somebody has said how the login is kept: here, in another vault, or as roles on the page (OSB-12, ATV-21)."""
    return {row.account.pk: _kept(row) for row in asked.once(rows)}


def _kept(row: Row) -> Verdict:
    return met(row.custody.get_form_display()) if row.custody else UNSAID


def tried(asked: Asked) -> Mapping[int, Verdict]:
    """A login in custody works: somebody tried it in the last half-year."""
    return {row.account.pk: _tried(row, asked) for row in asked.once(rows)}


def _tried(row: Row, asked: Asked) -> Verdict:
    if row.custody is None:
        return UNSAID
    if row.custody.form == Custody.Form.PERSONAL:
        return not_applicable(_("There is no shared login to try."))
    if row.custody.tested_on is None:
        return unchecked(_("Nobody has tried the login yet."))
    again = months_after(row.custody.tested_on, TRIED_EVERY)
    tried_on = _("The login was tried %(day)s") % {"day": times.date_short(row.custody.tested_on, today=asked.now)}
    if again < asked.today:
        return not_met(tried_on, again)
    return at_risk(tried_on, again) if (again - asked.today).days <= SOON else met(tried_on, again)


def code(asked: Asked) -> Mapping[int, Verdict]:
    """The one-time code does not leave with a person (users.md: in June the real problem)."""
    return {row.account.pk: _code(row) for row in asked.once(rows)}


def _code(row: Row) -> Verdict:
    if row.custody is None:
        return UNSAID
    if private := next((gap for gap in row.gaps if gap.key == "code"), None):
        return not_met(private.title, private.by)
    if row.custody.code_recipient:
        return met(row.custody.code_recipient)
    if row.custody.form == Custody.Form.PERSONAL:
        return not_applicable(_("Everyone gets their own code."))
    return unchecked(_("Nobody has said who gets the one-time code."))


CHECKS = (
    Check(
        "custody",
        gettext_lazy("Login in custody"),
        About.ACCOUNT,
        "custody",
        custody,
        fix=mend(gettext_lazy("Say how"), "accounts:custody"),
    ),
    Check(
        "tried",
        gettext_lazy("Login tried"),
        About.ACCOUNT,
        "custody",
        tried,
        fix=mend(gettext_lazy("Try the login"), "accounts:custody"),
        own=True,
    ),
    Check(
        "code",
        gettext_lazy("One-time code"),
        About.ACCOUNT,
        "custody",
        code,
        fix=mend(gettext_lazy("Change phone"), "accounts:custody"),
        own=True,
    ),
)
