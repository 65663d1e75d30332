"""Offers to forty creators, and how each turned out."""

from datetime import date, timedelta
from decimal import Decimal

from groundswell.campaigns.models import Campaign, Offer, Participant
from groundswell.campaigns.queries.offer_page import page_of
from groundswell.campaigns.rules.terms import Item, OfferTerms, PlannedPost
from groundswell.campaigns.services import Answer, create_offer, respond_to_offer, send_offer
from groundswell.cli.demo.brand import Brand
from groundswell.cli.demo.catalogue import Known
from groundswell.disclosure.clauses import clause_for
from groundswell.kit import clock

STARTED = 35
OUTCOMES = (
    *["invited"] * 2, *["silent"] * 2, *["question"] * 2, *["declined"] * 3, "ghosted", *["not due"] * 4, *["posted"] * 26,
)  # fmt: skip
SIZE = len(OUTCOMES)
DUE_DAYS_AGO = {"ghosted": 12, "not due": -8}
ANSWERS = {
    "question": ("question", "May I post a week later?"),
    "declined": ("declined", "I only work with one bottle maker."),
    "ghosted": ("accepted", ""),
    "not due": ("accepted", ""),
    "posted": ("accepted", ""),
}


def negotiate(brand: Brand, campaign: Campaign, chosen: list[Known]) -> list[tuple[Known, Participant]]:
    """Makes and answers the offers; returns those who will post."""
    rows = {row.creator_id: row for row in Participant.objects.of(brand.workspace).filter(campaign=campaign)}
    posting = []
    for entry, outcome in zip(chosen, OUTCOMES, strict=True):
        participant = rows[entry.creator.pk]
        if outcome != "invited":
            offer = make_offer(
                brand, campaign, entry, participant, due_on=brand.days_ago(DUE_DAYS_AGO.get(outcome, 1)).date()
            )
            if outcome in ANSWERS:
                answer_offer(brand, entry, offer, *ANSWERS[outcome])
        if outcome == "posted":
            participant.refresh_from_db()
            posting.append((entry, participant))
    return posting


def make_offer(brand: Brand, campaign: Campaign, entry: Known, participant: Participant, *, due_on: date) -> Offer:
    with clock.told(brand.days_ago(STARTED + brand.chance.uniform(1, 6))):
        offer = create_offer(
            workspace=brand.workspace, participant=participant, terms=terms_for(brand, campaign, entry, due_on)
        )
        send_offer(offer=offer, user=brand.manager)
    offer.refresh_from_db()
    return offer


def answer_offer(brand: Brand, entry: Known, offer: Offer, kind: str, message: str) -> None:
    """A few hours after it was sent, through the door that creators use."""
    sent = offer.sent_at or clock.now()
    with clock.told(sent + timedelta(hours=brand.chance.uniform(2, 20))):
        respond_to_offer(
            token=offer.token,
            answer=Answer(
                kind=kind,
                version=offer.version,
                text_sha256=page_of(offer).sha256,
                name=entry.person.name,
                message=message,
                ip="192.0.2.10",
                user_agent="Demo",
            ),
        )


def terms_for(brand: Brand, campaign: Campaign, entry: Known, due_on: date) -> OfferTerms:
    """A fee of about 10 per thousand followers, the bottle, and a tenth of what is sold."""
    fee = Decimal(max(40, round(entry.person.followers * 0.01 * brand.chance.uniform(0.7, 1.3) / 5) * 5))
    return OfferTerms(
        greeting=f"Hi {entry.person.name.split()[0]}, we would love to see the bottle on one of your days out.",
        fee=fee,
        currency=campaign.currency,
        items=(Item(sku="TB-1", name="Trail bottle, 1 litre", price=Decimal("38.00"), cost=Decimal("11.40")),),
        ship_by=brand.days_ago(STARTED - 7).date(),
        pay_by=due_on + timedelta(days=10),
        commission_rate=campaign.commission_rate,
        discount="15 % off",
        deliverables=(
            PlannedPost(
                activity="hashtag_post",
                platform=entry.person.platform,
                window_start=brand.days_ago(STARTED).date(),
                due_on=due_on,
                requirements="Show the bottle in use and tag @fernway.",
            ),
        ),
        usage_rights="We may share your post on our own channels for six months, with your name.",
        disclosure_clause=clause_for(
            brand=brand.workspace.name, jurisdictions=campaign.jurisdictions, connection="paid"
        ),
        expires_at=brand.days_ago(-14),
    )
