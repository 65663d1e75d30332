"""Which guidelines hold, for a campaign and for each creator."""

from dataclasses import dataclass

from django.db.models import QuerySet

from groundswell.campaigns.models import Campaign, GuidelineVersion, Participant


@dataclass(frozen=True)
class Held:
    """The version a creator's posts are held against. `agreed`: they accepted an offer that showed it;
    `newer`: the version published since, which binds them only with a further offer."""

    version: GuidelineVersion
    agreed: bool
    newer: GuidelineVersion | None = None


def current_guidelines(campaign: Campaign) -> GuidelineVersion | None:
    """The newest version; None while nothing was published."""
    return guideline_versions(campaign).first()


def guideline_versions(campaign: Campaign) -> QuerySet[GuidelineVersion]:
    """Every version, newest first."""
    found: QuerySet[GuidelineVersion] = GuidelineVersion.objects.of(campaign.workspace).filter(campaign=campaign)
    return found.select_related("published_by").order_by("-version")


def held_against(participant: Participant, newest: GuidelineVersion | None) -> Held | None:
    """What this participant's posts are held against: the version they agreed to, else the newest.

    No query when `agreed_guidelines` is at hand.
    """
    agreed = participant.agreed_guidelines
    if agreed is not None:
        return Held(agreed, True, newest if newest and newest.pk != agreed.pk else None)
    return Held(newest, False) if newest else None
