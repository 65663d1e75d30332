"""When each scheduled job was last put in the queue."""

from django.db import models


class ScheduledJob(models.Model):
    name = models.CharField(max_length=120, unique=True)
    enqueued_at = models.DateTimeField(null=True)
