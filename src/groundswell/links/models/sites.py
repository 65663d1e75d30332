"""Web sites that tell visits and orders by themselves: with a pixel, or signed from their server."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.kit import clock


class Site(Owned):
    """A shop's pages. Its `key` stands in them for everybody to read, its secret signs what its server sends."""

    name = models.CharField(max_length=120)
    key = models.CharField(max_length=24, unique=True)
    secret = models.CharField(max_length=500, help_text="Encrypted.")
    pixel_seen_at = models.DateTimeField(null=True)
    server_seen_at = models.DateTimeField(null=True)
    views_kept_months = models.PositiveSmallIntegerField(
        default=14, db_default=14, help_text="How long single page views are kept; their daily sums stay."
    )
    tallied_until = models.DateField(null=True, help_text="Days before it are added up.")
    created_at = models.DateTimeField(default=clock.now)


class PageView(Owned):
    """A page that somebody opened. A visitor's first page of a UTC day is where that visit landed."""

    seen_id = models.CharField(max_length=16, unique=True)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="views")
    at = models.DateTimeField()
    visitor = models.CharField(max_length=32, help_text="Keyed hash; the key changes daily and is destroyed.")
    page = models.CharField(max_length=500, help_text="Host and path, no query.")
    click_id = models.CharField(max_length=16, blank=True)
    utm = models.JSONField(default=dict)
    excluded = models.CharField(
        max_length=20, blank=True, help_text="bot, prefetch, head, preview; empty when counted."
    )

    class Meta:
        indexes = [models.Index(fields=["site", "at"])]


class LandingTally(Owned):
    """Visits that landed on a page on a UTC day, kept when the single views are gone."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="tallies")
    day = models.DateField()
    page = models.CharField(max_length=500)
    visits = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "day", "page"], name="one_tally_of_a_page_and_day")]


class Conversion(Owned):
    """One order as a site told it, and what became of it; `reason` says why it was kept aside."""

    class Via(models.TextChoices):
        PIXEL = "pixel", "Pixel"
        SERVER = "server", "Server"

    seen_id = models.CharField(max_length=64, unique=True)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="conversions")
    via = models.CharField(max_length=10, choices=Via.choices)
    at = models.DateTimeField()
    told = models.JSONField(help_text="As it came.")
    outcome = models.CharField(max_length=10, help_text="created, updated, unchanged, known, aside")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["site", "-at"])]
