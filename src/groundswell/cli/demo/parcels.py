"""What the demo brand gives away, and the parcels that are on their way."""

from datetime import timedelta
from decimal import Decimal

from groundswell.campaigns.models import Obligation, Shipment
from groundswell.campaigns.services import Parcel, ProductFacts, move_shipment, save_product, settle_obligation
from groundswell.cli.demo.brand import Brand
from groundswell.kit import clock

STOCK = (
    ("TB-1", "Trail bottle, 1 litre", "38.00", "11.40"),
    ("TB-05", "Trail bottle, half a litre", "29.00", "8.90"),
    ("CP-2", "Camp cup, pair", "24.00", "7.20"),
    ("BR-1", "Bottle brush", "9.00", None),
)
WAITING = 2


def stock_up(brand: Brand) -> None:
    for sku, name, price, cost in STOCK:
        facts = ProductFacts(sku=sku, name=name, price=Decimal(price), cost=Decimal(cost) if cost else None)
        save_product(workspace=brand.workspace, facts=facts)


def send_parcels(brand: Brand) -> None:
    """All but two bottles have arrived; one fee in three is paid."""
    parcels = list(Shipment.objects.of(brand.workspace).select_related("obligation__offer").order_by("pk"))
    for parcel in parcels[:-WAITING]:
        sent = (parcel.obligation.offer.sent_at or clock.now()) + timedelta(days=3)
        told = Parcel(
            state="delivered", on=sent.date(), carrier="Canada Post", tracking_number=f"CP{parcel.pk:08d}",
            shipping_cost=Decimal("6.90"),
        )  # fmt: skip
        move_shipment(shipment=parcel, parcel=told, user=brand.manager)
    for fee in Obligation.objects.of(brand.workspace).filter(kind="fee").order_by("pk")[::3]:
        settle_obligation(obligation=fee, user=brand.manager)
