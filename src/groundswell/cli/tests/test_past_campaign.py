"""A past campaign in four files, brought in by command: revenue and cost per creator equal a calculation by hand."""

import json
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost
from groundswell.links.models import Attribution, Order

Cli = Callable[..., Any]

CREATORS = """influencer_id,name,category,gender,follower_count,platform
1,Ana Prado,Fitness,Female,36225,YouTube
2,Ben Okoro,Nutrition,Male,156316,Instagram
3,Chidi Lee,Nutrition,Other,8518,Instagram
"""
POSTS = """post_id,influencer_id,platform,post_date,post_url,caption,reach,likes,comments
1,1,YouTube,2025-04-22,https://video.example/1,First,5635,216,7
2,2,Instagram,2025-05-22,https://photo.example/2,Second,1295,910,88
"""
# Ids are floats because the column has gaps; paid-ad and organic rows name nobody.
TRACKING = """tracking_id,source,campaign,influencer_id,user_id,product,transaction_date,orders,revenue
1,paid_ad,Summer_Sale,,u-1,Biotin,2025-05-17,1,3476.85
2,influencer,Growth,2.0,u-2,Whey,2025-05-09,1,4200.49
3,influencer,Growth,1.0,u-3,Milk,2025-06-13,3,2568.83
4,influencer,Summer_Sale,1.0,u-4,Milk,2025-05-09,1,3427.06
5,organic,Summer_Sale,,u-5,Biotin,2025-06-23,1,3789.62
6,influencer,Growth,2.0,u-6,Whey,2025-07-09,2,0.01
"""
PAYOUTS = """payout_id,influencer_id,basis,rate,orders,total_payout
1,1,per_post,8410.13,,8410.13
2,2,per_order,39.58,3.0,118.74
3,3,per_post,50,,50
"""
HAND = {
    "Ana Prado": {"revenue": Decimal("5995.89"), "orders": 4, "cost": Decimal("8410.13")},
    "Ben Okoro": {"revenue": Decimal("4200.50"), "orders": 3, "cost": Decimal("118.74")},
    "Chidi Lee": {"revenue": Decimal("0"), "orders": 0, "cost": Decimal("50.00")},
}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Named so that the shell's alphabetical order is not the order in which they can be read."""
    named = {"a_payouts.csv": PAYOUTS, "b_tracking.csv": TRACKING, "c_posts.csv": POSTS, "d_influencers.csv": CREATORS}
    for name, text in named.items():
        (tmp_path / name).write_text(text)
    return sorted(tmp_path.iterdir())


def test_revenue_and_cost_per_creator(cli: Cli, workspace: Workspace, files: list[Path]) -> None:
    assert cli("import", *files, "--json").exit_code == 0
    found: dict[str, dict[str, Any]] = {name: {"revenue": Decimal(0), "orders": 0, "cost": Decimal(0)} for name in HAND}
    for row in Attribution.objects.of(workspace).select_related("creator", "order"):
        found[row.creator.name]["revenue"] += row.order.net
        found[row.creator.name]["orders"] += row.order.order_count
    for cost in Cost.objects.of(workspace).select_related("creator"):
        assert cost.creator is not None
        found[cost.creator.name]["cost"] += cost.amount
    assert found == HAND


def test_rows_without_a_creator_are_orders_of_their_channel_and_nobodys(
    cli: Cli, workspace: Workspace, files: list[Path]
) -> None:
    cli("import", *files)
    nobodys: dict[str, Decimal] = defaultdict(Decimal)
    for order in Order.objects.of(workspace).filter(attribution=None):
        nobodys[order.channel] += order.net
    assert nobodys == {"paid_ad": Decimal("3476.85"), "organic": Decimal("3789.62")}
    assert sorted(Campaign.objects.of(workspace).values_list("name", flat=True)) == ["Growth", "Summer_Sale"]
    assert sorted(Cost.objects.of(workspace).values_list("kind", flat=True)) == ["commission", "fee", "fee"]


def test_the_same_files_again_change_nothing(cli: Cli, workspace: Workspace, files: list[Path]) -> None:
    cli("import", *files)
    for document in _documents(cli("import", *files, "--json").stdout):
        assert (document["created"], document["updated"]) == (0, 0)
    assert (Order.objects.of(workspace).count(), Cost.objects.of(workspace).count()) == (6, 3)


def test_the_roi_report_says_the_same(cli: Cli, workspace: Workspace, files: list[Path]) -> None:
    cli("import", *files)
    report = json.loads(cli("reports", "roi", "--json").stdout)
    rows = {row["creator"]["name"]: row for row in report["creators"]}
    for name, hand in HAND.items():
        assert Decimal(str(rows[name]["net_revenue"])) == hand["revenue"]
        assert Decimal(str(rows[name]["spend"])) == hand["cost"]
        assert rows[name]["orders"] == hand["orders"]
    assert rows["Ben Okoro"]["roi"] == pytest.approx(
        float((Decimal("4200.50") - Decimal("118.74")) / Decimal("118.74"))
    )


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("7,influencer,Growth,99.0,u-7,Whey,2025-07-09,1,10.00", "There is no creator with the id 99"),
        ("7,influencer,Growth,1.0,u-7,Whey,2025-07-09,1,-10.00", "below zero"),
        ("7,influencer,Growth,1.0,u-7,Whey,2025-07-09,1,", "no revenue"),
        ("7,influencer,Growth,1.0,u-7,Whey,soon,1,10.00", "transaction_date"),
    ],
)
def test_a_bad_row_is_named_with_its_reason_and_the_others_are_taken(
    cli: Cli, workspace: Workspace, files: list[Path], bad: str, reason: str
) -> None:
    files[1].write_text(TRACKING + bad + "\n")
    documents = _documents(cli("import", *files, "--json").stdout)
    [rejected] = next(document["rejected"] for document in documents if document["kind"] == "conversions")
    assert rejected["row"] == 7
    assert reason in rejected["reason"]
    assert Order.objects.of(workspace).count() == 6


def _documents(text: str) -> list[dict[str, Any]]:
    parsed = json.loads(text)
    return (
        parsed["files"]
        if isinstance(parsed, dict) and "files" in parsed
        else parsed
        if isinstance(parsed, list)
        else [parsed]
    )
