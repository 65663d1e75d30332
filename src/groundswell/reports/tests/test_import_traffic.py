"""Visits from files of GA4, Plausible and Matomo: kept once, by source, never added over sources."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.runs import run_import
from groundswell.reports.models import TrafficDay
from groundswell.reports.queries import landing_trends

# Header names are GA4's own; the rows are made up.
GA4 = """# GA4 export
# Start date: 20260301
Date,Landing page + query string,Session source / medium,Sessions,Key events
20260301,/shoes?cid=abcdefghijkl,instagram / social,10,2
20260301,/shoes,google / organic,5,0
20260302,/shoes,google / organic,7,0
"""
PLAUSIBLE = "date,entry_page,visitors,entrances\n2026-03-01,/shoes,9,11\n"
MATOMO = "date,Entry page URL,entry_nb_visits\n2026-03-01,/shoes,13\n"


def bring(workspace: Workspace, folder: Path, name: str, text: str) -> tuple[int, int, int, int]:
    path = folder / name
    path.write_text(text)
    run = run_import(workspace=workspace, path=path)
    return run.created, run.updated, run.unchanged, len(run.rejected)


def test_each_source_is_kept_apart_and_a_file_is_read_once(workspace: Workspace, tmp_path: Path) -> None:
    assert bring(workspace, tmp_path, "ga4.csv", GA4) == (3, 0, 0, 0)
    assert bring(workspace, tmp_path, "ga4-again.csv", GA4) == (0, 0, 3, 0)
    assert bring(workspace, tmp_path, "plausible.csv", PLAUSIBLE) == (1, 0, 0, 0)
    assert bring(workspace, tmp_path, "matomo.csv", MATOMO) == (1, 0, 0, 0)
    rows = TrafficDay.objects.filter(day=date(2026, 3, 1)).order_by("source", "visits")
    assert list(rows.values_list("source", "page", "visits")) == [
        ("GA4", "/shoes", 5), ("GA4", "/shoes", 10), ("Matomo", "/shoes", 13), ("Plausible", "/shoes", 11),
    ]  # fmt: skip
    shown = [(row.source, row.page, row.visits) for row in landing_trends(workspace, date(2026, 3, 1))]
    assert shown == [("GA4", "/shoes", 22), ("Matomo", "/shoes", 13), ("Plausible", "/shoes", 11)]


def test_a_corrected_file_corrects(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path, "ga4.csv", GA4)
    assert bring(workspace, tmp_path, "later.csv", GA4.replace("organic,7,0", "organic,8,0")) == (0, 1, 2, 0)
    assert TrafficDay.objects.get(day=date(2026, 3, 2)).visits == 8


def test_rows_without_a_day_are_refused_with_the_cure(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "overview.csv"
    path.write_text("Landing page,Sessions,Active users\n/shoes,12,7\n")
    run = run_import(workspace=workspace, path=path)
    assert (run.created, len(run.rejected)) == (0, 1)
    assert "export by landing page and date" in run.rejected[0]["reason"]


@pytest.mark.parametrize("jump", [0, 30])
def test_a_file_is_held_against_its_own_days(workspace: Workspace, tmp_path: Path, jump: int) -> None:
    first = date(2026, 1, 1)
    lines = ["Date,Landing page,Sessions"]
    for n in range(74):
        usual = 50 + (n * 37 % 11) - 5
        lines.append(f"{first + timedelta(days=n):%Y%m%d},/shoes,{usual + (jump if n >= 60 else 0)}")
    bring(workspace, tmp_path, "ga4.csv", "\n".join(lines) + "\n")
    [row] = landing_trends(workspace, first + timedelta(days=60))
    assert (row.verdict.value == "lift") is bool(jump)
    assert row.last == date(2026, 3, 15)
