"""What creators did on their own pages: an address, a question, a correction, a wish; and a second campaign to come."""

from groundswell.campaigns.models import Campaign, Deliverable, Participant
from groundswell.campaigns.services import (
    CampaignFacts,
    add_participants,
    ask_erasure,
    create_campaign,
    publish_guidelines,
    save_page_setting,
)
from groundswell.cli.demo.brand import Brand
from groundswell.creators.own_record import correct_record, request_change
from groundswell.disclosure.jurisdictions import PLACES
from groundswell.kit import clock
from groundswell.outreach.services import receive_from_page

RULES = [
    {"kind": "mention", "value": "fernway"},
    {"kind": "hashtag", "value": "fernwaytrails"},
    {"kind": "forbidden", "value": "detox"},
    {"kind": "disclosure", "value": "US"},
]
STARTED_AGO = 30
FURTHER = {"kind": "words", "value": "bottle"}


def use_own_pages(brand: Brand, campaign: Campaign) -> None:
    """The three who have yet to post are the ones to look at: their pages have everything on them."""
    save_page_setting(
        workspace=brand.workspace,
        colour="#22543d",
        shows=["clicks", "orders", "revenue", "commission"],
        user=brand.owner,
    )
    for days, items in ((STARTED_AGO, RULES), (3, [*RULES, FURTHER])):
        with clock.told(brand.days_ago(days)):
            publish_guidelines(
                campaign=campaign, brief=campaign.brief, items=items, places=tuple(PLACES), user=brand.manager
            )
    maya, second, third = _yet_to_post(campaign)
    with clock.told(brand.days_ago(4)):
        correct_record(
            creator=maya.creator,
            facts={"name": maya.creator.name, "address_line_1": "14 Ridge Road", "postal_code": "05401"},
        )
        receive_from_page(
            workspace=brand.workspace, creator=maya.creator, subject=campaign.name,
            text="May I film it in the snow? Ours comes early this year.",
        )  # fmt: skip
    with clock.told(brand.days_ago(1)):
        request_change(creator=second.creator, kind="email", value=f"hello+{second.pk}@creators.example")
        ask_erasure(creator=third.creator)
    _next_campaign(brand, [maya, second])


def _yet_to_post(campaign: Campaign) -> list[Participant]:
    waiting = Deliverable.objects.of(campaign.workspace).filter(
        participant__campaign=campaign, state=Deliverable.State.PLANNED
    )
    rows = Participant.objects.of(campaign.workspace).filter(pk__in=waiting.values("participant"))
    return list(rows.select_related("creator", "campaign").order_by("pk")[:3])


def _next_campaign(brand: Brand, people: list[Participant]) -> None:
    facts = CampaignFacts(
        name="Winter cups", state=Campaign.State.RUNNING, brief="A hot drink outside, wherever you are.",
        landing_url="https://fernway.example/products/camp-cup", jurisdictions=("US",),
        starts_on=brand.days_ago(-20).date(), ends_on=brand.days_ago(-60).date(),
    )  # fmt: skip
    made = create_campaign(workspace=brand.workspace, slug="winter-cups", facts=facts)
    add_participants(
        workspace=brand.workspace, campaign=made, creators=[row.creator for row in people], user=brand.owner
    )
