"""Which forms have been sent, so that a second press of the button does nothing."""

from django.db import models


class Submission(models.Model):
    """A form that did its work once, and where it led. Forgotten after a day."""

    token = models.UUIDField(primary_key=True)
    person_id = models.BigIntegerField(null=True)
    url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_index=True)
