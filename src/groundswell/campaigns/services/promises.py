"""What the brand owes is written down when an offer is accepted, and ticked off when it is done."""

from datetime import date

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.campaigns.models import Obligation, Offer, Shipment
from groundswell.campaigns.queries.offers import terms_of
from groundswell.kit import clock
from groundswell.kit.errors import Conflict
from groundswell.relationships.services import record_event

Kind = Obligation.Kind


def promise(offer: Offer) -> None:
    """One obligation for the fee, the products together, an event, and anything else; a parcel for the products."""
    terms = terms_of(offer)
    parts = (
        (Kind.FEE, "Fee" if offer.fee else "", offer.fee, offer.pay_by),
        (Kind.PRODUCT, ", ".join(terms.goods), None, offer.ship_by),
        (Kind.EVENT, offer.event, None, offer.event_on),
        (Kind.OTHER, offer.other, None, offer.ship_by),
    )
    for kind, what, amount, due_on in parts:
        if not what:
            continue
        row, _ = Obligation.objects.get_or_create(
            offer=offer,
            kind=kind,
            defaults={
                "workspace": offer.workspace, "participant": offer.participant, "what": what[:500], "amount": amount,
                "currency": offer.currency if amount else "", "due_on": due_on,
            },
        )  # fmt: skip
        if kind == Kind.PRODUCT:
            Shipment.objects.get_or_create(obligation=row, defaults={"workspace": offer.workspace})


@transaction.atomic
def settle_obligation(
    *, obligation: Obligation, on: date | None = None, note: str = "", user: User | None = None
) -> Obligation:
    """What was owed is done; doing it again changes nothing. Products are settled by sending them: Conflict here."""
    row = _locked(obligation)
    if row.kind == Kind.PRODUCT:
        raise Conflict("Products are settled by their parcel.", where="obligation", cure="Say when it was sent.")
    if row.settled_on is None:
        row.settled_on, row.settled_by, row.note = on or clock.today(), user, note.strip()[:300]
        row.save(update_fields=["settled_on", "settled_by", "note"])
        _tell(row, f"{row.what} settled", user)
    return row


@transaction.atomic
def reopen_obligation(*, obligation: Obligation, user: User | None = None) -> Obligation:
    """Ticked by mistake: it is owed again."""
    row = _locked(obligation)
    if row.kind != Kind.PRODUCT and row.settled_on is not None:
        row.settled_on = row.settled_by = None
        row.save(update_fields=["settled_on", "settled_by"])
        _tell(row, f"{row.what} is owed again", user)
    return row


def _locked(obligation: Obligation) -> Obligation:
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("workspace")
    return rows.select_related("participant__campaign", "participant__creator").get(pk=obligation.pk)


def _tell(row: Obligation, text: str, user: User | None) -> None:
    record_event(
        workspace=row.workspace, creator=row.participant.creator, kind="owed", actor=user,
        text=f"{text} ({row.participant.campaign.name})", detail={"obligation": row.pk},
    )  # fmt: skip
