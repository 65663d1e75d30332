"""Terms go back and forth, every version kept; and what the brand then owes, until it is done."""

import hashlib
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import (
    Cost,
    Deliverable,
    Obligation,
    Offer,
    OfferResponse,
    Product,
    RecordCopy,
    Shipment,
)
from groundswell.campaigns.services import send_offer, send_record_copies
from groundswell.kit import clock
from groundswell.outreach.models import Mailbox, Message
from groundswell.outreach.tests.conftest import Office, mailbox, office  # noqa: F401  # fixtures
from groundswell.relationships.models import Decision

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


def filled(form: str) -> dict[str, str]:
    """What a browser would send of the offer's form, without the posts it asks for."""
    posted = dict(re.findall(r'name="([^"]+)"[^>]*?value="([^"]*)"', form))
    return posted | {
        f"posts-{n}-{name}": value for n in range(4) for name, value in (("platform", ""), ("activity", "tip"))
    }


def propose(client: Client, offer: Offer, **changes: str) -> Any:
    html = client.get(f"/o/{offer.token}/").content.decode()
    hidden = dict(re.findall(r'name="(version|text_sha256)" value="([^"]*)"', html))
    typed = {
        "kind": "proposed", "name": "Maya Brook", "agree": "yes", "proposal-fee": "300.00", "proposal-commission": "10",
        "proposal-quantity_1": "1", "proposal-due_1": "2099-12-18", "proposal-quantity_2": "1",
        "proposal-due_2": "2099-12-20", "proposal-message": "More work than it looks.", **hidden, **changes,
    }  # fmt: skip
    return client.post(f"/o/{offer.token}/", typed, headers={"User-Agent": "Phone/1.0"})


def test_a_proposal_is_accepted_as_it_was_signed(
    client: Client, sent_offer: Offer, member_client: Callable[[str], Client]
) -> None:
    assert propose(client, sent_offer, agree="").status_code == 422
    assert propose(client, sent_offer, **{"proposal-fee": "250.00", "proposal-due_1": "2099-12-14"}).status_code == 422
    assert not Offer.objects.filter(author="creator").exists()
    assert propose(client, sent_offer).status_code == 302
    assert propose(client, sent_offer).status_code == 302
    proposal = Offer.objects.get(author="creator")
    assert (proposal.version, proposal.state, proposal.fee) == (2, "proposed", Decimal("300.00"))
    assert proposal.text_sha256 == hashlib.sha256(proposal.text.encode()).hexdigest()
    assert "Fee: 300.00 USD" in proposal.text
    assert client.get(f"/o/{proposal.token}/").status_code == 404
    assert "Your proposal is with them" in client.get(f"/o/{sent_offer.token}/").content.decode()

    manager = member_client("manager")
    page = manager.get(f"/w/acme/offers/{proposal.pk}/").content.decode()
    assert "<del>250.00 USD</del><ins>300.00 USD</ins>" in page
    assert manager.post(f"/w/acme/offers/{proposal.pk}/answer/", {"do": "accept"}).status_code == 302
    assert manager.post(f"/w/acme/offers/{proposal.pk}/answer/", {"do": "accept"}).status_code == 302

    signed, accepted = OfferResponse.objects.order_by("pk")
    assert (signed.kind, accepted.kind, accepted.offer_version) == ("proposed", "accepted", 2)
    assert (accepted.name, accepted.text_sha256, accepted.offer_text) == (
        "Maya Brook",
        signed.text_sha256,
        signed.offer_text,
    )
    assert {offer.version: offer.state for offer in Offer.objects.all()} == {1: "replaced", 2: "accepted"}
    assert Cost.objects.get(kind="fee").amount == 300
    assert Deliverable.objects.get(platform="instagram").due_on == date(2099, 12, 18)
    assert Decision.objects.get().side == "brand"
    html = client.get(f"/o/{sent_offer.token}/").content.decode()
    assert "You accepted this offer" in html
    assert "Fee: 300.00 USD" in html


def test_declined_countered_and_what_a_change_between_does(
    client: Client, sent_offer: Offer, member_client: Callable[[str], Client], accept: Callable[..., Any]
) -> None:
    manager = member_client("manager")
    propose(client, sent_offer)
    first = Offer.objects.get(author="creator")
    assert manager.post(f"/w/acme/offers/{first.pk}/answer/", {"do": "decline", "reason": ""}).status_code == 422
    manager.post(f"/w/acme/offers/{first.pk}/answer/", {"do": "decline", "reason": "Above our budget."})
    page = client.get(f"/o/{sent_offer.token}/").content.decode()
    assert "Above our budget." in page
    assert "Accept the offer" in page
    assert manager.post(f"/w/acme/offers/{first.pk}/answer/", {"do": "accept"}).status_code == 409

    propose(client, sent_offer, **{"proposal-fee": "280.00"})
    second = Offer.objects.get(state="proposed")
    campaign = sent_offer.participant.campaign
    campaign.hashtag = "changed"
    campaign.save()
    assert manager.post(f"/w/acme/offers/{second.pk}/answer/", {"do": "accept"}).status_code == 409
    form = manager.get(f"/w/acme/offers/{sent_offer.pk}/edit/?proposal={second.pk}").content.decode()
    assert 'value="280.00"' in form
    posted = filled(form)
    posted |= {"fee": "270.00", "disclosure_clause": "Say #ad."}
    assert manager.post(f"/w/acme/offers/{sent_offer.pk}/edit/?proposal={second.pk}", posted).status_code == 302
    counter = Offer.objects.get(state="draft")
    manager.post(f"/w/acme/offers/{counter.pk}/open/", {"by": "link"})
    assert {offer.version: offer.state for offer in Offer.objects.all()} == {
        1: "replaced", 2: "declined", 3: "replaced", 4: "sent",
    }  # fmt: skip
    assert "270.00" in client.get(f"/o/{sent_offer.token}/").content.decode()
    accept(Offer.objects.get(version=4))
    assert OfferResponse.objects.get(kind="accepted").offer_version == 4
    assert [(d.verdict, d.side, d.reason) for d in Decision.objects.order_by("pk")] == [
        ("refused", "brand", "Above our budget."), ("accepted", "creator", ""),
    ]  # fmt: skip


