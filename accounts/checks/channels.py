"""What the public can see of an account, and the list that it stands on."""

from collections import Counter
from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.bounds import allows
from accounts.checks.rows import mend, rows
from accounts.models import Account, ListRelease, PartyLink, RulesPasted
from accounts.permissions import may_publish_list
from accounts.selectors import Row, release
from accounts.services import channel_list
from socialgov.look import times
from socialgov.organisation.models import Unit
from socialgov.policy.judging import (
    THE_MUNICIPALITY,
    About,
    Asked,
    Check,
    Fix,
    Verdict,
    among,
    at_risk,
    met,
    not_applicable,
    not_met,
    page,
    unchecked,
    whole,
)

UNPUBLISHED = unchecked(gettext_lazy("The list is not published yet."))


def latest_release(asked: Asked) -> ListRelease | None:
    """The list in force."""
    return release()


def listed(asked: Asked) -> Mapping[int, Verdict]:
    """A running account that everyone can read stands on the published list, at its address (ATV-04, OSB-11)."""
    latest = asked.once(latest_release)
    keys = {entry["id"]: entry["key"] for entry in latest.content["channels"]} if latest else {}
    return {row.account.pk: _listed(row.account, latest, keys) for row in asked.once(rows)}


def _listed(account: Account, latest: ListRelease | None, keys: Mapping[int, str]) -> Verdict:
    if account.audience == Account.Audience.CLOSED:
        return not_applicable(_("Closed to the public"))
    if latest is None:
        return UNPUBLISHED
    version = {"number": latest.number}
    if account.pk not in keys:
        return not_met(_("Not on version %(number)d of the list") % version)
    if keys[account.pk] != account.address_key:
        return not_met(_("Version %(number)d of the list has another address") % version)
    return met(_("On version %(number)d of the list") % version)


def house_rules(asked: Asked) -> Mapping[int, Verdict]:
    """The rules for comments stand in the profile, as they read today (ATV-29). On our own page they always do."""
    latest = RulesPasted.objects.filter(account__in=asked.accounts.order_by().values("pk"))
    pasted = {row.account_id: row for row in latest.order_by("account_id", "-pk").distinct("account_id")}
    return {row.account.pk: _pasted(row.account, pasted.get(row.account.pk), asked) for row in asked.once(rows)}


def _pasted(account: Account, pasted: RulesPasted | None, asked: Asked) -> Verdict:
    if not account.comments_open:
        return not_applicable(_("Comments are turned off"))
    if pasted is None:
        return unchecked(_("Nobody has said that the rules stand in the profile."))
    day = {"day": times.date_short(pasted.pasted_on, today=asked.now)}
    if pasted.adopted_id != asked.adopted.pk:
        return at_risk(_("The rules have changed since they were pasted in on %(day)s") % day)
    return met(_("Pasted in %(day)s") % day)


def domains(asked: Asked) -> frozenset[str]:
    """The municipality's own mail domains: those of its units' mailboxes."""
    addresses = Unit.objects.open().exclude(email="").values_list("email", flat=True)
    return frozenset(address.rpartition("@")[2].lower() for address in addresses)


def own_email(asked: Asked) -> Mapping[int, Verdict]:
    """The account is tied to an address at the municipality (ATV-49)."""
    ours = asked.once(domains)
    return {row.account.pk: _own_email(row.account, ours) for row in asked.once(rows)}


def _own_email(account: Account, ours: frozenset[str]) -> Verdict:
    domain = account.email.rpartition("@")[2].lower()
    if not domain or not ours:
        return unchecked(_("Nobody has said which e-mail address the account is tied to."))
    if any(domain == own or domain.endswith(f".{own}") for own in ours):
        return met(account.email)
    return not_met(_("The account is tied to %(address)s") % {"address": account.email})


def watched(asked: Asked) -> Mapping[int, Verdict]:
    """It is said when the account is watched (ATV-16, OSB-03)."""
    return {row.account.pk: _watched(row) for row in asked.once(rows)}


def _watched(row: Row) -> Verdict:
    words = row.account.watched
    return met(words) if words else unchecked(_("Nobody has said when the account is watched."))


