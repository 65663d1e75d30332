"""Where the charts of the PDF are drawn, by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from groundswell.reports.cohorts.payback import Payback
from groundswell.reports.cohorts.told import Customers
from groundswell.reports.drawing import Told, charts_of, day_columns, horizontal
from groundswell.reports.report import CampaignRow, Day, Held, RoiReport
from groundswell.reports.rules import Figures
from groundswell.reports.span import Counted, Span

NOBODY = Payback(spend=Decimal(0))
EMPTY = RoiReport(
    workspace="acme", campaign=None, title="Acme", currency="USD", as_of=datetime(2026, 6, 1, tzinfo=UTC), period=None,
    totals=Figures(), span=Span(counted=[Counted(key="union", figures=Figures())], both=Counted(key="both", figures=Figures()), added=None, why_not_added=""),
    creators=[], campaigns=[], unattributed=[], unproven=[], converted=[], foreign=[], held=Held(), days=[],
    follow=lambda: Customers(cohorts=[], anonymous=0, without_rate=0, owed=NOBODY, followed=NOBODY), notes=[],
)  # fmt: skip


def sold(first: date, amounts: Sequence[int]) -> list[Day]:
    return [
        Day(day=first + timedelta(days=at), net_revenue=Decimal(net), orders=1, clicks=0)
        for at, net in enumerate(amounts)
        if net
    ]


def test_nothing_is_drawn_of_nothing() -> None:
    assert charts_of(EMPTY) == {"days": None, "bars": []}


def test_days_by_hand() -> None:
    """100, nothing, 50, -25 on four days: the plot reaches from -25 to 100, so nought lies at 25 / 125 = 0.2."""
    start = CampaignRow(slug="a", name="May", figures=Figures(), starts_on=date(2026, 5, 3))
    drawn = day_columns(replace(EMPTY, days=sold(date(2026, 5, 1), (100, 0, 50, -25)), campaigns=[start]))

    assert drawn is not None
    assert drawn["columns"] == [[0.0, 0.2, 1.0], [0.25, 0.2, 0.2], [0.5, 0.2, 0.6], [0.75, 0.0, 0.2]]
    assert drawn["marks"] == [{"at": 0.5, "label": "May starts"}]
    assert (drawn["first"], drawn["last"], drawn["note"]) == ("1 May 2026", "4 May 2026", "")


@pytest.mark.parametrize(
    ("days", "columns", "word", "note"),
    [
        (120, 120, "day", ""),
        (121, 18, "7 days", "The last column holds 2 of 7 days. "),  # 17 weeks are 119 days
        (840, 120, "7 days", ""),
        (841, 31, "28 days", "The last column holds 1 of 28 days. "),
    ],
)
def test_long_times_are_drawn_by_more_days(days: int, columns: int, word: str, note: str) -> None:
    drawn = day_columns(replace(EMPTY, days=sold(date(2024, 1, 1), [7] * days)))

    assert drawn is not None
    assert (len(drawn["columns"]), drawn["title"]) == (columns, f"Net revenue owed to creators, by {word}")
    assert drawn["note"] == f"{note}No campaign with a known first day started in these days."


def test_bars_by_hand() -> None:
    """-0.5 and 1.5 with an interval to 2: nought lies at 0.5 / 2.5 = 0.2, 1.5 at 0.8."""
    rows = [
        Told(label="a", value=-0.5, text="−50 %"), Told(label="b", value=1.5, text="+150 %", low=1.0, high=2.0),
    ]  # fmt: skip
    drawn = horizontal("ROI", rows, "")

    assert drawn is not None
    assert drawn["zero"] == 0.2
    assert [(row["from"], row["to"], row["low"], row["high"], row["tone"]) for row in drawn["rows"]] == [
        (0.0, 0.2, None, None, "bad"), (0.2, 0.8, 0.6, 1.0, "good"),
    ]  # fmt: skip


def test_bars_that_are_all_nought_have_room() -> None:
    drawn = horizontal("Revenue", [Told(label="a", value=0.0, text="0")], "")

    assert drawn is not None
    assert (drawn["rows"][0]["from"], drawn["rows"][0]["to"]) == (0.0, 0.0)
