"""Clicks added up, which the loader keeps in step: derived, and rebuilt by `groundswell links recount`."""

from django.db import models

from groundswell.accounts.models import Owned, Workspace
from groundswell.links.models.links import Link


class ClickDay(Owned):
    """One link's clicks of one day (UTC). A visitor's name lives a day, so that visitors of several days add up."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="days", db_index=False)
    day = models.DateField()
    counted = models.PositiveIntegerField()
    excluded = models.PositiveIntegerField(help_text="Of bots, prefetches, previews, and repeats.")
    visitors = models.PositiveIntegerField(help_text="Different ones among those counted.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "day"], name="one_count_per_link_and_day")]
        # Whole reports are answered from these alone.
        indexes = [
            models.Index(fields=["workspace", "day", "link", "counted", "excluded"], name="clicks_by_day"),
            models.Index(fields=["workspace", "link", "counted", "excluded"], name="clicks_by_link"),
        ]


class ClickHour(Owned):
    """One link's counted clicks in one hour: what the leak guard compares orders with."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="hours", db_index=False)
    hour = models.DateTimeField(help_text="Its beginning.")
    counted = models.PositiveIntegerField()
    first = models.DateTimeField(help_text="The first of them.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "hour"], name="one_count_per_link_and_hour")]
