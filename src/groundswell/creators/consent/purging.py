"""What creators gave stays no longer than the network's terms let it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from groundswell.creators.consent.withdrawing import remove_posts, withdraw_lapsed
from groundswell.creators.models import Account, AudienceFigure, Consent, Grant, Post, Reading
from groundswell.platforms.policy import Policy
from groundswell.platforms.queries import policies


def purge_given(now: datetime) -> dict[str, int]:
    """Removes what connected accounts told and their network's terms (`retention_days`) do not let us keep longer; counts
    by connector.

    A connection that could not be read for that long is over, as if its creator had taken it back. Of the others, posts
    not told of since and older figures go, unless the policy lets figures be kept.
    """
    purged: dict[str, int] = {}
    for name, policy in policies().items():
        if policy.retention_days is not None:
            purged[name] = _purge(name, policy, now - timedelta(days=policy.retention_days))
    return purged


def _purge(connector: str, policy: Policy, before: datetime) -> int:
    grants = Grant.objects.filter(connector=connector).select_related("consent__account", "consent__workspace")
    count = 0
    for grant in grants:
        if grant.read_at is None or grant.read_at < before:
            withdraw_lapsed(grant.consent)
            count += 1
        elif grant.consent.account is not None:
            count += _purge_one(grant.consent, grant.consent.account, before, figures_kept=policy.figures_kept)
    return count


@transaction.atomic
def _purge_one(consent: Consent, account: Account, before: datetime, *, figures_kept: bool) -> int:
    own = {"workspace": consent.workspace, "source": consent.source}
    stale = Post.objects.filter(**own, account=account, gone_at=None).filter(
        Q(seen_at__lt=before) | Q(seen_at=None, created_at__lt=before)
    )
    count = remove_posts(stale)
    if figures_kept:
        return count
    readings = Reading.objects.filter(Q(account=account) | Q(post__account=account), **own, observed_at__lt=before)
    figures = AudienceFigure.objects.filter(**own, account=account, origin="first_party", observed_at__lt=before)
    return count + readings.delete()[0] + figures.delete()[0]
