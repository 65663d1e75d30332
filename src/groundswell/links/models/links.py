"""Short links, purchase codes and clicks."""

from django.db import models
from django.db.models import Value

from groundswell.accounts.models import Owned, Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock


class Link(Owned):
    slug = models.CharField(max_length=64, unique=True, help_text="Unique over all workspaces: it is the address.")
    target_url = models.URLField(max_length=2000)
    creator = models.ForeignKey(Creator, on_delete=models.SET_NULL, null=True, blank=True, related_name="links")
    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.SET_NULL, null=True, blank=True, related_name="links"
    )
    domain = models.ForeignKey(
        "links.Domain", on_delete=models.SET_NULL, null=True, blank=True, related_name="links",
        help_text="The own domain it is given away under; none: the installation's.",
    )  # fmt: skip
    utm = models.JSONField(default=dict, blank=True, help_text="utm_source, utm_medium, utm_campaign, utm_content.")
    platform_targets = models.JSONField(
        default=dict, blank=True, db_default=Value({}, models.JSONField()), help_text="Where phones go instead: by `ios`, `android`."
    )  # fmt: skip
    carries = models.CharField(
        max_length=64, blank=True, default="", db_default="", help_text="The purchase code that the link brings along."
    )
    active = models.BooleanField(default=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(
        default=clock.now, db_index=True, help_text="The redirect path's memory follows it."
    )

    def __str__(self) -> str:
        return f"/l/{self.slug}"


class Code(Owned):
    """A purchase code; codes are compared without regard to case."""

    code = models.CharField(max_length=64, help_text="As shown to buyers.")
    folded = models.CharField(max_length=64, help_text="Upper case, trimmed: what is compared.")
    creator = models.ForeignKey(Creator, on_delete=models.SET_NULL, null=True, blank=True, related_name="codes")
    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.SET_NULL, null=True, blank=True, related_name="codes"
    )
    discount = models.CharField(max_length=60, blank=True, help_text='What it gives, for people: "10 % off".')
    leaked_at = models.DateTimeField(null=True, blank=True, help_text="Since when it stands where everybody finds it.")
    leaked_where = models.CharField(max_length=200, blank=True, default="", db_default="")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "folded"], name="one_code_per_workspace")]

    def __str__(self) -> str:
        return self.code


class Click(Owned):
    """One visit to a link. Each index costs the loader as much as the row itself: sums are asked of `ClickDay` instead."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    click_id = models.CharField(max_length=16, unique=True)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="clicks")
    at = models.DateTimeField()
    visitor = models.CharField(max_length=32, help_text="Keyed hash; the key changes daily and is destroyed.")
    referrer = models.CharField(max_length=255, blank=True, help_text="Host only.")
    user_agent = models.CharField(max_length=255, blank=True)
    excluded = models.CharField(
        max_length=20, blank=True, help_text="bot, prefetch, head, preview, repeat; empty when counted."
    )

    class Meta:
        indexes = [models.Index(fields=["visitor"])]


class JournalPosition(models.Model):
    """How far each click journal has been loaded; moves in the same transaction as the clicks."""

    journal = models.CharField(max_length=255, unique=True)
    offset = models.BigIntegerField(default=0)