def allowed(asked: Asked) -> Mapping[int, Verdict]:
    """The account is on a platform that the guidelines have, and they have room for it there (LJU-01)."""
    rule = asked.document.accounts
    there = Counter(Account.objects.running().values_list("platform", flat=True))
    found = {}
    for row in asked.once(rows):
        account, most = row.account, rule.most_per_platform
        if not allows(rule, account.platform):
            verdict = not_met(_("The guidelines do not have %(platform)s") % {"platform": account.platform_name})
        elif most is not None and there[account.platform] > most:
            words = ngettext(
                "%(there)d accounts there. The guidelines have room for %(most)d",
                "%(there)d accounts there. The guidelines have room for %(most)d",
                there[account.platform],
            )
            verdict = not_met(words % {"there": there[account.platform], "most": most})
        else:
            verdict = met(_("The guidelines have it."))
        found[account.pk] = verdict
    return found


def list_is_current(asked: Asked) -> Mapping[int, Verdict]:
    """The published list says what the registry says (ATV-04, ATV-05)."""
    latest = asked.once(latest_release)
    if latest is None:
        return {THE_MUNICIPALITY: UNPUBLISHED}
    changed = len(channel_list.pending(now=asked.now))
    if not changed:
        return {THE_MUNICIPALITY: met(_("Version %(number)d") % {"number": latest.number})}
    words = ngettext("%(count)d change since version %(number)d", "%(count)d changes since version %(number)d", changed)
    return {THE_MUNICIPALITY: at_risk(words % {"count": changed, "number": latest.number})}


def parties(asked: Asked) -> Mapping[int, Verdict]:
    """Every party in the council was offered a link (ATV-06)."""
    term = PartyLink.objects.filter(term_starts_on__lte=asked.today, term_ends_on__gte=asked.today)
    known = list(term)
    if not known:
        return {THE_MUNICIPALITY: unchecked(_("No party is entered for this term of office."))}
    waiting = [party.name for party in known if party.answer == PartyLink.Answer.UNANSWERED and not party.offered_on]
    if waiting:
        return {THE_MUNICIPALITY: not_met(_("Not offered a link: %(names)s") % {"names": ", ".join(waiting)})}
    words = ngettext("%(count)d party was offered a link", "%(count)d parties were offered a link", len(known))
    return {THE_MUNICIPALITY: met(words % {"count": len(known)})}


PUBLISHERS = whole(lambda actor, now: may_publish_list(actor, now=now))
TO_LIST = Fix(gettext_lazy("Show the list"), lambda pk: reverse("accounts:channel_list"), PUBLISHERS)
CHECKS = (
    Check("watched", gettext_lazy("Hours of watching"), About.ACCOUNT, "calendar.hours", watched,
          fix=mend(gettext_lazy("Say when"), "accounts:change")),
    Check("allowed", gettext_lazy("Social media in the guidelines"), About.ACCOUNT, "accounts", allowed,
          fix=mend(gettext_lazy("Show the account"), "accounts:account"),
          applies=lambda document: bool(document.accounts.platforms or document.accounts.most_per_platform)),
    Check("own_email", gettext_lazy("The account's e-mail"), About.ACCOUNT, "profile", own_email,
          fix=mend(gettext_lazy("Say which"), "accounts:change"),
          applies=lambda document: document.profile.own_email_domain),
    Check("house_rules", gettext_lazy("Rules in the profile"), About.ACCOUNT,
          "house_rules.consequences", house_rules,
          fix=Fix(gettext_lazy("Paste in the rules"), page("accounts:account"),
                  among(lambda actor, now: Account.objects.answerable_by(actor, now=now))), own=True),
    Check("listed", gettext_lazy("Place on the list"), About.ACCOUNT, "channel_list", listed, fix=TO_LIST,
          applies=lambda document: document.channel_list.published, stated="entry_from_website"),
    Check("list", gettext_lazy("Version of the list"), About.MUNICIPALITY, "channel_list", list_is_current,
          fix=TO_LIST, applies=lambda document: document.channel_list.published),
    Check("parties", gettext_lazy("The parties' links"), About.MUNICIPALITY, "party_links", parties,
          fix=TO_LIST, applies=lambda document: document.party_links.offered == "right"),
)  # fmt: skip
