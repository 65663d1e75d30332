"""What ties a creator to the brand."""

from collections.abc import Sequence
from datetime import date, datetime

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost, Offer, OfferResponse
from groundswell.creators.models import Creator
from groundswell.disclosure.clauses import clause_for
from groundswell.disclosure.models import Connection
from groundswell.disclosure.ties import Tie, kinds_of_offer, strictest_tie

TIE_OF_COST: dict[str, str] = {
    Cost.Kind.FEE: "paid",
    Cost.Kind.PRODUCT: "gifted",
    Cost.Kind.SHIPPING: "gifted",
    Cost.Kind.COMMISSION: "affiliate",
}


def ties_of(workspace: Workspace, creator: Creator) -> list[Tie]:
    """Everything that ties a creator to the brand: recorded by people, and derived from accepted offers and costs."""
    recorded = [
        Tie(row.kind, row.evidence, row.since) for row in Connection.objects.of(workspace).filter(creator=creator)
    ]
    return [*recorded, *_from_offers(workspace, creator), *_from_costs(workspace, creator)]


def connection_of(workspace: Workspace, creator: Creator) -> str:
    """The kind that the creator's posts are held to: "paid", …, or "unknown"."""
    return strictest_tie(ties_of(workspace, creator))


def connected_before(workspace: Workspace, people: Sequence[Creator], at: datetime) -> bool:
    """Whether a connection of any of them is on record that began on that day or before."""
    found = Connection.objects.of(workspace).filter(creator__in=people, since__lte=at.date())
    return bool(found.exists())


def clause_of(campaign: Campaign, connection: str = "paid") -> str:
    """The disclosure clause that a campaign's offers start with."""
    return clause_for(brand=campaign.workspace.name, jurisdictions=campaign.jurisdictions, connection=connection)


def _from_offers(workspace: Workspace, creator: Creator) -> list[Tie]:
    accepted = OfferResponse.objects.of(workspace).filter(
        kind=OfferResponse.Kind.ACCEPTED, offer__participant__creator=creator
    )
    ties = []
    for response in accepted.select_related("offer__participant__campaign").order_by("at"):
        offer: Offer = response.offer
        kinds = kinds_of_offer(
            fee=bool(offer.fee),
            product=bool(offer.product),
            commission=bool(offer.commission_rate),
            must_post=bool(offer.deliverables),
        )
        evidence = f"Accepted an offer for {offer.participant.campaign.name}, version {offer.version}."
        ties += [Tie(kind, evidence, response.at.date()) for kind in sorted(kinds)]
    return ties


def _from_costs(workspace: Workspace, creator: Creator) -> list[Tie]:
    """Costs beside offers: payouts from a file, gifts sent. The oldest of each kind is the evidence."""
    costs = Cost.objects.of(workspace).filter(creator=creator, amount__gt=0).exclude(source="offer")
    first: dict[str, Tie] = {}
    for kind, source, on in costs.order_by("incurred_on", "pk").values_list("kind", "source", "incurred_on"):
        if (tie := TIE_OF_COST.get(kind)) is not None:
            day: date | None = on
            first.setdefault(tie, Tie(tie, f"{Cost.Kind(kind).label} on record ({source}).", day))
    return list(first.values())
