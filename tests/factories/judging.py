"""Asking one check about one row, as the pages ask about all of them."""

from datetime import datetime

from django.db import models

from accounts.models import Account
from activityplans.models import Plan
from socialgov.organisation.models import Unit
from socialgov.policy import judging
from socialgov.policy import selectors as policy
from socialgov.policy.judging import Asked, Check, Verdict
from tests.factories.organisation import NOW


def check(key: str) -> Check:
    """The check of that name."""
    return next(one for one in judging.checks() if one.key == key)


def everything(now: datetime = NOW) -> Asked:
    """All that runs, under the guidelines in force."""
    accounts, plans, units = Account.objects.running(), Plan.objects.all(), Unit.objects.open()
    return Asked(policy.current(), policy.first_day(), now, accounts, plans, units)


def verdict(key: str, row: models.Model | None = None, *, now: datetime = NOW) -> Verdict:
    """How the row stands; the municipality where none is given."""
    asked = everything(now)
    if not check(key).is_asked_by(asked.document):
        return judging.NOT_ASKED
    return judging.judged(check(key), asked)[row.pk if row else judging.THE_MUNICIPALITY]
