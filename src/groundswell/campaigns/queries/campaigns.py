"""Campaigns with their progress, and their participants."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost, Deliverable, Offer, Participant
from groundswell.campaigns.page_tokens import nonce_in
from groundswell.kit.errors import NotFound
from groundswell.kit.ids import digest
from groundswell.kit.money import ZERO


@dataclass(frozen=True)
class CampaignCard:
    """A campaign and how far it is. `spent` counts costs in the campaign's own currency only;
    `other_currencies` names what else was spent, because it cannot be added."""

    campaign: Campaign
    participants: dict[str, int]
    deliverables: dict[str, int]
    spent: Decimal
    other_currencies: dict[str, Decimal]

    @property
    def people(self) -> int:
        return sum(self.participants.values())

    @property
    def posts_done(self) -> int:
        return sum(self.deliverables.get(state, 0) for state in ("live", "verified", "paid"))

    @property
    def posts_agreed(self) -> int:
        return sum(self.deliverables.values())

    @property
    def budget_share(self) -> Decimal | None:
        """0 to 1 and beyond; None without a budget."""
        return self.spent / self.campaign.budget if self.campaign.budget else None


def campaign_cards(workspace: Workspace, *, slug: str = "") -> list[CampaignCard]:
    """Every campaign of the workspace (or the one named), newest first, in four database queries."""
    campaigns = Campaign.objects.of(workspace).select_related("workspace").order_by("-created_at", "-pk")
    if slug:
        campaigns = campaigns.filter(slug=slug)
    people = Participant.objects.of(workspace).values_list("campaign", "state").annotate(n=Count("pk"))
    posts = Deliverable.objects.of(workspace).values_list("participant__campaign", "state").annotate(n=Count("pk"))
    costs = (
        Cost.objects.of(workspace).exclude(campaign=None).values_list("campaign", "currency").annotate(n=Sum("amount"))
    )
    by_state, by_post, by_currency = _nested(people), _nested(posts), _nested(costs)
    cards = []
    for campaign in campaigns:
        spent = dict(by_currency[campaign.pk])
        own = spent.pop(campaign.currency, ZERO)
        cards.append(CampaignCard(campaign, by_state[campaign.pk], by_post[campaign.pk], own, spent))
    return cards


def campaign_of(workspace: Workspace, slug: str) -> Campaign:
    """The campaign of that slug; NotFound when this workspace has none."""
    campaign: Campaign | None = Campaign.objects.of(workspace).select_related("workspace").filter(slug=slug).first()
    if campaign is None:
        raise NotFound(f"There is no campaign “{slug}”.", where="campaign")
    return campaign


def brand_handles(workspace: Workspace) -> set[str]:
    """The handles by which creators mention the brand."""
    return set(Campaign.objects.of(workspace).exclude(brand_handle="").values_list("brand_handle", flat=True))


def participants_of(campaign: Campaign) -> QuerySet[Participant]:
    """Participants by name, with creator, accounts, deliverables, link, code and offers (newest first) at hand."""
    return (
        Participant.objects.of(campaign.workspace)
        .filter(campaign=campaign)
        .select_related("creator", "campaign", "link", "code")
        .prefetch_related(
            "creator__accounts",
            "deliverables",
            Prefetch("offers", Offer.objects.order_by("-version")),
        )
        .order_by("creator__name", "pk")
    )


def participant_of(workspace: Workspace, pk: int) -> Participant:
    """The participant; NotFound when this workspace has none of that id."""
    return _one(Participant.objects.of(workspace).filter(pk=pk))


def participant_of_token(token: str) -> Participant:
    """Whose own page `/c/TOKEN` is; NotFound for a guess and for a page that was closed."""
    whose = Q(page_nonce=nonce) if (nonce := nonce_in(token)) else Q(earlier_digest=digest(token))
    try:
        return _one(Participant.objects.filter(whose, page_closed_at=None))
    except NotFound:
        cure = "Ask whoever sent you the address for a new one."
        raise NotFound("This page is closed, or its address is not whole.", cure=cure) from None


def deliverables_of(campaign: Campaign) -> QuerySet[Deliverable]:
    """What was agreed in a campaign, soonest due first."""
    return (
        Deliverable.objects.of(campaign.workspace)
        .filter(participant__campaign=campaign)
        .select_related("participant__creator")
        .order_by("due_on", "participant__creator__name", "pk")
    )


def _one(rows: QuerySet[Participant]) -> Participant:
    participant = rows.select_related(
        "creator", "campaign__workspace", "campaign__open_call", "workspace", "link", "code", "agreed_guidelines"
    ).first()  # fmt: skip
    if participant is None:
        raise NotFound("There is no such participant.")
    return participant


def _nested(rows: Iterable[tuple[Any, ...]]) -> defaultdict[int, dict[str, Any]]:
    """Rows of (campaign, name, value) as {campaign: {name: value}}."""
    table: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for campaign, name, value in rows:
        table[campaign][name] = value
    return table
