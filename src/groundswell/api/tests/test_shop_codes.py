"""Codes for a campaign's participants, made in a shop over HTTP."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.campaigns.services import add_participants
from groundswell.creators.models import Creator
from groundswell.links.models import Code, ShopCode, ShopDiscount
from groundswell.links.services import make_waiting_codes
from groundswell.links.tests.coupon_fixtures import connected, shop
from groundswell.links.tests.fake_coupons import CouponShop

__all__ = ["shop"]
Api = Callable[..., Client]
JSON = "application/json"


@pytest.fixture
def spring(workspace: Workspace) -> Campaign:
    """Maya, Maya and Tom take part; Tom declined, and Zoe is not in it."""
    campaign = Campaign.objects.create(workspace=workspace, name="Spring sale", slug="spring-sale", currency="USD")
    people = [Creator.objects.create(workspace=workspace, name=name) for name in ("Maya Ash", "Maya Brook", "Tom Ek")]
    Creator.objects.create(workspace=workspace, name="Zoe Low")
    add_participants(workspace=workspace, campaign=campaign, creators=people)
    Participant.objects.filter(creator=people[2]).update(state="declined")
    return campaign


def test_a_preview_then_the_codes_then_nothing_more(
    api: Api, workspace: Workspace, shop: CouponShop, spring: Campaign
) -> None:
    client, store = api(), connected(workspace, shop, "shopify")
    path, body = f"/api/v1/stores/{store.pk}/codes", {"campaign": "spring-sale", "percent": "12.5", "uses": 50}
    shown = client.post(path, body | {"dry_run": True}, content_type=JSON)
    assert (shown.status_code, [(row["code"], row["state"]) for row in shown.json()["plan"]]) == (
        200,
        [("MAYA12", "new"), ("MAYA12B", "new")],
    )
    assert (Code.objects.count(), ShopDiscount.objects.count(), shop.asked) == (0, 0, [])
    made = client.post(path, body, content_type=JSON)
    assert made.status_code == 202
    pk = made.json()["discount"]["id"]
    assert make_waiting_codes() == 1
    told = client.get(f"/api/v1/discounts/{pk}").json()
    assert (told["gives"], told["percent"], told["uses"], told["error"]) == ("12.5 % off", "12.50", 50, "")
    assert [(row["code"], row["state"]) for row in told["codes"]] == [("MAYA12", "made"), ("MAYA12B", "made")]
    carried = Participant.objects.exclude(code=None).order_by("code__code")
    assert [(row.creator.name, row.code.code if row.code else "") for row in carried] == [
        ("Maya Ash", "MAYA12"),
        ("Maya Brook", "MAYA12B"),
    ]
    again = client.post(path, body, content_type=JSON)
    assert (again.status_code, again.json()["discount"], sorted(shop.made)) == (200, None, ["MAYA12", "MAYA12B"])
    listed = client.get("/api/v1/discounts").json()
    assert client.post(f"/api/v1/discounts/{pk}/end", content_type=JSON).json()["codes"] == told["codes"]
    replaced = client.post(path, body, content_type=JSON).json()["plan"]
    assert [row["code"] for row in replaced] == ["MAYA12C", "MAYA12D"]
    assert set(Participant.objects.values_list("code__code", flat=True)) == {"MAYA12C", "MAYA12D", None}
    assert [(one["made"], one["refused"], one["waiting"]) for one in listed["discounts"]] == [(2, 0, 0)]


def test_what_is_refused_is_sent_once_more(api: Api, workspace: Workspace, shop: CouponShop, spring: Campaign) -> None:
    client, store = api(), connected(workspace, shop)
    shop.refuses = {"MAYA-SPRINGSALE": "No hyphens"}
    body = {"campaign": "spring-sale", "percent": 10, "pattern": "{NAME}-{CAMPAIGN}"}
    pk = client.post(f"/api/v1/stores/{store.pk}/codes", body, content_type=JSON).json()["discount"]["id"]
    make_waiting_codes()
    states = {row["code"]: row["state"] for row in client.get(f"/api/v1/discounts/{pk}").json()["codes"]}
    assert states == {"MAYA-SPRINGSALE": "refused", "MAYA-SPRINGSALEB": "made"}
    shop.refuses = {}
    assert client.post(f"/api/v1/discounts/{pk}/retry", content_type=JSON).json() == {"again": 1}
    assert make_waiting_codes() == 1
    assert not ShopCode.objects.filter(remote_id="").exists()


def test_another_workspaces_ids_are_not_there(
    api: Api, workspace: Workspace, other_workspace: Workspace, shop: CouponShop, spring: Campaign
) -> None:
    client = api()
    theirs, ours = connected(other_workspace, shop), connected(workspace, shop, "stripe")
    stranger = Creator.objects.create(workspace=other_workspace, name="Not ours")
    body = {"campaign": "spring-sale", "percent": 10}
    assert client.post(f"/api/v1/stores/{theirs.pk}/codes", body, content_type=JSON).status_code == 404
    named = {"creators": [stranger.pk], "percent": 10}
    assert client.post(f"/api/v1/stores/{ours.pk}/codes", named, content_type=JSON).status_code == 404
    discount = ShopDiscount.objects.create(
        workspace=other_workspace, store=theirs, title="Theirs", mark="theirs", percent=5
    )
    assert client.get(f"/api/v1/discounts/{discount.pk}").status_code == 404
    for verb in ("retry", "end"):
        assert client.post(f"/api/v1/discounts/{discount.pk}/{verb}", content_type=JSON).status_code == 404
    assert (Code.objects.count(), shop.asked) == (0, [])


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"percent": 10}, "campaign"), ({"campaign": "spring-sale"}, "percent"),
        ({"campaign": "spring-sale", "percent": 10, "pattern": "SALE"}, "pattern"),
        ({"campaign": "spring-sale", "amount": 5}, "currency"), ({"campaign": "spring-sale", "percent": "lots"}, "percent"),
        ({"campaign": "spring-sale", "percent": 10, "ends_at": "2030-01-01T00:00:00"}, "ends_at"),
    ],
)  # fmt: skip
def test_what_cannot_be_says_where(
    api: Api, workspace: Workspace, shop: CouponShop, spring: Campaign, body: dict[str, object], where: str
) -> None:
    store = connected(workspace, shop)
    answer = api().post(f"/api/v1/stores/{store.pk}/codes", body, content_type=JSON)
    assert (answer.status_code, answer.json()["where"], Code.objects.count()) == (422, where, 0)
