"""Creators' own pages: how they look, what they show, and where somebody stands."""

from dataclasses import dataclass

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Offer, OfferResponse, OwnPageSetting, Participant
from groundswell.campaigns.queries.guidelines import guideline_versions, held_against
from groundswell.campaigns.rules.own_pages import SOON, WORDS, Changes, changes_between, phase_of
from groundswell.creators.models import Creator
from groundswell.kit import clock


@dataclass(frozen=True)
class Standing:
    """Where a creator stands in one campaign; `offer` waits for an answer."""

    participant: Participant
    phase: str
    words: str
    offer: Offer | None

    @property
    def is_told(self) -> bool:
        """Whether the creator should hear of it on other pages: not while the campaign is a draft of the team."""
        return self.participant.campaign.state != Campaign.State.DRAFT or self.phase != SOON


def page_setting(workspace: Workspace) -> OwnPageSetting:
    """The workspace's setting; the defaults, not stored, where it has none."""
    found: OwnPageSetting | None = OwnPageSetting.objects.of(workspace).first()
    return found or OwnPageSetting(workspace=workspace)


def colour_of(campaign: Campaign) -> str:
    """The brand's colour on the page of a campaign: its open call's, else the workspace's; empty for ours."""
    call = getattr(campaign, "open_call", None)
    return (call.colour if call else "") or page_setting(campaign.workspace).colour


def standings(workspace: Workspace, creator: Creator) -> list[Standing]:
    """Every campaign whose page is open to the creator, newest first; three queries. See `is_told`."""
    rows = list(
        Participant.objects.of(workspace)
        .filter(creator=creator, page_closed_at=None)
        .select_related("campaign", "creator", "workspace")
        .order_by("-created_at", "-pk")
    )
    offers = _open_offers(workspace, creator)
    agreed = set(_agreements(workspace, creator).values_list("offer__participant", flat=True))
    return [_standing(row, offers.get(row.pk), agreed=row.pk in agreed) for row in rows]


def guideline_changes(participant: Participant) -> Changes | None:
    """What the newest guidelines changed: against those the creator agreed to, else against the version before.
    None while there is but one."""
    versions = list(guideline_versions(participant.campaign)[:2])
    held = held_against(participant, versions[0] if versions else None)
    if held is None:
        return None
    older, newer = (held.version, held.newer) if held.newer else (None, None)
    if older is None and not held.agreed and len(versions) == 2:
        older, newer = versions[1], versions[0]
    if older is None or newer is None:
        return None
    return changes_between(older.guidelines, newer.guidelines, briefs=(older.brief, newer.brief))


def _open_offers(workspace: Workspace, creator: Creator) -> dict[int, Offer]:
    rows = Offer.objects.of(workspace).filter(
        participant__creator=creator, state=Offer.State.SENT, expires_at__gt=clock.now()
    )
    return {row.participant_id: row for row in rows.order_by("version")}


def _agreements(workspace: Workspace, creator: Creator) -> QuerySet[OfferResponse]:
    accepted: QuerySet[OfferResponse] = OfferResponse.objects.of(workspace).filter(
        kind=OfferResponse.Kind.ACCEPTED, offer__participant__creator=creator
    )
    return accepted


def _standing(participant: Participant, offer: Offer | None, *, agreed: bool) -> Standing:
    phase = phase_of(participant.state, participant.campaign.state, offer_open=offer is not None, agreed=agreed)
    return Standing(participant, phase, WORDS[phase], offer)
