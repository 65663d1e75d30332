"""Whom exclusivity keeps out of a plan: what they agreed to, and for whom they posted."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Deliverable, GuidelineVersion, Participant
from groundswell.campaigns.programme.exclusivity import Bound, Exclusivity, Seen, exclusivity_of, held_by, rivals_named
from groundswell.creators.models import Post

OPEN = (Campaign.State.DRAFT, Campaign.State.RUNNING)
TAKING_PART = (Participant.State.ACCEPTED, Participant.State.LIVE, Participant.State.COMPLETED)


def clashes_of(workspace: Workspace, accounts: Mapping[int, int], brand: str, today: date) -> dict[int, str]:
    """By creator, why they clash. `accounts` names each account's creator. Bound are those who agreed, in a campaign of this
    workspace, to keep `brand` out around their posts; and those whose known posts named a competitor of ours within the
    days that our guidelines exclude. Four queries at most."""
    versions = GuidelineVersion.objects.of(workspace).filter(campaign__state__in=OPEN).select_related("campaign")
    newest = {
        version.campaign_id: exclusivity_of(version.campaign.name, version.guidelines)
        for version in versions.order_by("version", "pk")
    }
    ours = [one for one in newest.values() if one]
    found = rivals_named(_posts(workspace, accounts, ours, today), ours, today)
    return found | (held_by(_bound(workspace, set(accounts.values())), brand, today) if brand else {})


def _posts(workspace: Workspace, accounts: Mapping[int, int], ours: list[Exclusivity], today: date) -> Iterable[Seen]:
    if not ours:
        return []
    since = today - timedelta(days=max(one.days for one in ours))
    rows = Post.objects.visible_to(workspace).filter(
        account__in=list(accounts), gone_at=None, published_at__gte=datetime.combine(since, time.min, UTC)
    )
    columns = rows.order_by("published_at", "pk").values_list("account_id", "published_at", "title", "caption")
    return [Seen(accounts[pk], at.date(), f"{title} {caption}") for pk, at, title, caption in columns if at]


def _bound(workspace: Workspace, creators: set[int]) -> list[Bound]:
    rows = Participant.objects.of(workspace).filter(creator__in=creators, state__in=TAKING_PART)
    rows = rows.exclude(agreed_guidelines=None).select_related("agreed_guidelines", "campaign").order_by("pk")
    dated = Deliverable.objects.of(workspace).filter(participant__in=rows.values("pk"), due_on__isnull=False)
    last = dict(dated.order_by("due_on", "pk").values_list("participant_id", "due_on"))
    found = []
    for row in rows:
        agreed = exclusivity_of(row.campaign.name, row.agreed_guidelines.guidelines if row.agreed_guidelines else ())
        if agreed:
            found.append(Bound(row.creator_id, agreed, last.get(row.pk)))
    return found
