"""The report as files: PDF for a board, CSV and XLSX for a finance person."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from groundswell.kit.errors import BadInput
from groundswell.kit.tables import write_table
from groundswell.reports.amounts import amount
from groundswell.reports.cohorts import words
from groundswell.reports.cohorts.told import Customers
from groundswell.reports.drawing import charts_of
from groundswell.reports.exchange import rates_in_words
from groundswell.reports.report import CampaignRow, CreatorRow, RoiReport, creator_dict
from groundswell.reports.rules import Figures
from groundswell.reports.sentences import METHOD, added_sentence, basis_sentence, cac_in_words, percent
from groundswell.reports.signs.beside import Beside
from groundswell.reports.signs.sign import COLUMNS as COLUMNS_OF_SIGNS
from groundswell.reports.signs.sign import Sign
from groundswell.reports.span import Span
from groundswell.reports.workbook import Workbook
from groundswell.reports.worth.told import Worth

LAYOUT = Path(__file__).parent / "layouts" / "roi.typ"
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
COLUMNS = (
    "creator", "external_id", "platform", "handle", "followers", "spend", "fee", "product", "shipping", "commission",
    "tools", "clicks", "orders", "net_revenue", "contribution", "profit", "roi", "roas", "cost_per_order",
    "engagement_rate", "engagement_low", "engagement_high", "engagement_posts", "tier", "tier_rate", "uplift", "currency",
)  # fmt: skip


def write_report(report: RoiReport, format: str, beside: Beside | None = None) -> bytes:
    """The report as "pdf", "csv" or "xlsx"; pdf and xlsx with what stands beside the money, where it is given."""
    if format not in CONTENT_TYPES:
        raise BadInput(f"“{format}” is not a format of this report.", where="format", cure="Use pdf, csv or xlsx.")
    if format == "pdf":
        return write_pdf(report, beside)
    if format == "xlsx":
        return Workbook(report, sheet_rows(report), beside).written()
    return write_table(sheet_rows(report), COLUMNS, format)


def sheet_rows(report: RoiReport) -> list[dict[str, Any]]:
    """One flat row per creator, in the published names."""
    rows = []
    for row in report.creators:
        published = creator_dict(row)
        engagement = published["engagement"]
        rate, tier_rate = engagement["rate"] or {}, engagement["tier_rate"] or {}
        rows.append(
            {
                **published,
                **published["spend_by_kind"],
                "creator": row.name,
                "external_id": row.external_id,
                "engagement_rate": rate.get("value"),
                "engagement_low": rate.get("low"),
                "engagement_high": rate.get("high"),
                "engagement_posts": rate.get("sample"),
                "tier": engagement["tier"],
                "tier_rate": tier_rate.get("value"),
                "uplift": engagement["uplift"],
                "currency": report.currency,
            }
        )
    return rows


def write_pdf(report: RoiReport, beside: Beside | None = None) -> bytes:
    document = {
        "title": report.title if report.period is None else f"{report.title}, {report.period}",
        "workspace": report.workspace,
        "currency": report.currency,
        "as_of": f"{report.as_of:%-d %B %Y, %H:%M} UTC",
        "cards": cards(report.totals),
        "charts": charts_of(report),
        "notes": list(report.notes),
        "sections": [
            range_section(report.span),
            campaign_section(report.campaigns),
            creator_section(report.creators),
            cohort_section(report.customers),
            unattributed_section(report),
            *converted_sections(report),
            *([] if beside is None else [sign_section(beside.signs), worth_section(beside.worth)]),
        ],
        "method": METHOD,
    }
    return typst.compile(LAYOUT, sys_inputs={"data": json.dumps(document)})


def cards(figures: Figures) -> list[dict[str, str]]:
    return [
        {"label": "Spend", "value": amount(figures.spend), "hint": f"{amount(figures.cost_per_order)} per order"},
        {
            "label": "Net revenue",
            "value": amount(figures.net_revenue),
            "hint": f"{figures.orders:,} orders, {figures.clicks:,} clicks",
        },
        {"label": "Contribution", "value": amount(figures.contribution), "hint": f"profit {amount(figures.profit)}"},
        {"label": "ROI", "value": percent(figures.roi), "hint": basis_sentence(figures)},
    ]


def range_section(span: Span) -> dict[str, Any]:
    """The same spend against each way of counting; what was added stands below as a sentence."""
    return {
        "title": "The return as a range",
        "empty": "",
        "columns": ["Counted by", "Orders", "Net revenue", "Profit", "ROI", "Per order", "Per new customer"],
        "rows": [
            [
                row.label,
                f"{row.figures.orders:,}",
                amount(row.figures.net_revenue),
                amount(row.figures.profit),
                percent(row.figures.roi),
                amount(row.figures.cost_per_order),
                cac_in_words(row),
            ]
            for row in span.counted
        ],
        "note": f"Incremental: {added_sentence(span)}",
    }


def campaign_section(rows: Sequence[CampaignRow]) -> dict[str, Any]:
    return {
        "title": "Campaigns",
        "empty": "No campaign has cost or brought anything yet.",
        "columns": ["Campaign", "Spend", "Orders", "Net revenue", "Profit", "ROI"],
        "rows": [[row.name, *money_cells(row.figures)] for row in rows],
    }


def creator_section(rows: Sequence[CreatorRow]) -> dict[str, Any]:
    return {
        "title": "Creators",
        "empty": "No creator has cost or brought anything yet.",
        "columns": ["Creator", "Spend", "Orders", "Net revenue", "Profit", "ROI", "Engagement against tier"],
        "rows": [[row.name, *money_cells(row.figures), percent(row.engagement.uplift)] for row in rows],
    }


def money_cells(figures: Figures) -> list[str]:
    return [
        amount(figures.spend),
        f"{figures.orders:,}",
        amount(figures.net_revenue),
        amount(figures.profit),
        percent(figures.roi),
    ]


def unattributed_section(report: RoiReport) -> dict[str, Any]:
    return {
        "title": "Orders owed to no creator",
        "empty": "None: every order here is owed to a creator.",
        "columns": ["Channel", "Orders", "Net revenue"],
        "rows": [
            [row.channel or "not named", f"{row.orders:,}", amount(row.net_revenue)] for row in report.unattributed
        ],
    }


def cohort_section(customers: Customers) -> dict[str, Any]:
    return {
        "title": "Customers: who came back, and when the spend was paid back",
        "empty": "No order owed to a creator names its buyer.",
        "columns": list(words.COLUMNS),
        "rows": words.cohort_rows(customers),
        "note": " ".join([*words.payback_lines(customers), *words.apart_lines(customers)]),
    }


def sign_section(signs: Sequence[Sign]) -> dict[str, Any]:
    return {
        "title": "Beside the money: what moved, in no sum",
        "empty": "",
        "columns": list(COLUMNS_OF_SIGNS),
        "rows": [one.cells for one in signs],
        "says": True,
    }


def worth_section(worth: Worth) -> dict[str, Any]:
    """Each assumption with who says so; the two answers stand below as sentences."""
    return {
        "title": "On assumptions: army or giant, and media value",
        "empty": "",
        "columns": ["Assumed", "From", "To", "In", "Who says so"],
        "rows": [
            [one.label, one.low_text or "—", one.high_text or "—", one.unit, one.said]
            for one in worth.assumed.values()
        ],
        "note": " ".join(worth.sentences),
        "says": True,
    }  # fmt: skip


def converted_sections(report: RoiReport) -> list[dict[str, Any]]:
    """What was converted at which rates, and what is held apart; neither without amounts in other currencies."""
    rows = [
        [row.currency, f"{row.orders:,}", amount(row.net_revenue), amount(row.net_converted), amount(row.spend),
         amount(row.spend_converted), rates_in_words(row)]
        for row in report.converted
    ]  # fmt: skip
    unit = report.currency
    columns = ["Currency", "Orders", "Net revenue", f"in {unit}", "Spend", f"in {unit}", "Rates, of the days, source"]
    apart = [
        [row.currency, f"{row.orders:,}", amount(row.net_revenue), amount(row.spend), row.reason]
        for row in report.foreign
    ]
    sections = [
        {"title": "Converted, each row at the rate of its day", "empty": "", "columns": columns, "rows": rows},
        {
            "title": "Held apart: no exchange rate",
            "empty": "",
            "columns": ["Currency", "Orders", "Net revenue", "Spend", "Why"],
            "rows": apart,
        },
    ]
    return [section for section in sections if section["rows"]]