def test_products_are_picked_and_followed_until_they_arrive(
    workspace: Workspace,
    sent_offer: Offer,
    accept: Callable[..., Any],
    member_client: Callable[[str], Client],
    cli: Callable[..., Any],
    tmp_path: Any,
) -> None:
    file = tmp_path / "products.csv"
    file.write_text(
        "Handle,Title,Variant SKU,Variant Price,Cost per item\nshoe,Trail shoe,SH-1,120.00,41.50\nsock,Sock,SO-1,9.00,\n"
    )
    told = cli("import", file, "--json").stdout
    assert '"kind": "products"' in told
    assert {row.sku: (row.price, row.cost) for row in Product.objects.all()} == {
        "SH-1": (Decimal("120.00"), Decimal("41.50")), "SO-1": (Decimal("9.00"), None),
    }  # fmt: skip
    manager = member_client("manager")
    assert "Trail shoe" in manager.get("/w/acme/products/").content.decode()
    form = manager.get(f"/w/acme/offers/{sent_offer.pk}/edit/").content.decode()
    posted = filled(form)
    soon = (clock.today() + timedelta(days=3)).isoformat()
    posted |= {
        "items-0-sku": "SH-1", "items-0-quantity": "2", "product": "", "product_value": "", "product_cost": "",
        "disclosure_clause": "Say #ad.", "ship_by": soon, "pay_by": soon, "event": "Our race", "event_on": soon,
    }  # fmt: skip
    assert manager.post(f"/w/acme/offers/{sent_offer.pk}/edit/", posted).status_code == 302
    second = Offer.objects.get(version=2)
    send_offer(offer=second)
    second.refresh_from_db()
    assert "Product: 2 × Trail shoe (worth 120.00 USD each), yours to keep" in second.text
    assert "41.5" not in second.text
    accept(second)
    assert {cost.kind: cost.amount for cost in Cost.objects.all()} == {"fee": Decimal(250), "product": Decimal(83)}
    today = manager.get("/w/acme/").content.decode()
    assert "You owe creators" in today
    assert "2 × Trail shoe" in today
    parcel = Shipment.objects.get()
    tab = manager.get("/w/acme/campaigns/autumn-trail/?tab=owed").content.decode()
    assert "2 × Trail shoe" in tab
    assert "No postal address yet" in tab
    fee = Obligation.objects.get(kind="fee")
    ship = f"/w/acme/shipments/{parcel.pk}/"
    assert manager.post(ship, {"state": "returned"}).status_code == 409
    sent = {"state": "sent", "carrier": "UPS", "tracking_number": "1Z", "shipping_cost": "8.40"}
    manager.post(ship, sent)
    manager.post(ship, sent)
    assert Cost.objects.get(kind="shipping").amount == Decimal("8.40")
    assert Obligation.objects.get(kind="product").settled_on == clock.today()
    manager.post(f"/w/acme/owed/{fee.pk}/settle/", {"do": "settle"})
    assert manager.post(f"/w/acme/owed/{parcel.obligation_id}/settle/", {"do": "settle"}).status_code == 409
    left = cli("owed", "list", "--campaign", "autumn-trail", "--json").stdout
    assert left.count('"standing": "due"') == 1
    assert left.count('"standing": "settled"') == 2
    manager.post(ship, {"state": "returned"})
    assert Obligation.objects.get(kind="product").settled_on is None


def test_both_sides_get_a_copy(
    sent_offer: Offer,
    accept: Callable[..., Any],
    office: Office,  # noqa: F811  # the fixtures
    mailbox: Mailbox,  # noqa: F811  # the fixtures
) -> None:
    answer = accept(sent_offer)
    accept(sent_offer)
    message = Message.objects.get()
    assert message.to_email == "maya@creators.example"
    assert answer.text_sha256 in message.body
    office.postman.answer = "451 later"
    assert send_record_copies() == {"sent": 0, "failed": 1}
    office.postman.answer = ""
    assert send_record_copies() == {"sent": 0, "failed": 0}
    with clock.told(clock.now() + timedelta(minutes=5)):
        assert send_record_copies() == {"sent": 1, "failed": 0}
        assert send_record_copies() == {"sent": 0, "failed": 0}
    assert len(office.postman.mails) == 1
    assert answer.text_sha256.encode() in office.postman.mails[0]
    assert RecordCopy.objects.get().sent_at is not None
