"""Sweeps about the registry and its list."""

from datetime import timedelta

from celery import shared_task

from accounts import static_list
from socialgov.wiring import sweeps


@shared_task(name="accounts.write_out_list")
@sweeps.sweep("accounts.write_out_list", every=timedelta(minutes=10))
def write_out_list() -> int:
    """Keep the list's plain files as they should be, also after a full disk or a lost folder."""
    return static_list.write_out()
