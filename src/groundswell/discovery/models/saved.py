"""Searches that are kept, and whom they have found."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Account
from groundswell.kit import clock


class SavedSearch(Owned):
    """A search with a name. With `watching`, a job looks for people who match it and did not before."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    query = models.JSONField(help_text="As POST /api/v1/discovery/search takes it.")
    address = models.TextField(blank=True, help_text="The Find page's query string, where it was saved there.")
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    watching = models.BooleanField(default=False)
    by_mail = models.BooleanField(default=False, help_text="Tell the owner by mail too.")
    created_at = models.DateTimeField(default=clock.now)
    checked_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "slug"], name="one_saved_search_per_slug")]

    def __str__(self) -> str:
        return self.name


class SavedMatch(Owned):
    """An account that a watched search has found once: it is news at most once."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="matches")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    found_at = models.DateTimeField(default=clock.now)
    news = models.BooleanField(default=False, help_text="Not there when the watch began.")
    seen_at = models.DateTimeField(null=True, help_text="When somebody looked at it on the page.")
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "account"], name="once_per_saved_search")]
