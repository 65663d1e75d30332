import json
from collections.abc import Callable
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.links.models import Code, ShopCode
from groundswell.links.tests.coupon_fixtures import connected, shop
from groundswell.links.tests.fake_coupons import CouponShop
from groundswell.relationships.models import CreatorList, ListEntry

__all__ = ["shop"]
Cli = Callable[..., Any]


def test_codes_for_a_list_are_shown_and_then_made(cli: Cli, workspace: Workspace, shop: CouponShop) -> None:
    fans = CreatorList.objects.create(workspace=workspace, name="Fans", slug="fans")
    for name in ("Ada Low", "Bo Ek"):
        ListEntry.objects.create(list=fans, creator=Creator.objects.create(workspace=workspace, name=name))
    Creator.objects.create(workspace=workspace, name="Not on it")
    store = connected(workspace, shop)
    words = ("codes", "create", "--store", store.pk, "--list", "fans", "--amount", "5", "--currency", "usd")
    shown = json.loads(cli(*words, "--dry-run", "--json").stdout)
    assert (shown["discount"], [row["code"] for row in shown["plan"]]) == (None, ["ADA5", "BO5"])
    assert (Code.objects.count(), shop.asked) == (0, [])
    shop.refuses = {"BO5": "Not today"}
    made = json.loads(cli(*words, "--ends", "2030-06-30", "--json").stdout)["discount"]
    assert [(row["code"], row["state"]) for row in made["codes"]] == [("ADA5", "made"), ("BO5", "refused")]
    assert (made["amount"], made["currency"], made["ends_at"]) == ("5.00", "USD", "2030-06-30T23:59:59+00:00")
    shop.refuses = {}
    assert cli("codes", "retry", made["id"]).stdout.split() == ["ADA5", "made", "BO5", "made"]
    assert cli("codes", "show", made["id"]).stdout.split() == ["ADA5", "made", "BO5", "made"]
    assert "there" in cli(*words).stdout
    assert json.loads(cli("codes", "end", made["id"], "--json").stdout)["ends_at"] < "2030"
    assert sorted(shop.made) == ["ADA5", "BO5"]


def test_a_shop_that_refuses_everything_ends_the_command_with_its_reason(
    cli: Cli, workspace: Workspace, shop: CouponShop
) -> None:
    maya = Creator.objects.create(workspace=workspace, name="Maya Brook")
    store = connected(workspace, shop)
    shop.readonly = True
    failed = cli("codes", "create", "--store", store.pk, "--creator", maya.pk, "--percent", "10", "--json")
    error = json.loads(failed.stderr)
    assert (failed.exit_code, error["error"], "Read/Write" in error["message"]) == (2, "shop_refuses", True)
    assert ShopCode.objects.get().state == "wanted"
    nonsense = cli("codes", "create", "--store", store.pk, "--creator", maya.pk, "--percent", "ten", "--json")
    assert (nonsense.exit_code, json.loads(nonsense.stderr)["where"]) == (2, "--percent")
