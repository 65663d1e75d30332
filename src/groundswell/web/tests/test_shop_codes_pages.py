"""Codes for a campaign's creators: previewed, made in the shop, watched and tried again, in the browser."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Creator
from groundswell.links.models import Code, ShopDiscount
from groundswell.links.services import make_waiting_codes
from groundswell.links.tests.coupon_fixtures import connected, shop
from groundswell.links.tests.fake_coupons import CouponShop

__all__ = ["shop"]
SignIn = Callable[[str], Client]
NEW = "/w/acme/codes/shops/new/"


@pytest.fixture
def spring(workspace: Workspace) -> Campaign:
    campaign = Campaign.objects.create(workspace=workspace, name="Spring sale", slug="spring-sale", currency="USD")
    for name in ("Ada Low", "Maya Brook"):
        creator = Creator.objects.create(workspace=workspace, name=name)
        Participant.objects.create(workspace=workspace, campaign=campaign, creator=creator)
    return campaign


def filled(store: int, **different: Any) -> dict[str, Any]:
    first = {"store": store, "campaign": "spring-sale", "gives": "percent", "value": "15", "pattern": "{NAME}{NUMBER}"}
    return {**first, "step": "preview", **different}


def test_the_codes_are_seen_before_they_are_made_and_watched_after(
    member_client: SignIn, workspace: Workspace, shop: CouponShop, spring: Campaign
) -> None:
    client, store = member_client("manager"), connected(workspace, shop)
    shop.theirs("MAYA15")
    assert 'value="spring-sale" selected' in client.get(f"{NEW}?campaign=spring-sale").content.decode()
    preview = client.post(NEW, filled(store.pk)).content.decode()
    assert all(text in preview for text in ("<code>ADA15</code>", "<code>MAYA15</code>", "Make 2 codes"))
    assert (Code.objects.count(), shop.asked) == (0, [])
    answer = client.post(NEW, filled(store.pk, step="make"))
    discount = ShopDiscount.objects.get()
    assert answer["Location"] == f"/w/acme/codes/shops/{discount.pk}/"
    assert "every 3s" in client.get(answer["Location"], headers={"HX-Request": "true"}).content.decode()
    make_waiting_codes()
    page = client.get(answer["Location"]).content.decode()
    assert ("every 3s" in page, "In the shop" in page, "not made here" in page) == (False, True, True)
    assert "15 % off" in client.get("/w/acme/codes/shops/").content.decode()
    client.post(NEW, filled(store.pk, step="make"))
    make_waiting_codes()
    assert shop.made == ["ADA15", "MAYA15B"]
    last = client.post(NEW, filled(store.pk, step="make"), follow=True).content.decode()
    assert ("Nothing was made" in last, ShopDiscount.objects.count()) == (True, 2)


def test_a_refused_code_is_tried_again(
    member_client: SignIn, workspace: Workspace, shop: CouponShop, spring: Campaign
) -> None:
    client, store = member_client("manager"), connected(workspace, shop)
    shop.refuses = {"ADA15": "Not today"}
    path = client.post(NEW, filled(store.pk, step="make"))["Location"]
    make_waiting_codes()
    page = client.get(path).content.decode()
    assert ("WooCommerce says: Not today" in page, "Try again" in page) == (True, True)
    shop.refuses = {}
    client.post(f"{path}retry/")
    make_waiting_codes()
    page = client.get(path).content.decode()
    assert (sorted(shop.made), "Try again" in page, "End in the shop" in page) == (["ADA15", "MAYA15"], False, True)
    ended = client.post(f"{path}end/", follow=True).content.decode()
    assert ("The codes have ended" in ended, "End in the shop" in ended, len(shop.ended)) == (True, False, 2)


def test_wrong_terms_are_told_at_their_field_and_nothing_is_made(
    member_client: SignIn, workspace: Workspace, shop: CouponShop, spring: Campaign
) -> None:
    client, store = member_client("manager"), connected(workspace, shop)
    page = client.post(NEW, filled(store.pk, step="make", value="101", pattern="{NAME}")).content.decode()
    assert "More than 100 % cannot be given." in page
    page = client.post(NEW, filled(store.pk, step="make", pattern="SALE")).content.decode()
    assert "does not tell creators apart" in page
    assert (Code.objects.count(), ShopDiscount.objects.count()) == (0, 0)


def test_without_a_store_the_page_says_what_to_do_and_with_one_a_code_says_where_to(
    member_client: SignIn, workspace: Workspace, shop: CouponShop
) -> None:
    client = member_client("manager")
    assert "No shop can be asked yet" in client.get("/w/acme/codes/shops/").content.decode()
    made = client.post("/w/acme/codes/new/", {"code": "SALE1"}, follow=True).content.decode()
    assert "Make the same code in your shop." in made
    connected(workspace, shop)
    made = client.post("/w/acme/codes/new/", {"code": "SALE2"}, follow=True).content.decode()
    assert "“Make codes in a shop” puts it into yours." in made


def test_an_analyst_and_another_workspace_make_nothing(
    member_client: SignIn, workspace: Workspace, other_workspace: Workspace, shop: CouponShop, spring: Campaign
) -> None:
    store, theirs = connected(workspace, shop), connected(other_workspace, shop)
    assert member_client("analyst").post(NEW, filled(store.pk, step="make")).status_code == 403
    page = member_client("manager").post(NEW, filled(theirs.pk, step="make"))
    assert (page.status_code, Code.objects.count()) == (200, 0)
    discount = ShopDiscount.objects.create(workspace=other_workspace, store=theirs, title="Theirs", mark="x", percent=5)
    for path in ("", "retry/", "end/"):
        answer = member_client("manager").post(f"/w/acme/codes/shops/{discount.pk}/{path}")
        assert answer.status_code in (404, 405)
