"""Sweeps. Each looks at everything that is due, so a lost message or a dead worker only means a minute's delay."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from socialgov.notices import links, placing, sending, services
from socialgov.notices.sending import Outcome
from socialgov.wiring import sweeps

AT_MOST_IN_ONE_SWEEP = 2000


@shared_task(name="notices.fill")
@sweeps.sweep("notices.fill", every=timedelta(minutes=1))
def fill() -> int:
    """Ask the rooms what must be said; then see to it that it is sent."""
    new = services.fill(now=timezone.now())
    send()
    return new


@shared_task(name="notices.send")
def send() -> int:
    """Put notices that may leave into mails, and send them. Also woken when something has been announced."""
    place()
    return hand_over()


@sweeps.sweep("notices.place")
def place() -> int:
    return placing.place(now=timezone.now())


def hand_over() -> int:
    """Send mails until none waits or the server is away. Several workers may do this at once: mails are leased."""
    sent = 0
    for _attempt in range(AT_MOST_IN_ONE_SWEEP):
        outcome = sending.send_one(now=timezone.now())
        if outcome in (Outcome.NOTHING_TO_SEND, Outcome.SERVER_AWAY):
            break
        sent += outcome is Outcome.SENT
    return sent


@shared_task(name="notices.tidy")
@sweeps.sweep("notices.tidy", every=timedelta(hours=6))
def tidy() -> int:
    """Forget old guesses at links, and the words of old mails."""
    return links.forget_guesses(now=timezone.now()) + services.forget_words(now=timezone.now())
