"""Campaigns and who takes part in them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.text import slugify

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.campaigns.services.guidelines import keep_brief
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, Conflict
from groundswell.relationships.services import record_event, track_creators


@dataclass(frozen=True, kw_only=True)
class CampaignFacts:
    """What is known of a campaign. `jurisdictions` are the countries its audience lives in: `("US", "CA-QC")`."""

    name: str
    state: str = Campaign.State.DRAFT
    goal: str = ""
    brief: str = ""
    brand_handle: str = ""
    hashtag: str = ""
    landing_url: str = ""
    jurisdictions: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    budget: Decimal | None = None
    currency: str = ""
    commission_rate: Decimal | None = None


@transaction.atomic
def create_campaign(*, workspace: Workspace, facts: CampaignFacts, slug: str = "") -> Campaign:
    """A new campaign; without a `slug` one is made of the name. Conflict when the given slug is taken."""
    if slug and Campaign.objects.of(workspace).filter(slug=slug).exists():
        raise Conflict(f"There is a campaign “{slug}” already.", where="slug", cure="Choose another slug.")
    campaign = Campaign(workspace=workspace, slug=slug or _free_slug(workspace, facts.name))
    return _save(campaign, facts)


@transaction.atomic
def update_campaign(*, campaign: Campaign, facts: CampaignFacts) -> Campaign:
    """The campaign with the new facts; its slug stays, because links to it were given away."""
    saved = _save(campaign, facts)
    keep_brief(campaign=saved)
    return saved


@transaction.atomic
def add_participants(
    *, workspace: Workspace, campaign: Campaign, creators: Iterable[Creator], user: User | None = None
) -> int:
    """How many creators were new to the campaign; those already in it are left as they are."""
    wanted = {creator.pk: creator for creator in creators if creator.workspace_id == workspace.pk}
    present = Participant.objects.of(workspace).filter(campaign=campaign).values_list("creator_id", flat=True)
    new = [creator for pk, creator in wanted.items() if pk not in set(present)]
    Participant.objects.bulk_create(Participant(workspace=workspace, campaign=campaign, creator=c) for c in new)
    track_creators(workspace=workspace, creators=new, user=user)
    for creator in new:
        record_event(
            workspace=workspace,
            creator=creator,
            kind="campaign_joined",
            text=f"Added to the campaign {campaign.name}.",
            detail={"campaign": campaign.slug},
            actor=user,
        )
    return len(new)


@transaction.atomic
def remove_participant(*, participant: Participant, user: User | None = None) -> None:
    """Takes a creator out of a campaign. Conflict once they have accepted: an agreement is kept."""
    if participant.offers.filter(responses__kind="accepted").exists() or participant.post_matches.exists():
        raise Conflict(
            f"{participant.creator.name} has an agreement or posts in this campaign.",
            cure="They stay on record; withdraw open offers instead.",
        )
    participant.offers.all().delete()
    record_event(
        workspace=participant.workspace,
        creator=participant.creator,
        kind="campaign_left",
        text=f"Removed from the campaign {participant.campaign.name}.",
        detail={"campaign": participant.campaign.slug},
        actor=user,
    )
    participant.delete()


def _save(campaign: Campaign, facts: CampaignFacts) -> Campaign:
    if not facts.name.strip():
        raise BadInput("A campaign needs a name.", where="name")
    if facts.starts_on and facts.ends_on and facts.starts_on > facts.ends_on:
        raise BadInput("The campaign would end before it starts.", where="ends_on")
    if facts.commission_rate is not None and not 0 <= facts.commission_rate <= 1:
        raise BadInput("A commission is a share between 0 and 1.", where="commission_rate", cure="Write 10 % as 0.1.")
    if facts.budget is not None and facts.budget < 0:
        raise BadInput("A budget cannot be negative.", where="budget")
    for name, value in asdict(facts).items():
        setattr(campaign, name, value)
    campaign.jurisdictions = list(facts.jurisdictions)
    campaign.hashtag = facts.hashtag.strip().lstrip("#")
    campaign.brand_handle = facts.brand_handle.strip().lstrip("@")
    campaign.currency = facts.currency or campaign.workspace.currency
    campaign.save()
    return campaign


def _free_slug(workspace: Workspace, name: str) -> str:
    stem = slugify(name)[:50] or "campaign"
    taken = set(Campaign.objects.of(workspace).filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug
