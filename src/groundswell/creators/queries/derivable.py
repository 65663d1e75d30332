"""Figures that may be worked with: some networks let nobody work anything out of theirs."""

from django.db.models import Q, QuerySet

from groundswell.creators.models import Reading
from groundswell.platforms.queries import platforms_that_may_not


def derivable(readings: QuerySet[Reading]) -> QuerySet[Reading]:
    """The readings without those that a network told whose policy forbids working anything out of its figures (rates,
    growth). What a workspace knows by itself stays."""
    networks = platforms_that_may_not("may_derive")
    if not networks:
        return readings
    of_accounts, of_posts = Q(account__platform__in=networks), Q(post__account__platform__in=networks)
    return readings.exclude(of_accounts, workspace=None).exclude(of_posts, workspace=None)
