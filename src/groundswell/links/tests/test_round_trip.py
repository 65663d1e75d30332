"""What `export everything` says of orders and codes, brought back into an empty workspace, says the same again."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators import exports
from groundswell.creators.imports.runs import run_import
from groundswell.creators.models import Creator
from groundswell.kit.tests.fixtures import Result
from groundswell.links.loader import load_clicks
from groundswell.links.models import Attribution, Click, Code, Order
from groundswell.links.redirect import Door
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import create_code, create_link, record_order
from groundswell.links.tests.conftest import visit

Cli = Callable[..., Result]
Facts = Callable[..., OrderFacts]
PEOPLE = "influencer_id,name,email,platform,handle,followers\n1,Ana Ruiz,ana@example.com,YouTube,@ana,36225\n2,Ben Holt,,Instagram,@ben,9000\n"
TABLES = ("creators", "posts", "readings", "codes", "orders")


@pytest.fixture
def programme(workspace: Workspace, facts: Facts, tmp_path: Path) -> None:
    people = tmp_path / "influencers.csv"
    people.write_text(PEOPLE)
    run_import(workspace=workspace, path=people)
    ana, ben = Creator.objects.order_by("pk")
    create_code(workspace=workspace, code="Ana10", creator=ana, discount="10 % off")
    create_code(workspace=workspace, code="WELCOME")
    when = datetime(2026, 3, 1, 14, 30, 15, 250000, tzinfo=UTC)
    for one in (
        facts(external_id="1", codes=("ana10", "welcome"), refunded=Decimal("33.33"), customer="ab" * 32),
        facts(external_id="2", named_creator=ben.pk, placed_at=when, order_count=7, channel="influencer"),
        facts(external_id="3", source="woocommerce", number="#3", shipping=Decimal("4.90"), discount=Decimal("2.00")),
        facts(external_id="4", codes=("ana10",), cancelled_at=when),
        facts(external_id="5", is_test=True, click_id="Qk1Zb3xyz012"),
        facts(
            external_id="6", prices_include_tax=True, subtotal=Decimal("100.00"), tax=Decimal("19.00"),
            total=Decimal("119.00"), refunded=Decimal("16.81"),
        ),
    ):  # fmt: skip
        record_order(workspace=workspace, facts=one)


def rows_of(workspace: Workspace, name: str) -> list[dict[str, Any]]:
    """The export without what another workspace must have otherwise: its own ids and when a row was made."""
    rows = [dict(row) for row in exports.named(name).rows(workspace)]
    return [
        {k: v for k, v in row.items() if k not in ("groundswell_id", "influencer_id", "created_at")} for row in rows
    ]


def take_over(cli: Cli, tmp_path: Path, source: str, target: str) -> list[dict[str, Any]]:
    archive = tmp_path / "all.zip"
    assert cli("--workspace", source, "export", "everything", "-o", archive).exit_code == 0
    done = cli("--workspace", target, "import", archive, "--json")
    assert done.exit_code == 0, done.stderr
    files: list[dict[str, Any]] = json.loads(done.stdout)["files"]
    return files


def test_every_table_that_import_takes_back_is_equal_afterwards(
    cli: Cli, programme: None, workspace: Workspace, other_workspace: Workspace, tmp_path: Path
) -> None:
    files = take_over(cli, tmp_path, "acme", "rival")
    told = {one["kind"]: (one["created"], one["rejected"]) for one in files}
    assert (told["discounts"], told["orders"]) == ((2, []), (6, []))
    for name in TABLES:
        ours, theirs = rows_of(workspace, name), rows_of(other_workspace, name)
        assert sorted(ours, key=str) == sorted(theirs, key=str), name
    owed = Attribution.objects.of(other_workspace).order_by("order__external_id")
    assert list(owed.values_list("order__external_id", "creator__name", "method")) == [
        ("1", "Ana Ruiz", "code"),
        ("2", "Ben Holt", "report"),
    ]
    assert not Order.objects.of(other_workspace).filter(named_creator__workspace=workspace).exists()
    assert Code.objects.of(other_workspace).get(folded="ANA10").creator in Creator.objects.of(other_workspace)


@pytest.mark.parametrize("target", ["acme", "rival"])
def test_bringing_the_same_archive_in_again_changes_nothing(
    cli: Cli, programme: None, other_workspace: Workspace, tmp_path: Path, target: str
) -> None:
    take_over(cli, tmp_path, "acme", target)
    before = list(Order.objects.order_by("pk").values())
    again = take_over(cli, tmp_path, "acme", target)
    assert [(one["created"], one["updated"], one["rejected"]) for one in again] == [(0, 0, [])] * len(again)
    assert list(Order.objects.order_by("pk").values()) == before


def test_the_archive_of_the_own_workspace_names_nobody_whom_a_code_or_click_tells_already(
    cli: Cli, programme: None, workspace: Workspace, door: Door, facts: Facts, tmp_path: Path
) -> None:
    link = create_link(
        workspace=workspace, target_url="https://shop.example/", creator=Creator.objects.get(name="Ben Holt")
    )
    door.location(door.table.look_up(link.slug), visit())
    load_clicks()
    click = Click.objects.get()
    record_order(workspace=workspace, facts=facts(external_id="7", click_id=click.click_id, placed_at=click.at))
    assert Attribution.objects.get(order__external_id="7").method == "link"
    before = rows_of(workspace, "orders")
    files = take_over(cli, tmp_path, "acme", "acme")
    assert [(one["created"], one["updated"]) for one in files] == [(0, 0)] * len(files)
    assert rows_of(workspace, "orders") == before
    assert not Order.objects.filter(external_id__in=("1", "7"), named_creator__isnull=False).exists()


def test_a_link_s_order_stays_with_its_creator_where_the_click_is_unknown(
    cli: Cli, programme: None, workspace: Workspace, other_workspace: Workspace, facts: Facts, tmp_path: Path
) -> None:
    """Slugs and click ids are addresses of the whole installation: another workspace cannot hold them too."""
    ben = Creator.objects.get(name="Ben Holt")
    order = Order.objects.get(external_id="3")
    Attribution.objects.create(workspace=workspace, order=order, creator=ben, method="link", reason="Clicked")
    take_over(cli, tmp_path, "acme", "rival")
    found = Attribution.objects.of(other_workspace).get(order__external_id="3")
    assert (found.creator.name, found.creator.workspace, found.method) == ("Ben Holt", other_workspace, "report")


def test_what_is_not_read_back_lies_apart(cli: Cli, programme: None, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    cli("--workspace", "acme", "export", "everything", "-o", archive)
    with zipfile.ZipFile(archive) as found:
        names = set(found.namelist())
        orders = list(csv.DictReader(io.StringIO(found.read("orders.csv").decode("utf-8-sig"))))
    assert {f"{name}.csv" for name in (*TABLES, "audience")} == {name for name in names if "/" not in name}
    assert {"other/links.csv", "other/clicks.csv", "other/relationships.csv", "other/messages.csv"} <= names
    assert (orders[0]["order_source"], orders[0]["subtotal"]) == ("shopify", "100.00")


def test_an_order_that_names_a_creator_of_nowhere_is_refused_with_the_cure(
    cli: Cli, programme: None, other_workspace: Workspace, tmp_path: Path
) -> None:
    out = tmp_path / "orders.csv"
    cli("--workspace", "acme", "export", "orders", "-o", out)
    done = json.loads(cli("--workspace", "rival", "import", out, "--json").stdout)
    assert done["created"] == 4
    assert all("import the creators first" in one["reason"] for one in done["rejected"])
    assert len(done["rejected"]) == 2
