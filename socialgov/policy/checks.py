"""How the municipality and its units stand with the guidelines themselves; an answer to the collector `checks`."""

from collections.abc import Mapping

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgov.look import times
from socialgov.look.municipality import with_roles
from socialgov.organisation.models import Grant, Person, Role, Unit
from socialgov.policy import guidance
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
    unchecked,
    whole,
)
from socialgov.policy.models import GuidanceConfirmation
from socialgov.policy.permissions import may_adopt
from socialgov.policy.revision import remind_from


def revised(asked: Asked) -> Mapping[int, Verdict]:
    """The guidelines are looked over before their day (FAR-01)."""
    by = asked.adopted.revise_by
    if by is None:
        return {THE_MUNICIPALITY: unchecked(_("Nobody has said when the guidelines are looked over."))}
    words = _("The guidelines were decided %(day)s") % {"day": times.date_long(asked.adopted.decided_on)}
    if by < asked.today:
        return {THE_MUNICIPALITY: not_met(words, by)}
    is_near = remind_from(by, asked.document) <= asked.today
    return {THE_MUNICIPALITY: at_risk(words, by) if is_near else met(words, by)}


def read(asked: Asked) -> Mapping[int, Verdict]:
    """Everyone in the unit has confirmed Så gör vi as it reads now. Who has not is grey: nobody is hunted."""
    confirmed = GuidanceConfirmation.objects.filter(person=OuterRef("pk"), content_hash=guidance.digest(asked.document))
    people = Person.objects.active(asked.now).filter(unit__in=asked.units.order_by().values("pk"))
    rows = (
        people.annotate(has_read=Exists(confirmed))
        .order_by()
        .values_list("unit")
        .annotate(total=Count("pk"), done=Count("pk", filter=Q(has_read=True)))
    )
    there = {unit: (total, done) for unit, total, done in rows}
    return {pk: _read(*there.get(pk, (0, 0))) for pk in asked.units.order_by().values_list("pk", flat=True)}


def _read(total: int, done: int) -> Verdict:
    if not total:
        return not_applicable(_("Nobody in the unit signs in."))
    words = _("%(done)d of %(total)d have read it") % {"done": done, "total": total}
    return met(words) if done == total else unchecked(words)


def managed(asked: Asked) -> Mapping[int, Verdict]:
    """Each unit with an account has a responsible manager, at its own level or above (ATV-01, FAR-02, VAL-02)."""
    people = Person.objects.active(asked.now)
    held = Grant.objects.current(asked.now).filter(role=Role.MANAGER, person__in=people)
    covered = set(Unit.objects.below(held.values_list("unit", flat=True)).values_list("pk", flat=True))
    with_accounts = set(asked.accounts.order_by().values_list("unit", flat=True))
    nothing = not_applicable(_("The unit has no account."))
    return {
        pk: nothing
        if pk not in with_accounts
        else met(_("A manager is appointed."))
        if pk in covered
        else not_met(_("No manager is appointed."))
        for pk in asked.units.order_by().values_list("pk", flat=True)
    }


CHECKS = (
    Check(
        "revised",
        gettext_lazy("Revision of the guidelines"),
        About.MUNICIPALITY,
        "revision",
        revised,
        fix=Fix(
            gettext_lazy("Open the draft"),
            lambda pk: reverse("policy:draft"),
            whole(lambda actor, now: may_adopt(actor, now=now)),
        ),
        applies=lambda document: document.revision.counted is not None,
        stated="every",
    ),
    Check(
        "managed",
        with_roles("%(Manager)s", Manager="manager"),
        About.UNIT,
        "starting.appointment",
        managed,
        fix=Fix(
            gettext_lazy("Choose who"),
            lambda pk: reverse("organisation:people"),
            among(lambda actor, now: Unit.objects.changeable_by(actor, now)),
        ),
    ),
    Check(
        "read",
        gettext_lazy("Staff guidance"),
        About.UNIT,
        "",
        read,
        fix=Fix(
            gettext_lazy("Show the guidance"),
            lambda pk: reverse("policy:guidance"),
            whole(lambda actor, now: True),
        ),
        applies=lambda document: bool(document.guides),
    ),
)


def every() -> tuple[Check, ...]:
    """This room's checks."""
    return CHECKS
