"""Campaigns and their participants by script."""

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.campaigns import queries, services
from groundswell.campaigns.documents import guidelines_document
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Creator
from groundswell.disclosure.jurisdictions import PLACES
from groundswell.kit import clock
from groundswell.reports.queries import guideline_report, guideline_rows

router = Router()


class CampaignIn(Schema):
    """`commission_rate` is a share, 0 to 1; `jurisdictions` such as ["US", "CA-QC"]."""

    name: str
    slug: str = ""
    state: str = Campaign.State.DRAFT
    goal: str = ""
    brief: str = ""
    brand_handle: str = ""
    hashtag: str = ""
    landing_url: str = ""
    jurisdictions: list[str] = []
    starts_on: date | None = None
    ends_on: date | None = None
    budget: Decimal | None = None
    currency: str = ""
    commission_rate: Decimal | None = None


class CampaignChanges(Schema):
    """Only what is sent is changed."""

    name: str | None = None
    state: str | None = None
    goal: str | None = None
    brief: str | None = None
    brand_handle: str | None = None
    hashtag: str | None = None
    landing_url: str | None = None
    jurisdictions: list[str] | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    budget: Decimal | None = None
    currency: str | None = None
    commission_rate: Decimal | None = None


class CampaignOut(CampaignIn):
    created_at: datetime
    participants: dict[str, int]
    deliverables: dict[str, int]
    spent: Decimal


class ParticipantOut(Schema):
    id: int
    creator_id: int
    name: str
    state: str
    page: str
    link: str | None
    code: str | None
    deliverables: list[dict[str, Any]]


class GuidelineIn(Schema):
    """`kind` mention, hashtag, link, code, words, forbidden, competitor, format, window, usage_rights, exclusivity or
    disclosure; a window is "2026-12-01/2026-12-20", empty for the dates of each deliverable."""

    kind: str
    value: str = ""
    platform: str = ""


class GuidelinesIn(Schema):
    brief: str = ""
    items: list[GuidelineIn]


class Creators(Schema):
    creator_ids: list[int]


@router.get("/campaigns", response=list[CampaignOut])
def campaigns(request: ApiRequest) -> list[dict[str, Any]]:
    """Every campaign with its progress, newest first."""
    return [campaign_out(card) for card in queries.campaign_cards(request.auth.workspace)]


@router.post("/campaigns", response={201: CampaignOut})
def create(request: ApiRequest, body: CampaignIn) -> Status[dict[str, Any]]:
    """A new campaign; without a slug one is made of the name."""
    facts = body.model_dump()
    slug = facts.pop("slug")
    facts["jurisdictions"] = tuple(facts["jurisdictions"])
    made = services.create_campaign(workspace=request.auth.workspace, facts=services.CampaignFacts(**facts), slug=slug)
    return Status(201, _one(request, made.slug))


@router.get("/campaigns/{slug}", response=CampaignOut)
def campaign(request: ApiRequest, slug: str) -> dict[str, Any]:
    """One campaign with its progress."""
    return _one(request, slug)


@router.patch("/campaigns/{slug}", response=CampaignOut)
def change(request: ApiRequest, slug: str, body: CampaignChanges) -> dict[str, Any]:
    """Changes what is sent; the slug stays."""
    found = queries.campaign_of(request.auth.workspace, slug)
    now = {field.name: getattr(found, field.name) for field in fields(services.CampaignFacts)}
    facts = now | body.model_dump(exclude_unset=True)
    facts["jurisdictions"] = tuple(facts["jurisdictions"] or ())
    services.update_campaign(campaign=found, facts=services.CampaignFacts(**facts))
    return _one(request, slug)


@router.get("/campaigns/{slug}/participants", response=list[ParticipantOut])
def participants(request: ApiRequest, slug: str) -> list[dict[str, Any]]:
    """Who takes part, with what is theirs alone."""
    found = queries.campaign_of(request.auth.workspace, slug)
    return [_participant(row) for row in queries.participants_of(found)]


@router.post("/campaigns/{slug}/participants")
def add(request: ApiRequest, slug: str, body: Creators) -> dict[str, int]:
    """Adds creators; those already there count as such. Ids of other workspaces are passed over."""
    workspace = request.auth.workspace
    found = queries.campaign_of(workspace, slug)
    creators = list(Creator.objects.of(workspace).filter(pk__in=body.creator_ids))
    added = services.add_participants(workspace=workspace, campaign=found, creators=creators, user=request.auth.user)
    return {
        "added": added,
        "already_there": len(creators) - added,
        "unknown": len(set(body.creator_ids)) - len(creators),
    }


@router.get("/campaigns/{slug}/guidelines")
def guidelines(request: ApiRequest, slug: str) -> dict[str, Any]:
    """Brief and guidelines as they hold now; `version` is null while nothing was published."""
    return guidelines_document(queries.current_guidelines(queries.campaign_of(request.auth.workspace, slug)))


@router.put("/campaigns/{slug}/guidelines")
def publish(request: ApiRequest, slug: str, body: GuidelinesIn) -> dict[str, Any]:
    """The next version; the one that holds when nothing would change."""
    made = services.publish_guidelines(
        campaign=queries.campaign_of(request.auth.workspace, slug),
        brief=body.brief,
        items=[item.model_dump() for item in body.items],
        places=tuple(PLACES),
        user=request.auth.user,
    )
    return guidelines_document(made)


@router.get("/campaigns/{slug}/guidelines/versions")
def versions(request: ApiRequest, slug: str) -> list[dict[str, Any]]:
    """Every version, newest first."""
    found = queries.campaign_of(request.auth.workspace, slug)
    return [guidelines_document(version) for version in queries.guideline_versions(found)]


@router.get("/campaigns/{slug}/guidelines/report")
def kept(request: ApiRequest, slug: str) -> list[dict[str, Any]]:
    """What was agreed and what was done: one object per deliverable and guideline, with its evidence."""
    found = queries.campaign_of(request.auth.workspace, slug)
    return list(guideline_rows(guideline_report(found, today=clock.today())))


@router.delete("/participants/{participant_id}", response={204: None})
def remove(request: ApiRequest, participant_id: int) -> Status[None]:
    """Takes a creator out; 409 once something was agreed."""
    found = queries.participant_of(request.auth.workspace, participant_id)
    services.remove_participant(participant=found, user=request.auth.user)
    return Status(204, None)


def campaign_out(card: queries.CampaignCard) -> dict[str, Any]:
    """A campaign with its progress, as every answer shows it."""
    names = [field.name for field in fields(services.CampaignFacts)]
    facts = {name: getattr(card.campaign, name) for name in (*names, "slug", "created_at")}
    return facts | {"participants": card.participants, "deliverables": card.deliverables, "spent": card.spent}


def _one(request: ApiRequest, slug: str) -> dict[str, Any]:
    queries.campaign_of(request.auth.workspace, slug)
    return campaign_out(queries.campaign_cards(request.auth.workspace, slug=slug)[0])


def _participant(row: Participant) -> dict[str, Any]:
    return {
        "id": row.pk,
        "creator_id": row.creator_id,
        "name": row.creator.name,
        "state": row.state,
        "page": queries.own_page_address(row),
        "link": row.link.slug if row.link else None,
        "code": row.code.code if row.code else None,
        "deliverables": [
            {"id": d.pk, "activity": d.activity, "platform": d.platform, "due_on": d.due_on, "state": d.state}
            for d in row.deliverables.all()
        ],
    }
