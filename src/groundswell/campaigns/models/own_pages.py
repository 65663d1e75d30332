"""How creators' own pages look, and what they tell of results."""

from django.db import models

from groundswell.accounts.models import Owned
from groundswell.kit import clock

SHOWABLE = {"clicks": "Clicks", "orders": "Orders", "revenue": "Sales", "commission": "Commission"}


def all_but_sales() -> list[str]:
    return ["clicks", "orders", "commission"]


class OwnPageSetting(Owned):
    """One a workspace; none means these defaults."""

    colour = models.CharField(max_length=7, blank=True, help_text="#0b6b70; an open call's own goes before it.")
    shows = models.JSONField(default=all_but_sales, help_text='Of ["clicks", "orders", "revenue", "commission"].')
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_own_page_setting")]
