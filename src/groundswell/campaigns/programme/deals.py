"""What the brand's creators cost before."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Cost, Offer
from groundswell.campaigns.programme.prices import Price
from groundswell.creators.models import Creator
from groundswell.creators.queries import main_account
from groundswell.kit.money import ZERO

OPEN = (Offer.State.SENT, Offer.State.DRAFT)


def past_prices(workspace: Workspace, currency: str) -> dict[int, Price]:
    """By creator, the newest accepted offer, else the newest fee paid, else the newest open offer; fee and product at
    cost, in this currency only."""
    found: dict[int, Price] = {}
    for creator, amount in _offers(workspace, currency, OPEN):
        found[creator] = Price(amount, "offer")
    fees = Cost.objects.of(workspace).filter(kind=Cost.Kind.FEE, currency=currency).exclude(creator=None)
    for creator, amount in fees.order_by("incurred_on", "pk").values_list("creator", "amount"):
        found[creator] = Price(amount, "deal")
    for creator, amount in _offers(workspace, currency, (Offer.State.ACCEPTED,)):
        found[creator] = Price(amount, "deal")
    return found


def sizes_and_prices(workspace: Workspace, prices: dict[int, Price]) -> list[tuple[int, Decimal]]:
    """(followers, price) of the creators who made a deal."""
    deals = {pk: price.amount for pk, price in prices.items() if price.source == "deal"}
    creators: Iterable[Creator] = Creator.objects.of(workspace).filter(pk__in=deals).prefetch_related("accounts")
    sizes: dict[int, int] = defaultdict(int)
    for creator in creators:
        account = main_account(creator)
        sizes[creator.pk] = (account.followers if account else None) or 0
    return [(sizes[pk], amount) for pk, amount in deals.items()]


def _offers(workspace: Workspace, currency: str, states: Iterable[str]) -> list[tuple[int, Decimal]]:
    rows = Offer.objects.of(workspace).filter(state__in=list(states), currency=currency).order_by("created_at", "pk")
    columns = rows.values_list("participant__creator", "fee", "product_cost")
    return [(creator, fee + (product or ZERO)) for creator, fee, product in columns]
