"""The running campaign: offers, answers, posts, clicks and orders, through the same services as real ones."""

from datetime import timedelta
from decimal import Decimal

from groundswell.campaigns.models import Campaign, Participant
from groundswell.campaigns.queries.offer_page import page_of
from groundswell.campaigns.rules.terms import OfferTerms, PlannedPost
from groundswell.campaigns.services import (
    Answer,
    CampaignFacts,
    add_participants,
    create_campaign,
    create_offer,
    respond_to_offer,
    send_offer,
)
from groundswell.cli.demo.brand import Brand
from groundswell.cli.demo.catalogue import Known
from groundswell.cli.demo.sales import organic_orders, sell
from groundswell.cli.demo.sponsored import publish
from groundswell.disclosure.clauses import clause_for
from groundswell.kit import clock
from groundswell.relationships.services import add_note, add_to_list, move_stage, track_creators, update_relationship

STARTED, ENDS = 35, 21
SIZE = 40
REFUSED, ASKED, SILENT, INVITED, GHOSTED, NOT_YET = 3, 2, 2, 2, 1, 4


def run_programme(brand: Brand, known: list[Known]) -> None:
    chosen = participants_of(brand, known)
    with clock.told(brand.days_ago(STARTED + 10)):
        campaign = make_campaign(brand)
        add_participants(
            workspace=brand.workspace, campaign=campaign, creators=[entry.creator for entry in chosen], user=brand.owner
        )
    rows = {row.creator_id: row for row in Participant.objects.of(brand.workspace).filter(campaign=campaign)}
    accepted = negotiate(brand, campaign, [(entry, rows[entry.creator.pk]) for entry in chosen])
    publish(brand, accepted[GHOSTED + NOT_YET :])
    sell(brand, campaign, [row for _, row in accepted[GHOSTED + NOT_YET :]])
    organic_orders(brand)
    fill_board(brand, [entry for entry in known if entry not in chosen])


def participants_of(brand: Brand, known: list[Known]) -> list[Known]:
    """Forty micro accounts with an address, most of them about trails and climbing."""
    fitting = [
        entry
        for entry in known
        if 1500 <= entry.person.followers <= 90_000 and entry.person.email and entry.person.platform != "blog"
    ]
    core = [entry for entry in fitting if entry.person.niche.topic in ("trail running", "climbing")]
    others = [entry for entry in fitting if entry not in core]
    return brand.chance.sample(core, 28) + brand.chance.sample(others, SIZE - 28)


def make_campaign(brand: Brand) -> Campaign:
    return create_campaign(
        workspace=brand.workspace,
        slug="autumn-trails",
        facts=CampaignFacts(
            name="Autumn trails",
            state=Campaign.State.RUNNING,
            goal="Make the one-litre trail bottle known among people who run and climb.",
            brief=(
                "Take the bottle on a day you would have had anyway, and show how it did.\n\n"
                "Say what you like and what you do not. Please do not claim health benefits, and leave no litter in the picture."
            ),
            brand_handle="fernway",
            hashtag="fernwaytrails",
            landing_url="https://fernway.example/products/trail-bottle",
            jurisdictions=("US", "CA"),
            starts_on=brand.days_ago(STARTED).date(),
            ends_on=brand.days_ago(-ENDS).date(),
            budget=Decimal("18000.00"),
            commission_rate=Decimal("0.1000"),
        ),
    )


def negotiate(
    brand: Brand, campaign: Campaign, pairs: list[tuple[Known, Participant]]
) -> list[tuple[Known, Participant]]:
    """Offers to all but the invited; who accepted, in order."""
    outcomes = ["declined"] * REFUSED + ["question"] * ASKED + [""] * SILENT + ["invited"] * INVITED
    outcomes += ["accepted"] * (len(pairs) - len(outcomes))
    accepted = []
    for (entry, participant), outcome in zip(pairs, outcomes, strict=True):
        if outcome == "invited":
            continue
        offered = brand.days_ago(STARTED + brand.chance.uniform(1, 6))
        with clock.told(offered):
            offer = create_offer(
                workspace=brand.workspace, participant=participant, terms=terms_for(brand, campaign, entry)
            )
            send_offer(offer=offer, user=brand.manager)
        if not outcome:
            continue
        with clock.told(offered + timedelta(hours=brand.chance.uniform(2, 20))):
            page = page_of(offer)
            respond_to_offer(
                token=offer.token,
                answer=Answer(
                    kind=outcome,
                    version=offer.version,
                    text_sha256=page.sha256,
                    name=entry.person.name,
                    message={
                        "declined": "I only work with one bottle maker.",
                        "question": "May I post a week later?",
                    }.get(outcome, ""),
                    ip="192.0.2.10",
                    user_agent="Demo",
                ),
            )
        if outcome == "accepted":
            participant.refresh_from_db()
            accepted.append((entry, participant))
    return accepted


def terms_for(brand: Brand, campaign: Campaign, entry: Known) -> OfferTerms:
    """A fee of about 12 per thousand followers, the bottle, and a tenth of what is sold."""
    fee = Decimal(max(40, round(entry.person.followers * 0.012 * brand.chance.uniform(0.7, 1.3) / 5) * 5))
    return OfferTerms(
        greeting=f"Hi {entry.person.name.split()[0]}, we would love to see the bottle on one of your days out.",
        fee=fee,
        currency=campaign.currency,
        product="Trail bottle, 1 litre",
        product_value=Decimal("38.00"),
        product_cost=Decimal("11.40"),
        commission_rate=campaign.commission_rate,
        discount="15 % off",
        deliverables=(
            PlannedPost(
                activity="hashtag_post",
                platform=entry.person.platform,
                window_start=brand.days_ago(STARTED).date(),
                due_on=brand.days_ago(12).date() if brand.chance.random() < 0.85 else brand.days_ago(-8).date(),
                requirements="Show the bottle in use and tag @fernway.",
            ),
        ),
        usage_rights="We may share your post on our own channels for six months, with your name.",
        disclosure_clause=clause_for(
            brand=brand.workspace.name, jurisdictions=campaign.jurisdictions, connection="paid"
        ),
        expires_at=brand.days_ago(-14),
    )


def fill_board(brand: Brand, others: list[Known]) -> None:
    """A shortlist and people at the early stages."""
    shortlist = [
        entry for entry in others if entry.person.niche.topic == "yoga and mobility" and entry.person.followers < 50_000
    ][:25]
    add_to_list(
        workspace=brand.workspace,
        creators=[entry.creator for entry in shortlist],
        list_name="Spring shortlist",
        user=brand.owner,
    )
    early = brand.chance.sample([entry for entry in others if entry not in shortlist], 35)
    track_creators(workspace=brand.workspace, creators=[entry.creator for entry in early], user=brand.owner)
    for entry, stage in zip(early, ["warming"] * 14 + ["contacted"] * 8 + ["parked"] * 3, strict=False):
        move_stage(
            workspace=brand.workspace, creator=entry.creator, stage=stage, user=brand.manager,
            reason="Too close to a competitor." if stage == "parked" else "",
        )  # fmt: skip
    for days, entry in enumerate(early[:9], start=-3):
        update_relationship(
            workspace=brand.workspace,
            creator=entry.creator,
            user=brand.manager,
            changes={
                "owner": brand.manager,
                "fit": brand.chance.randrange(40, 96),
                "next_step": "Comment on the newest post",
                "next_step_on": brand.days_ago(-days).date(),
            },
        )
        add_note(
            workspace=brand.workspace, creator=entry.creator, author=brand.manager,
            body="Answers every comment. Filmed two of our competitors without being paid.",
        )  # fmt: skip
