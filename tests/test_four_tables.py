"""The four tables a marketer already has, in one command, and the ROI per creator equal to a calculation by hand.

By hand, from tests/files/four_tables (no margin is known, so profit is net revenue less spend):

| creator | revenue                          | orders | payout | ROI                             |
|---------|----------------------------------|--------|--------|---------------------------------|
| Mara    | 120.50 + 240.00 + 99.99 = 460.49 | 4      | 200.00 | (460.49 - 200) / 200 = 1.30245  |
| Ivo     | 310.10                           | 3      | 118.74 | 191.36 / 118.74 = 1.611588...   |
| Ada     | 80.00 + 70.01 = 150.01           | 2      | 300.25 | -150.24 / 300.25 = -0.500383... |
| Bo      | 0                                | 0      | 50.00  | -1                              |

The row of influencer 9, whom no file introduces, is refused; paid ads and organic orders are owed to nobody.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FILES = sorted((Path(__file__).parent / "files" / "four_tables").glob("*.csv"))
BY_HAND = {
    "1": ("Mara Quill", 200.00, 4, 460.49, 260.49 / 200.00),
    "2": ("Ivo Lind", 118.74, 3, 310.10, 191.36 / 118.74),
    "3": ("Okoro, Ada", 300.25, 2, 150.01, -150.24 / 300.25),
    "4": ("Bo Castell", 50.00, 0, 0.00, -1.0),
}


@pytest.fixture
def imported(cli: Callable[..., Any], workspace: Any) -> dict[str, dict[str, Any]]:
    """File name to what the import said of it."""
    result = cli("--workspace", workspace.slug, "import", *map(str, FILES), "--json")
    assert result.exit_code == 0, result.stderr
    return {Path(answer["file"]).name: answer for answer in json.loads(result.stdout)["files"]}


def roi(cli: Callable[..., Any], workspace: Any, *options: str) -> dict[str, Any]:
    result = cli("--workspace", workspace.slug, "reports", "roi", "--json", *options)
    assert result.exit_code == 0, result.stderr
    document: dict[str, Any] = json.loads(result.stdout)
    return document


@pytest.mark.django_db
def test_each_file_is_known_by_its_header(imported: dict[str, dict[str, Any]]) -> None:
    told = {name: (answer["kind"], answer["rows"], answer["created"]) for name, answer in imported.items()}

    assert told == {
        "influencers.csv": ("creators", 4, 4),
        "posts.csv": ("posts", 4, 4),
        "payouts.csv": ("payouts", 4, 4),
        "tracking_data.csv": ("conversions", 9, 8),
    }
    (refused,) = imported["tracking_data.csv"]["rejected"]
    assert refused["row"] == 9
    assert "9" in refused["reason"]


@pytest.mark.django_db
def test_the_roi_per_creator_is_the_one_by_hand(
    imported: dict[str, Any], cli: Callable[..., Any], workspace: Any
) -> None:
    report = roi(cli, workspace)

    told = {
        row["creator"]["external_id"]: (
            row["creator"]["name"],
            row["spend"],
            row["orders"],
            row["net_revenue"],
            pytest.approx(row["roi"], abs=1e-12),
        )
        for row in report["creators"]
    }
    assert told == BY_HAND
    assert report["basis"] == "net_revenue"
    assert report["totals"]["spend"] == 668.99
    assert report["totals"]["net_revenue"] == 920.60
    assert report["totals"]["orders"] == 9
    assert report["unattributed"] == [
        {"channel": "organic", "orders": 4, "net_revenue": 400.25},
        {"channel": "paid_ad", "orders": 1, "net_revenue": 55.0},
    ]


@pytest.mark.django_db
def test_engagement_and_uplift_by_hand(imported: dict[str, Any], cli: Callable[..., Any], workspace: Any) -> None:
    """Mara: posts of 1000 and 1600 engagements on 20,000 followers = 5 % and 8 %, mean 6.5 %."""
    (mara,) = [row for row in roi(cli, workspace)["creators"] if row["creator"]["name"] == "Mara Quill"]

    assert mara["engagement"]["rate"]["value"] == pytest.approx(0.065)
    assert mara["engagement"]["rate"]["sample"] == 2
    assert mara["engagement"]["tier"] == "micro"
    # Micro accounts here: Mara 6.5 %, Ivo 320 / 8000 = 4 %, Ada 2560 / 64000 = 4 %: the median is 4 %.
    assert mara["engagement"]["tier_rate"]["value"] == pytest.approx(0.04)
    assert mara["engagement"]["uplift"] == pytest.approx(0.065 / 0.04 - 1)


@pytest.mark.django_db
def test_a_campaign_alone(imported: dict[str, Any], cli: Callable[..., Any], workspace: Any) -> None:
    """Payout files name no campaign, so a campaign has revenue and no spend, and no ROI is made up for it."""
    campaigns = {row["name"]: row for row in roi(cli, workspace)["campaigns"]}
    spring = roi(cli, workspace, "--campaign", campaigns["Spring_Launch"]["slug"])

    assert {row["creator"]["external_id"]: row["net_revenue"] for row in spring["creators"]} == {"1": 360.5, "2": 310.1}
    assert spring["totals"]["roi"] is None
    assert campaigns["Not tied to a campaign"]["spend"] == 668.99


@pytest.mark.django_db
def test_importing_again_changes_nothing(imported: dict[str, Any], cli: Callable[..., Any], workspace: Any) -> None:
    before = roi(cli, workspace)
    result = cli("--workspace", workspace.slug, "import", *map(str, FILES), "--json")

    again = json.loads(result.stdout)["files"]
    assert [(answer["created"], answer["updated"]) for answer in again] == [(0, 0)] * 4
    after = roi(cli, workspace)
    assert {**after, "as_of": ""} == {**before, "as_of": ""}


@pytest.mark.django_db
def test_the_margin_turns_revenue_into_contribution(
    imported: dict[str, Any], cli: Callable[..., Any], workspace: Any
) -> None:
    workspace.gross_margin = "0.5000"
    workspace.save()
    (mara,) = [row for row in roi(cli, workspace)["creators"] if row["creator"]["name"] == "Mara Quill"]

    # 460.49 / 2 = 230.245, to the even cent 230.24
    assert mara["contribution"] == 230.24
    assert mara["profit"] == 30.24
    assert mara["roi"] == pytest.approx(0.1512)


@pytest.mark.django_db
@pytest.mark.parametrize(("suffix", "start"), [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfcreator,")])
def test_the_report_as_a_file(
    imported: dict[str, Any], cli: Callable[..., Any], workspace: Any, tmp_path: Path, suffix: str, start: bytes
) -> None:
    out = tmp_path / f"roi.{suffix}"
    result = cli("--workspace", workspace.slug, "reports", "roi", "-o", str(out))

    assert result.exit_code == 0, result.stderr
    assert out.read_bytes().startswith(start)


@pytest.mark.django_db
def test_an_unknown_campaign_or_format_is_refused(cli: Callable[..., Any], workspace: Any, tmp_path: Path) -> None:
    unknown = cli("--workspace", workspace.slug, "reports", "roi", "--campaign", "nothing", "--json")
    assert unknown.exit_code == 2
    assert json.loads(unknown.stderr)["error"] == "not_found"

    out = tmp_path / "roi.docx"
    odd = cli("--workspace", workspace.slug, "reports", "roi", "-o", str(out))
    assert odd.exit_code == 2
    assert not out.exists()
