"""Orders that came of clicks in the store, told by a shop: every one by its click, every other one with a code as well."""

from datetime import datetime, timedelta
from decimal import Decimal

from groundswell.accounts.models import Workspace
from groundswell.links.models import Click, Code, Link
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import record_orders

AT_ONCE = 500
LATER = timedelta(minutes=20)


def sell(clicks: int, orders: int) -> int:
    """Some `orders` spread evenly over the first `clicks` of the store; how many there are."""
    workspace = Workspace.objects.get(slug="bench")
    codes = [
        Code(workspace=workspace, code=f"BENCH{link}", folded=f"BENCH{link}", creator_id=creator)
        for link, creator in Link.objects.of(workspace).values_list("pk", "creator_id")
    ]
    Code.objects.bulk_create(codes)
    numbers = range(1, clicks + 1, max(clicks // orders, 1))
    made = 0
    for start in range(0, len(numbers), AT_ONCE):
        rows = Click.objects.filter(pk__in=numbers[start : start + AT_ONCE], excluded="")
        found = rows.values_list("pk", "click_id", "at", "link_id")
        made += len(record_orders(workspace=workspace, facts=[order(*click) for click in found]))
    return made


def order(number: int, click_id: str, at: datetime, link: int) -> OrderFacts:
    """Two of three buyers buy once, the others again."""
    amount = Decimal(20 + number % 90)
    return OrderFacts(
        source="shopify", external_id=str(number), placed_at=at + LATER, currency="USD", subtotal=amount, total=amount,
        click_id=click_id, codes=(f"BENCH{link}",) if number % 2 else (), customer=f"{number * 2654435761 % 14_000:064x}",
    )  # fmt: skip
