"""How the installation stands with each network: keys, limits, what was spent, who is to be left alone.

These belong to the installation, not to a workspace: what connectors bring goes into the catalogue that all share.
"""

from django.db import models

from groundswell.kit import clock


class ConnectorSetup(models.Model):
    """What the operator gave and decided for one connector; no row means: nothing yet."""

    connector = models.CharField(max_length=40, unique=True)
    sealed = models.TextField(blank=True, help_text="Everything given, as JSON sealed with the installation's key.")
    shown = models.JSONField(default=dict, help_text="What of it is no secret.")
    daily_units = models.BigIntegerField(null=True, help_text="Empty: the connector's own limit.")
    monthly_money = models.DecimalField(max_digits=12, decimal_places=2, null=True, help_text="USD.")
    paused_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=clock.now)


class Spending(models.Model):
    """What one connector asked on one day of its network."""

    connector = models.CharField(max_length=40)
    day = models.DateField()
    calls = models.BigIntegerField(default=0)
    units = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connector", "day"], name="one_spending_per_day")]


class MoneySpent(models.Model):
    """What one connector cost in one month (UTC), in USD. `month` is its first day."""

    connector = models.CharField(max_length=40)
    month = models.DateField()
    money = models.DecimalField(max_digits=14, decimal_places=6, default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connector", "month"], name="one_sum_per_month")]


class Circuit(models.Model):
    """One host as one connector knows it. While `rest_until` lies ahead nobody asks it."""

    connector = models.CharField(max_length=40)
    host = models.CharField(max_length=255)
    faults = models.PositiveIntegerField(default=0, help_text="In a row.")
    rest_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=40, blank=True, help_text="Code of the last error; kept after it is over.")
    message = models.CharField(max_length=300, blank=True)
    failed_at = models.DateTimeField(null=True)
    well_at = models.DateTimeField(null=True, help_text="When it last answered, to the minute.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connector", "host"], name="one_circuit_per_host")]


class BucketPlace(models.Model):
    """A place taken in a bucket that a network limits apart from its other limits."""

    connector = models.CharField(max_length=40)
    bucket = models.CharField(max_length=40)
    item = models.CharField(max_length=255)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connector", "bucket", "item"], name="one_place_per_item")]


class SeenVersion(models.Model):
    """In what state an address was when it was last read and kept. Addresses can be secret: only a digest is here."""

    connector = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    etag = models.CharField(max_length=500, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connector", "digest"], name="one_version_per_address")]


class NetworkNotice(models.Model):
    """Something a network told by itself: kept first, read after the answer. Done with, only its key stays for a while."""

    connector = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    data = models.JSONField(default=dict)
    received_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, help_text="When it was read, or given up.")
    tries = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True, help_text="Not before, after something went wrong.")
    message = models.CharField(max_length=300, blank=True, help_text="Why it could not be read.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connector", "key"], name="one_notice_per_key")]
        indexes = [models.Index(fields=["connector", "-received_at"])]
