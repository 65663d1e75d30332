"""Who follows an account, as far as somebody knows."""

from django.db import models
from django.db.models import Q

from groundswell.creators.models.catalogue import Account, Catalogued
from groundswell.kit import clock


class AudienceFigure(Catalogued):
    """A share of an account's audience: aggregates only, nothing about a single follower.

    With `workspace` empty it was estimated from public profiles and everybody sees it, else it is what this brand was
    given by the creator or a vendor.
    """

    class Origin(models.TextChoices):
        FIRST_PARTY = "first_party", "The creator's own insights"
        VENDOR = "vendor", "A vendor"
        ESTIMATE = "estimate", "Our estimate"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="audience")
    origin = models.CharField(max_length=12, choices=Origin.choices)
    source = models.CharField(max_length=120)
    dimension = models.CharField(max_length=12, help_text="country, city, gender, age, gender_age, language, …")
    value = models.CharField(max_length=120, help_text="US, female, 25-34, female.25-34, …")
    share = models.FloatField(help_text="Of those who can be told, 0 to 1.")
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    sample = models.BigIntegerField(null=True)
    coverage = models.FloatField(null=True, help_text="The share of the sample for which it could be told.")
    observed_at = models.DateTimeField()
    evidence = models.FileField(upload_to="audience/", max_length=300, null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "source", "observed_at", "dimension", "value"],
                condition=Q(workspace=None),
                name="public_audience_figure_once",
            ),
            models.UniqueConstraint(
                fields=["workspace", "account", "source", "observed_at", "dimension", "value"],
                condition=Q(workspace__isnull=False),
                name="own_audience_figure_once",
            ),
        ]


class CommentSample(models.Model):
    """What the comments under an account's newest posts look like, counted; see `creators.audience.pods.PodSigns`."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="comment_sample")
    posts = models.PositiveIntegerField()
    comments = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    regulars = models.PositiveIntegerField()
    by_regulars = models.PositiveIntegerField()
    soon = models.PositiveIntegerField()
    generic = models.PositiveIntegerField()
    alike = models.PositiveIntegerField(help_text="By regulars, soon and generic at once.")
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    read_at = models.DateTimeField()

    @property
    def share(self) -> float | None:
        """Of comments that are alike; None where there is too little to tell."""
        return None if self.low is None else self.alike / self.comments


class AudienceSample(models.Model):
    """One reading of an account's followers by sample: the whole list of ids, then profiles drawn evenly from it.

    `pending` are ids still to be asked, emptied when it ends; of people asked only counts stay. A worker that dies goes
    on at the last batch.
    """

    class State(models.TextChoices):
        LISTING = "listing", "Reading the list of followers"
        SAMPLING = "sampling", "Reading profiles"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="samples")
    width = models.FloatField(help_text="Of the widest 95 % interval of a share that every profile tells.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.LISTING)
    listed = models.PositiveIntegerField(default=0, help_text="Followers on the list that was drawn from.")
    whole = models.BooleanField(null=True, help_text="False where the list was too long to be read to its end.")
    wanted = models.PositiveIntegerField(null=True, help_text="Profiles to ask.")
    pending = models.JSONField(default=list)
    tally = models.JSONField(default=dict, help_text="Counts, see creators.audience.tally.")
    kinds = models.JSONField(default=dict, help_text="Counts, see creators.audience.kinds.")
    gone = models.PositiveIntegerField(default=0, help_text="Drawn and no longer there.")
    step = models.PositiveIntegerField(
        default=0, help_text="Rises with each batch, so that two workers count none twice."
    )
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)
    wait_until = models.DateTimeField(null=True)
    message = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(finished_at=None), name="one_sample_at_a_time")
        ]
