import json
from collections.abc import Callable
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.links.models import Site
from groundswell.links.services.conversions import take_pixel_order

Cli = Callable[..., Any]


def test_a_site_by_command(cli: Cli, workspace: Workspace) -> None:
    made = json.loads(cli("sites", "create", "shop.example", "--json").stdout)
    site = Site.objects.get()
    assert made["conversions"] == f"http://127.0.0.1:8000/px/{site.key}/conversions"
    assert made["secret"].startswith("gws_")
    take_pixel_order(site=site, seen_id="abcdefghijkl", at=clock.now(), told={"order_id": "7", "amount": "-1"})
    [listed] = json.loads(cli("sites", "list", "--json").stdout)["sites"]
    assert (listed["orders_told"], listed["kept_aside"]) == (1, 1)
    [row] = json.loads(cli("sites", "conversions", site.pk, "--json").stdout)["conversions"]
    assert row["outcome"] == "aside"
    assert row["reason"].startswith("-1.00 is below zero.")
    assert json.loads(cli("sites", "keep", site.pk, 6, "--json").stdout)["views_kept_months"] == 6
    assert cli("sites", "keep", site.pk, 0).exit_code == 2
    assert cli("sites", "conversions", site.pk + 1).exit_code == 2
