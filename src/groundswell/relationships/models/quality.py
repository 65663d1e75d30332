"""How good somebody's content is, judged by people on a rubric."""

from django.db import models

from groundswell.accounts.models import Owned, User
from groundswell.creators.models import Creator
from groundswell.kit import clock


class Rubric(Owned):
    """What a workspace judges content by; `rubric.CRITERIA` where it has none of its own."""

    criteria = models.JSONField(help_text="Names, in order.")
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_rubric_per_workspace")]


class Assessment(Owned):
    """One person's judgement on one day; a further one of the same person stands in its place."""

    creator = models.ForeignKey(Creator, on_delete=models.CASCADE, related_name="assessments")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    scores = models.JSONField(help_text="Criterion to 1 … 5.")
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "creator", "-at"])]
