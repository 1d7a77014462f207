"""What someone reads when they have signed in (users.md, 2): Så gör vi, the first time and when it has changed."""

from django.urls import reverse

from socialgov.organisation.models import Person
from socialgov.policy.selectors import minutes_of_unread_guidance


def guidance(person: Person) -> str:
    """The address of Så gör vi for who has not confirmed it as it stands; else nothing.

    The people of the sample are not stopped on their way: whoever tries the program is not them.
    """
    if person.is_sample or not minutes_of_unread_guidance(person.pk):
        return ""
    return f"{reverse('policy:guidance')}?forst=1"
