"""Creators' claims to orders: told on their own page, decided by people, weaker than every other sign."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.commissions import balances, settle_commissions
from groundswell.campaigns.models import Participant
from groundswell.creators.models import Creator
from groundswell.creators.own_record import erase_creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.links.models import Attribution, Order, OrderClaim
from groundswell.links.queries import fits_of, order_claims, order_of, trail
from groundswell.links.rules.claims import ClaimFacts, checked_claim, claim_key, folded_number
from groundswell.links.rules.event_reading import buyer_digest
from groundswell.links.services import accept_claim, attribute, create_code, file_claim, refuse_claim, set_precedence

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


def order(workspace: Workspace, number: str = "#1001", **facts: Any) -> Order:
    made: Order = Order.objects.create(**({
        "workspace": workspace, "source": "shopify", "external_id": number.strip("#") + "9", "number": number, "currency": "USD",
        "subtotal": Decimal("84.00"), "total": Decimal("90.00"), "placed_at": clock.now() - timedelta(days=2),
    } | facts))  # fmt: skip
    attribute(workspace=workspace, orders=[made])
    return made


def claim(participant: Participant, number: str = "1001", **facts: Any) -> OrderClaim:
    told = ClaimFacts(number=number, **facts)
    return file_claim(creator=participant.creator, facts=told, campaign=participant.campaign_id)


def owed() -> list[tuple[str, str]]:
    return list(Attribution.objects.order_by("pk").values_list("creator__name", "method"))


def against(row: OrderClaim) -> list[str]:
    return [words for fit in fits_of(row.workspace, [row])[row.pk] for words in fit.against]


def test_the_answer_never_tells_whether_there_is_such_an_order(participant: Participant, client: Client) -> None:
    order(participant.workspace)
    page = f"/c/{participant.token}/claims/"
    answers = [client.post(page, {"number": number}, follow=True).content.decode() for number in ("#1001", "#4711")]
    shown = [
        re.sub(r"[A-Za-z0-9]{64}", "", text.split("What you told us")[0]) for text in answers
    ]  # but for CSRF tokens
    assert shown[0] == shown[1]
    assert "it was passed on" in shown[0]
    assert owed() == [], "a claim never counts by itself"
    assert client.post(page, {"note": "x"}).status_code == 422
    assert client.post(page, {"buyer": "Lea@Buyer.example", "note": "a friend"}).status_code == 302
    row = OrderClaim.objects.get(note="a friend")
    assert row.buyer == buyer_digest("lea@buyer.example")
    assert "buyer.example" not in client.get(page).content.decode()
    refused = client.post(page, {"number": "7", "note": "ask lea@buyer.example"})
    assert "Leave buyers’ addresses out here" in refused.content.decode()
    assert client.post(f"/c/{participant.token}x/claims/", {"number": "1"}).status_code == 404


def test_accepted_it_is_a_sign_with_trail_and_commission(participant: Participant, owner: User) -> None:
    Participant.objects.filter(pk=participant.pk).update(commission_rate=Decimal("0.1"))
    workspace, sold = participant.workspace, order(participant.workspace)
    row = accept_claim(claim=claim(participant, note="she wrote to me"), user=owner)
    assert (row.state, row.order, owed()) == ("accepted", sold, [("Maya Brook", "claim")])
    reason = Attribution.objects.get().reason
    assert reason == "The creator claims the order (“she wrote to me”), and owner@acme.example accepted that."
    assert [step.text for step in trail(order_of(workspace, sold.pk)) if step.decides] == [
        "Maya Brook claimed it: accepted"
    ]
    settle_commissions(workspace=workspace)
    assert [one.pending for one in balances(workspace)] == [Decimal("8.40")]
    with pytest.raises(Conflict):
        accept_claim(claim=row)
    refuse_claim(claim=row, reason="The buyer says no")
    assert owed() == []
    settle_commissions(workspace=workspace)
    assert [one.pending for one in balances(workspace)] == [Decimal("0.00")]


def test_a_stronger_sign_goes_before_it_now_and_later(participant: Participant) -> None:
    workspace = participant.workspace
    leo = Creator.objects.create(workspace=workspace, name="Leo Wu")
    create_code(workspace=workspace, code="LEO10", creator=leo)
    taken = order(workspace, "#1", codes=["LEO10"])
    row = claim(participant, "1")
    assert against(row) == ["Owed to Leo Wu: The buyer used the code LEO10"]
    with pytest.raises(Conflict, match="Owed to Leo Wu"):
        accept_claim(claim=row)
    assert OrderClaim.objects.get().state == "waiting"
    free = order(workspace, "#2")
    accept_claim(claim=claim(participant, "2"))
    Order.objects.filter(pk=free.pk).update(codes=["LEO10"])
    attribute(workspace=workspace, orders=[Order.objects.get(pk=free.pk)])
    assert Attribution.objects.get(order=free).creator == leo
    assert Attribution.objects.get(order=taken).creator == leo


def test_what_cannot_be_accepted(participant: Participant) -> None:
    workspace, creator = participant.workspace, participant.creator
    order(workspace, "#1", is_test=True)
    order(workspace, "#2", cancelled_at=clock.now())
    order(workspace, "#3", customer=buyer_digest(creator.email))
    leo = Creator.objects.create(workspace=workspace, name="Leo Wu")
    order(workspace, "#4")
    accept_claim(claim=file_claim(creator=leo, facts=ClaimFacts(number="4")))
    words = ("A test order", "Cancelled", "creator’s own", "Owed to Leo Wu")
    for number, word in enumerate(words, start=1):
        row = claim(participant, str(number))
        assert any(word in text for text in against(row))
        with pytest.raises(Conflict, match=word):
            accept_claim(claim=row)
    with pytest.raises(BadInput, match="No order fits"):
        accept_claim(claim=claim(participant, "404"))
    assert owed() == [("Leo Wu", "claim")]
    set_precedence(workspace=workspace, order=["code"])
    order(workspace, "#5")
    with pytest.raises(Conflict, match="By your rules"):
        accept_claim(claim=claim(participant, "5"))


def test_by_day_and_amount_or_buyer_and_what_does_not_fit(participant: Participant, other_workspace: Workspace) -> None:
    workspace, day = participant.workspace, (clock.now() - timedelta(days=2)).date()
    sold = order(workspace, customer=buyer_digest("lea@buyer.example"))
    order(workspace, "#1002", placed_at=clock.now() - timedelta(days=9))
    order(other_workspace, "#1001")
    by_day = claim(participant, "", placed_on=day, amount=Decimal("90.00"), currency="usd")
    by_buyer = claim(participant, "", buyer=buyer_digest("LEA@buyer.example"), amount=Decimal("9.00"))
    by_number = claim(participant, placed_on=day, amount=Decimal("5.00"))
    found = fits_of(workspace, [by_day, by_buyer, by_number])
    told = {pk: [(fit.order, fit.agrees, fit.differs) for fit in fits] for pk, fits in found.items()}
    assert told == {
        by_day.pk: [(sold, ["day", "amount"], [])],
        by_buyer.pk: [(sold, ["buyer"], ["amount"])],
        by_number.pk: [(sold, ["number", "day"], ["amount"])],
    }


def test_the_same_twice_is_one_and_five_hundred_are_too_many(participant: Participant) -> None:
    first = claim(participant, "#1001")
    assert claim(participant, " 1001 ", note="again").pk == first.pk
    kept = 0
    for number in range(500):
        try:
            claim(participant, f"N{number}")
        except Conflict:
            continue
        kept += 1
    assert (kept, OrderClaim.objects.count()) == (19, 20)
    refuse_claim(claim=first, reason="Not from you")
    assert claim(participant, "1001").state == "refused", "asking again changes nothing"


def test_on_the_pages(participant: Participant, member_client: Callable[..., Client], client: Client) -> None:
    order(participant.workspace)
    row, other = claim(participant), claim(participant, "4711")
    page = member_client("manager")
    assert "order 1001" in page.get("/w/acme/orders/claims/").content.decode()
    assert (
        "Orders that creators claim" in page.get("/w/acme/").content.decode()
        or "claim" in page.get("/w/acme/today/").content.decode()
    )
    assert "Claims <span" in page.get("/w/acme/orders/").content.decode()
    assert member_client("analyst").post(f"/w/acme/orders/claims/{row.pk}/", {"do": "accept"}).status_code == 403
    page.post(f"/w/acme/orders/claims/{row.pk}/", {"do": "accept", "order": Order.objects.get().pk})
    page.post(f"/w/acme/orders/claims/{other.pk}/", {"do": "refuse", "reason": "We know of no such order"})
    shown = client.get(f"/c/{participant.token}/claims/").content.decode()
    assert "counts for you" in shown
    assert "We know of no such order" in shown
    assert owed() == [("Maya Brook", "claim")]
    assert "No claim waits" in page.get("/w/acme/orders/claims/").content.decode()


def test_by_api_and_by_command(
    participant: Participant, api: Callable[..., Client], cli: Callable[..., Any], outsider: User,
    client_of: Callable[[User], Client],
) -> None:  # fmt: skip
    order(participant.workspace)
    caller, slug = api(), participant.campaign.slug
    body = {"creator": participant.creator_id, "campaign": slug, "number": "1001"}
    made = caller.post("/api/v1/order-claims", body, content_type=JSON)
    assert (made.status_code, made.json()["fits"][0]["agrees"]) == (201, ["number"])
    pk = made.json()["id"]
    assert client_of(outsider).post(f"/w/rival/orders/claims/{pk}/", {"do": "accept"}).status_code == 404
    assert caller.post("/api/v1/order-claims/999999/accept", {}, content_type=JSON).status_code == 404
    assert caller.get("/api/v1/order-claims").json()["total"] == 1
    assert caller.post(f"/api/v1/order-claims/{pk}/accept", {}, content_type=JSON).json()["state"] == "accepted"
    assert caller.get("/api/v1/orders?method=claim").json()["total"] == 1
    refused = caller.post(f"/api/v1/order-claims/{pk}/refuse", {"reason": " "}, content_type=JSON)
    assert refused.status_code == 422
    acme = ("--workspace", "acme", "claims")
    filed = cli(
        *acme, "file", participant.creator_id, "--campaign", slug, "--number", "77", "--amount", "5.00", "--json"
    )
    assert json.loads(filed.stdout)["amount"] == "5.00"
    assert cli(*acme, "file", participant.creator_id, "--campaign", slug, "--amount", "much").exit_code == 2
    assert "order 77" in cli(*acme, "list").stdout
    number = json.loads(filed.stdout)["id"]
    assert cli(*acme, "accept", number).exit_code == 2
    assert "is refused" in cli(*acme, "refuse", number, "--reason", "Unknown").stdout


def test_erasing_keeps_what_the_books_rest_on(participant: Participant) -> None:
    order(participant.workspace)
    accept_claim(claim=claim(participant, note="my sister"))
    claim(participant, "2")
    erase_creator(workspace=participant.workspace, creator=participant.creator)
    assert [(row.state, row.note) for row in order_claims(participant.workspace)] == [("accepted", "")]


@given(st.text(max_size=80), st.decimals(allow_nan=True, allow_infinity=True))
def test_whatever_is_told_is_kept_plainly_or_refused(text: str, amount: Decimal) -> None:
    with suppress(BadInput):
        tidy = checked_claim(ClaimFacts(number=text, amount=amount, note="n"), clock.today())
        assert tidy.number.isprintable()
        assert tidy.amount is not None
        assert 0 < tidy.amount < 10**12
        assert claim_key(tidy) == claim_key(ClaimFacts(number=f"#{text}"))
        assert folded_number(tidy.number) == folded_number(folded_number(text))
