"""The files a board gets, from orders to the last cell: the figures by hand stand in `test_roi_range`."""

import io
import zipfile
from collections.abc import Callable

from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from groundswell.campaigns.models import Campaign
from groundswell.web.tests.test_roi_range import campaign

__all__ = ["campaign"]


def test_the_workbook_holds_numbers_and_sums_over_its_rows(
    campaign: Campaign, member_client: Callable[..., Client]
) -> None:
    """Ana cost 200.00 and all together 40.00; 280.00 came in: profit 168 - 240 = -72.00, ROI -30 %."""
    answer = member_client("analyst").get("/w/acme/roi/file.xlsx?campaign=autumn")

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    summary = book.get_sheet_by_name("Summary").to_python()
    told = {row[0]: row[1] for row in summary if row[0]}
    assert book.sheet_names == ["Summary", "Creators", "Campaigns", "Customers", "Signs", "Assumptions", "Method"]
    assert [told[name] for name in ("Spend", "Orders", "Net revenue", "Gross margin", "Profit", "ROI")] == [
        240.0, 5.0, 280.0, 0.6, -72.0, -0.3,
    ]  # fmt: skip
    ways = {row[0]: row[1:8] for row in summary if row[0] in ("Link only", "Code only", "Union, each once")}
    assert ways["Link only"][:5] == [2.0, 150.0, 90.0, -150.0, -0.625]
    assert ways["Code only"][:5] == [4.0, 230.0, 138.0, -102.0, -0.425]
    assert ways["Union, each once"][:5] == [5.0, 280.0, 168.0, -72.0, -0.3]
    assert told["Incremental"] == "Cannot tell: no lift was measured and kept."
    creators = book.get_sheet_by_name("Creators").to_python()
    assert [(row[0], row[6], row[8]) for row in creators[1:]] == [
        ("Ana", 200.0, 280.0), ("Not tied to a creator", 40.0, 0.0),
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    for formula in ("SUM(Creators!G2:G3)", "SUM(Creators!I2:I3)", "ROUND(B6*B7,2)-B4", "B8/B4", "B6/B4"):
        assert f"<f>{formula}</f>" in sheet


def test_the_pdf_says_the_figures(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    content = member_client("analyst").get("/w/acme/roi/file.pdf?campaign=autumn").content

    said = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    assert "Link only 2 150.00 −150.00 −62 % 120.00 240.00" in said
    assert "Code only 4 230.00 −102.00 −42 % 60.00 at most 120.00" in said
    assert "Union, each once 5 280.00 −72.00 −30 % 48.00 at most 120.00" in said
    assert "Incremental: Cannot tell: no lift was measured and kept." in said
    assert "Net revenue owed to creators, by day" in said
    assert "ROI as a range Link only −62 % Code only −42 % Union, each once −30 %" in said
    assert "Ana 280.00 · profit" in said
