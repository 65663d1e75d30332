"""Products on their way to a creator, and what sending them costs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.campaigns.models import Cost, Shipment
from groundswell.campaigns.rules.shipping import check_step
from groundswell.campaigns.services.costs import record_cost
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.relationships.services import record_event

State = Shipment.State


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """What is known of a parcel; None leaves what is there."""

    state: str
    on: date | None = None
    carrier: str | None = None
    tracking_number: str | None = None
    tracking_url: str | None = None
    shipping_cost: Decimal | None = None


@transaction.atomic
def move_shipment(*, shipment: Shipment, parcel: Parcel, user: User | None = None) -> Shipment:
    """The parcel's next state and its tracking; the postage becomes a cost of the campaign. Sent settles what was owed,
    and one that came back is owed again. Conflict for a step there is not."""
    rows = Shipment.objects.select_for_update(of=("self",)).select_related("obligation__participant__creator")
    row = rows.select_related("obligation__participant__campaign", "workspace").get(pk=shipment.pk)
    check_step(row.state, parcel.state)
    before, row.state = row.state, parcel.state
    for name in ("carrier", "tracking_number", "tracking_url", "shipping_cost"):
        if (value := getattr(parcel, name)) is not None:
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.tracking_url and not row.tracking_url.startswith(("https://", "http://")):
        raise BadInput("That is no web address.", where="tracking_url")
    if row.shipping_cost is not None and row.shipping_cost < 0:
        raise BadInput("An amount cannot be negative.", where="shipping_cost")
    when = parcel.on or clock.today()
    if row.state == State.SENT:
        row.sent_on = row.sent_on or when
    elif row.state == State.DELIVERED:
        row.sent_on, row.delivered_on = row.sent_on or when, row.delivered_on or when
    else:
        row.sent_on = row.delivered_on = None
    row.changed_at = clock.now()
    row.save()
    owed = row.obligation
    owed.settled_on, owed.settled_by = row.sent_on, user if row.sent_on else None
    owed.save(update_fields=["settled_on", "settled_by"])
    _count(row)
    if before != row.state:
        _tell(row, user)
    return row


def _count(row: Shipment) -> None:
    participant = row.obligation.participant
    if row.shipping_cost is not None:
        record_cost(
            workspace=row.workspace, kind=Cost.Kind.SHIPPING, amount=row.shipping_cost,
            currency=row.obligation.offer.currency, source="shipment", external_id=str(row.pk),
            creator=participant.creator, campaign=participant.campaign, incurred_on=row.sent_on, note=row.obligation.what[:300],
        )  # fmt: skip


def _tell(row: Shipment, user: User | None) -> None:
    by = f" by {row.carrier}" if row.carrier and row.state == State.SENT else ""
    record_event(
        workspace=row.workspace, creator=row.obligation.participant.creator, kind="shipment", actor=user,
        text=f"{row.obligation.what}: {row.get_state_display().lower()}{by}",
        detail={"shipment": row.pk, "state": row.state, "tracking": row.tracking_number},
    )  # fmt: skip
