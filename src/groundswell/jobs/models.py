"""When each scheduled job was last put in the queue, and which workers are alive."""

from django.db import models

from groundswell.kit import clock


class ScheduledJob(models.Model):
    name = models.CharField(max_length=120, unique=True)
    enqueued_at = models.DateTimeField(null=True)


class WorkerBeat(models.Model):
    """A worker says every few seconds that it lives; one that stopped saying so has died."""

    worker_id = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField(default=clock.now)
    beat_at = models.DateTimeField(default=clock.now)
