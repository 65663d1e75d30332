from collections.abc import Callable
from decimal import Decimal

from groundswell.accounts.models import Workspace
from groundswell.creators import exports
from groundswell.creators.models import Creator
from groundswell.links.loader import load_clicks
from groundswell.links.redirect import Door
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import create_code, create_link, record_order
from groundswell.links.tests.conftest import PHONE, visit


def test_links_clicks_and_orders_can_be_taken_out(
    workspace: Workspace, other_workspace: Workspace, creator: Creator, door: Door, facts: Callable[..., OrderFacts]
) -> None:
    link = create_link(workspace=workspace, target_url="https://shop.example/", creator=creator)
    door.location(door.table.look_up(link.slug), visit())
    door.location(door.table.look_up(link.slug), visit())
    load_clicks()
    create_code(workspace=workspace, code="MAYA10", creator=creator)
    record_order(workspace=workspace, facts=facts(codes=("MAYA10", "SALE"), refunded=Decimal("10.00")))

    tables = {name: list(exports.named(name).rows(workspace)) for name in ("links", "clicks", "orders")}
    for name, rows in tables.items():
        assert set(rows[0]) == set(exports.named(name).columns)
        assert list(exports.named(name).rows(other_workspace)) == []
    assert (tables["links"][0]["clicks"], tables["links"][0]["clicks_excluded"]) == (1, 1)
    assert [row["excluded"] for row in tables["clicks"]] == ["", "repeat"]
    assert tables["clicks"][0]["user_agent"] == PHONE.decode()
    order = tables["orders"][0]
    assert (order["net"], order["codes"], order["creator"], order["method"]) == (
        Decimal("90.00"),
        "MAYA10, SALE",
        "Maya Brook",
        "code",
    )
