"""A workspace's own domains for its short links."""

from django.db import models
from django.db.models import Q

from groundswell.accounts.models import Owned
from groundswell.kit import clock


class Domain(Owned):
    """Several workspaces may wait for one name; only one can have it checked, and that one has it."""

    name = models.CharField(max_length=253, help_text="As DNS has it, lower case.")
    token = models.CharField(max_length=43, help_text="What the domain must answer with.")
    primary = models.BooleanField(default=False, help_text="New links are given away under it.")
    home_url = models.URLField(max_length=2000, blank=True, help_text="Where its root and unknown addresses lead.")
    created_at = models.DateTimeField(default=clock.now)
    verified_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=20, blank=True, help_text="A key of `rules.domains.TROUBLES`.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_domain_of_a_name"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(verified_at__isnull=False), name="a_domain_is_one_workspaces"
            ),
            models.UniqueConstraint(fields=["workspace"], condition=Q(primary=True), name="one_primary_domain"),
        ]

    def __str__(self) -> str:
        return self.name
