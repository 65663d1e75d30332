"""The running campaign: offers, answers, posts, clicks and orders, through the same services as real ones."""

from decimal import Decimal

from groundswell.campaigns.commissions import settle_commissions
from groundswell.campaigns.models import Campaign
from groundswell.campaigns.services import CampaignFacts, add_participants, create_campaign
from groundswell.cli.demo.agreements import SIZE, STARTED, negotiate
from groundswell.cli.demo.applicants import open_to_all
from groundswell.cli.demo.brand import Brand
from groundswell.cli.demo.catalogue import Known
from groundswell.cli.demo.own_pages import use_own_pages
from groundswell.cli.demo.parcels import send_parcels, stock_up
from groundswell.cli.demo.sales import leak, organic_orders, sell
from groundswell.cli.demo.sponsored import publish
from groundswell.kit import clock
from groundswell.relationships.services import add_note, add_to_list, move_stage, track_creators, update_relationship
from groundswell.relationships.warmup import complete_task, make_tasks, open_tasks
from groundswell.tracking.services import mark_overdue

ENDS = 21


def run_programme(brand: Brand, known: list[Known]) -> None:
    chosen = participants_of(brand, known)
    with clock.told(brand.days_ago(STARTED + 10)):
        campaign = make_campaign(brand)
        add_participants(
            workspace=brand.workspace, campaign=campaign, creators=[entry.creator for entry in chosen], user=brand.owner
        )
    stock_up(brand)
    posting = negotiate(brand, campaign, chosen)
    send_parcels(brand)
    publish(brand, posting)
    sell(brand, [participant for _, participant in posting])
    organic_orders(brand)
    mark_overdue(today=brand.midnight.date())
    settle_commissions(workspace=brand.workspace)
    open_to_all(brand, campaign)
    use_own_pages(brand, campaign)
    fill_board(brand, [entry for entry in known if entry not in chosen])
    warm_up(brand)
    leak(brand, posting[0][1])


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


def warm_up(brand: Brand) -> None:
    """A few small things were done, and today's wait."""
    for ago in (6, 3):
        with clock.told(brand.days_ago(ago)):
            make_tasks(workspace=brand.workspace)
            for task in open_tasks(brand.workspace)[:6]:
                complete_task(workspace=brand.workspace, task=task, user=brand.owner)
    make_tasks(workspace=brand.workspace)
