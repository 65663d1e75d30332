"""Clicks that fade after a post, and the orders that come of them."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from groundswell.campaigns.models import Participant
from groundswell.cli.demo.brand import Brand
from groundswell.creators.models import Post
from groundswell.kit.money import cents
from groundswell.links.counting import recount
from groundswell.links.models import Click
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import record_orders

BOTTLES = (
    ("Trail bottle, 1 litre", Decimal("38.00")),
    ("Trail bottle, 0.6 litre", Decimal("29.00")),
    ("Cap and strap set", Decimal("14.00")),
)
SHIPPING = Decimal("5.90")
ORGANIC = 240
LEAKED = 6


def sell(brand: Brand, participants: list[Participant]) -> None:
    """Some clicks per view, some orders per click; half of them by code, half by click."""
    clicks: list[Click] = []
    orders: list[OrderFacts] = []
    for participant in participants:
        post = Post.objects.filter(matches__participant=participant).first()
        link, code = participant.link, participant.code
        if post is None or post.published_at is None or link is None or code is None:
            continue
        views = post.readings.filter(metric="views").values_list("value", flat=True).first() or 0
        for _ in range(min(600, round(views * brand.chance.uniform(0.006, 0.024)))):
            moment = post.published_at + timedelta(days=min(12.0, brand.chance.expovariate(0.6)))
            if moment > brand.midnight:
                continue
            click = click_of(brand, link.pk, len(clicks), moment)
            clicks.append(click)
            if not click.excluded and brand.chance.random() < 0.11:
                by_code = brand.chance.random() < 0.6
                bought = min(brand.midnight, moment + timedelta(hours=brand.chance.uniform(0.1, 30)))
                order = order_of(brand, len(orders), bought)
                trace = {"codes": (code.code,)} if by_code else {"click_id": click.click_id}
                orders.append(replace(order, **trace))
    Click.objects.bulk_create(clicks, batch_size=500)
    recount()
    record_orders(workspace=brand.workspace, facts=orders)


def click_of(brand: Brand, link: int, number: int, moment: datetime) -> Click:
    draw = brand.chance.random()
    return Click(
        workspace=brand.workspace, click_id=f"demo{number:08d}", link_id=link, at=moment,
        visitor=f"{brand.chance.randrange(16**16):016x}",
        referrer=brand.chance.choice(("instagram.com", "tiktok.com", "youtube.com", "")),
        user_agent="Mozilla/5.0 (demo phone)",
        excluded="bot" if draw < 0.05 else "repeat" if draw < 0.11 else "",
    )  # fmt: skip


def order_of(brand: Brand, number: int, moment: datetime) -> OrderFacts:
    title, price = brand.chance.choices(BOTTLES, weights=(6, 3, 2))[0]
    quantity = brand.chance.choices((1, 2, 3), weights=(8, 3, 1))[0]
    discount = cents(price * quantity * Decimal("0.15"))
    subtotal = price * quantity - discount
    tax = cents(subtotal * Decimal("0.07"))
    return OrderFacts(
        source="shopify",
        external_id=f"{5_000_000_000 + number}",
        number=f"#{1001 + number}",
        placed_at=moment,
        currency="USD",
        subtotal=subtotal,
        discount=discount,
        shipping=SHIPPING,
        tax=tax,
        total=subtotal + tax + SHIPPING,
        refunded=subtotal if brand.chance.random() < 0.06 else None,
        lines=({"title": title, "sku": "", "quantity": quantity, "price": str(price)},),
        customer=f"{brand.chance.randrange(16**16):016x}",
    )


def organic_orders(brand: Brand) -> None:
    """Orders of people whom no creator sent."""
    facts = [
        order_of(brand, 100_000 + number, brand.days_ago(brand.chance.uniform(1, 40))) for number in range(ORGANIC)
    ]
    record_orders(workspace=brand.workspace, facts=facts)


def leak(brand: Brand, participant: Participant) -> None:
    """One code has found its way to a coupon site: its orders wait for somebody to look."""
    if participant.code is None:
        return
    facts = [
        replace(
            order_of(brand, 200_000 + number, brand.days_ago(brand.chance.uniform(1, 4))),
            codes=(participant.code.code,),
            referrer="wethrift.com",
        )
        for number in range(LEAKED)
    ]
    record_orders(workspace=brand.workspace, facts=facts)
