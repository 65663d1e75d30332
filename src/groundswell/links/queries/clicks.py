"""Sums of clicks, out of those by day."""

from typing import NamedTuple

from django.db.models import Sum

from groundswell.accounts.models import Workspace
from groundswell.links.models import ClickDay, Link


class LinkClicks(NamedTuple):
    """Whose a link is now, and its clicks: those that count, and those of bots, previews, prefetches and repeats."""

    creator: int | None
    campaign: int | None
    counted: int
    excluded: int


def clicks_by_link(workspace: Workspace, campaign: int | None = None, **days: object) -> list[LinkClicks]:
    """One row per link with clicks, in one campaign when its id is given; `days` filters by `day`.

    Added up by link alone, which an index answers, and only then told whose it is.
    """
    sums = (
        ClickDay.objects.of(workspace).filter(**days).values_list("link_id").annotate(Sum("counted"), Sum("excluded"))
    )
    links = Link.objects.of(workspace)
    if campaign is not None:
        links = links.filter(campaign=campaign)
        sums = sums.filter(link__campaign=campaign)
    owners = {pk: (creator, key) for pk, creator, key in links.values_list("pk", "creator_id", "campaign_id")}
    return [
        LinkClicks(*owners[link], counted, excluded) for link, counted, excluded in sums.order_by() if link in owners
    ]
