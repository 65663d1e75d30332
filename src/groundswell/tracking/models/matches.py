"""Which post answers which deliverable."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.campaigns.models import Deliverable, Participant
from groundswell.creators.models import Post
from groundswell.kit import clock


class PostMatch(Owned):
    """A post that counts for a participant; without a deliverable it waits for a person to place it."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="post_matches")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="matches")
    deliverable = models.ForeignKey(
        Deliverable, on_delete=models.SET_NULL, null=True, blank=True, related_name="post_matches"
    )
    also = models.ManyToManyField(Deliverable, related_name="also_matches", help_text="Further ones it answers.")
    submitted_by = models.CharField(
        max_length=10, choices=[("creator", "Creator"), ("team", "Team"), ("network", "Network")]
    )
    reasons = models.JSONField(default=list)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "post"], name="one_match_per_post")]
