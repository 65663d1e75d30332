"""The report as a workbook that a finance person can check: figures are numbers, and the sums are formulas over the rows."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from groundswell.kit.tables import neutral
from groundswell.reports.cohorts import words
from groundswell.reports.report import RoiReport, figures_dict
from groundswell.reports.sentences import METHOD, added_sentence
from groundswell.reports.signs.beside import Beside
from groundswell.reports.signs.sign import COLUMNS, Sign
from groundswell.reports.worth.told import Worth

SPEND = ("fee", "product", "shipping", "commission", "tools")
FIGURES = ("Spend", "Orders", "Net revenue", "Contribution", "Profit", "ROI", "ROAS", "Per order")
MONEY, COUNT, SHARE, TIMES, RATE = "#,##0.00;[Red]-#,##0.00", "#,##0", "0.0%", "0.00", "0.000000"
CREATORS = "Creators"
FIRST = 1  # the row below the headers, counted from nought


class Workbook:
    """The sheets Summary, Creators, Campaigns, Customers, Rates (where something was converted), Signs, Assumptions
    and Method."""

    def __init__(self, report: RoiReport, rows: Sequence[dict[str, Any]], beside: Beside | None = None) -> None:
        self.report, self.rows, self.beside = report, rows, beside
        self.file = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.file, {"in_memory": True})
        self.formats = {text: self.book.add_format({"num_format": text}) for text in (MONEY, COUNT, SHARE, TIMES, RATE)}
        self.bold = self.book.add_format({"bold": True})
        self.title = self.book.add_format({"bold": True, "font_size": 16})

    def written(self) -> bytes:
        summary = self.book.add_worksheet("Summary")
        unnamed = self._creators()
        self._campaigns()
        self._customers()
        self._summary(summary, unnamed)
        self._rates()
        if self.beside is not None:
            self._signs(self.beside.signs)
            self._assumed(self.beside.worth)
        self._method()
        self.book.close()
        return self.file.getvalue()

    def _creators(self) -> int:
        """One row per creator and one for what was spent on all together; the last row in use."""
        sheet = self.book.add_worksheet(CREATORS)
        headers = ["Creator", *(kind.capitalize() for kind in SPEND), *FIGURES]
        self._head(sheet, headers, widths=(28, 12))
        line = FIRST
        parts = [(row["creator"], row) for row in self.rows]
        rest = self._not_tied()
        for name, row in [*parts, *([("Not tied to a creator", rest)] if rest else [])]:
            sheet.write_string(line, 0, neutral(name))
            for place, kind in enumerate(SPEND, start=1):
                sheet.write_number(line, place, row.get(kind) or 0, self.formats[MONEY])
            excel = line + 1
            sheet.write_formula(line, 6, f"=SUM(B{excel}:F{excel})", self.formats[MONEY], row["spend"])
            self._figures(sheet, line, 7, row)
            line += 1
        return line

    def _not_tied(self) -> dict[str, Any]:
        """What the totals hold beyond the named creators; empty when there is nothing."""
        totals = {**figures_dict(self.report.totals), **figures_dict(self.report.totals)["spend_by_kind"]}
        rest = {
            name: round((totals.get(name) or 0) - sum(row.get(name) or 0 for row in self.rows), 2)
            for name in (*SPEND, "spend", "orders", "net_revenue", "contribution", "profit")
        }
        if not any(rest.values()):
            return {}
        if totals["contribution"] is None:
            rest["contribution"] = None  # unknown is not nought
        return rest

    def _campaigns(self) -> None:
        sheet = self.book.add_worksheet("Campaigns")
        self._head(sheet, ["Campaign", *FIGURES], widths=(32, 13))
        for line, row in enumerate(self.report.campaigns, start=FIRST):
            figures = figures_dict(row.figures)
            sheet.write_string(line, 0, neutral(row.name))
            sheet.write_number(line, 1, figures["spend"], self.formats[MONEY])
            self._figures(sheet, line, 2, figures)

    def _figures(self, sheet: Any, line: int, first: int, row: dict[str, Any]) -> None:
        names = ("orders", "net_revenue", "contribution", "profit", "roi", "roas", "cost_per_order")
        looks = (COUNT, MONEY, MONEY, MONEY, SHARE, TIMES, MONEY)
        for place, (name, look) in enumerate(zip(names, looks, strict=True), start=first):
            if row.get(name) is not None:
                sheet.write_number(line, place, row[name], self.formats[look])

    def _summary(self, sheet: Any, last: int) -> None:
        report = self.report
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 10, 15)
        sheet.write_string(0, 0, neutral(report.title), self.title)
        sheet.write_string(1, 0, f"Amounts in {report.currency}, as of {report.as_of:%Y-%m-%d %H:%M} UTC")
        totals, span = report.totals, report.span
        for line, (label, column, value, look) in enumerate(
            (
                ("Spend", "G", float(totals.spend), MONEY),
                ("Orders", "H", float(totals.orders), COUNT),
                ("Net revenue", "I", float(totals.net_revenue), MONEY),
            ),
            start=3,
        ):
            sheet.write_url(line, 0, f"internal:'{CREATORS}'!{column}1", string=label)
            formula = f"=SUM({CREATORS}!{column}2:{column}{max(last, 2)})"
            sheet.write_formula(line, 1, formula, self.formats[look], value)
        if totals.margin is None:
            sheet.write_string(6, 0, "Gross margin")
            sheet.write_string(6, 1, "not known: profit is on net revenue")
            brought = "B6"
        else:
            sheet.write_string(6, 0, "Gross margin")
            sheet.write_number(6, 1, float(totals.margin), self.formats[SHARE])
            brought = "ROUND(B6*B7,2)"
        self._derived(sheet, brought)
        self._ways(sheet, 13)
        sheet.write_string(18, 0, "Incremental", self.bold)
        sheet.write_string(18, 1, neutral(added_sentence(span)))
        for line, note in enumerate(report.notes, start=20):
            sheet.write_string(line, 0, neutral(note))

    def _derived(self, sheet: Any, brought: str) -> None:
        totals = self.report.totals
        sheet.write_string(7, 0, "Profit")
        sheet.write_formula(7, 1, f"={brought}-B4", self.formats[MONEY], float(totals.profit))
        if totals.roi is not None and totals.roas is not None:
            sheet.write_string(8, 0, "ROI")
            sheet.write_formula(8, 1, "=B8/B4", self.formats[SHARE], totals.roi)
            sheet.write_string(9, 0, "ROAS")
            sheet.write_formula(9, 1, "=B6/B4", self.formats[TIMES], totals.roas)

    def _ways(self, sheet: Any, line: int) -> None:
        """The range, one row for each way of counting."""
        headers = ["Counted by", "Orders", "Net revenue", "Contribution", "Profit", "ROI", "ROAS", "Per order"]
        for place, header in enumerate([*headers, "New customers", "Per new customer"]):
            sheet.write_string(line, place, header, self.bold)
        for below, row in enumerate(self.report.span.counted, start=line + 1):
            sheet.write_string(below, 0, row.label)
            self._figures(sheet, below, 1, figures_dict(row.figures))
            if row.knows_buyers:
                sheet.write_number(below, 8, row.new, self.formats[COUNT])
            if row.cac is not None:
                sheet.write_number(below, 9, float(row.cac), self.formats[MONEY])

    def _customers(self) -> None:
        """One row per cohort and horizon that it is old enough for, then when the spend was paid back."""
        sheet = self.book.add_worksheet("Customers")
        money = ("Revenue each", "low", "high", "Contribution each", "low", "high")
        headers = [
            "First order in",
            "Customers",
            "Bought before",
            "After days",
            "Came back",
            "Repeat rate",
            "low",
            "high",
        ]
        self._head(sheet, [*headers, "Revenue of all", *money], widths=(16, 13))
        line = FIRST
        for cohort in self.report.customers.cohorts:
            for worth in cohort.told:
                counts = (cohort.size, cohort.before, worth.days, worth.came_back)
                estimates = (worth.revenue, worth.contribution)
                cells: list[tuple[float | None, str]] = [(count, COUNT) for count in counts]
                cells += [(end, SHARE) for end in (worth.repeat.value, worth.repeat.low, worth.repeat.high)]
                cells += [(float(worth.net), MONEY)]
                cells += [(end, MONEY) for one in estimates if one for end in (one.value, one.low, one.high)]
                sheet.write_string(line, 0, cohort.key)
                for place, (value, look) in enumerate(cells, start=1):
                    if value is not None:
                        sheet.write_number(line, place, value, self.formats[look])
                line += 1
        said = [*words.payback_lines(self.report.customers), *words.apart_lines(self.report.customers)]
        for below, sentence in enumerate(said, start=line + 1):
            sheet.write_string(below, 0, neutral(sentence))

    def _rates(self) -> None:
        """Every rate that was used."""
        if not self.report.converted:
            return
        sheet = self.book.add_worksheet("Rates")
        self._head(sheet, ["Currency", "Day of the rate", f"In {self.report.currency}", "Source"], widths=(12, 18))
        used = [(row.currency, one) for row in self.report.converted for one in row.rates]
        for line, (currency, one) in enumerate(used, start=FIRST):
            sheet.write_string(line, 0, currency)
            sheet.write_string(line, 1, one.day.isoformat())
            sheet.write_number(line, 2, float(one.rate), self.formats[RATE])
            sheet.write_string(line, 3, neutral(one.source or "not named"))

    def _signs(self, signs: Sequence[Sign]) -> None:
        """What moved besides money, in no sum; a figure that cannot be told is an empty cell."""
        sheet = self.book.add_worksheet("Signs")
        self._head(sheet, [*COLUMNS, "Value", "From", "To", "In", "Verdict"], widths=(40, 18))
        for line, one in enumerate(signs, start=FIRST):
            for place, text in enumerate([*one.cells, "", "", "", one.unit, one.verdict]):
                sheet.write_string(line, place, neutral(text))
            for place, value in ((5, one.value), (6, one.low), (7, one.high)):
                if value is not None:
                    sheet.write_number(line, place, value)

    def _assumed(self, worth: Worth) -> None:
        """What is assumed, then the answers that rest on it."""
        sheet = self.book.add_worksheet("Assumptions")
        self._head(sheet, ["What", "From", "To", "In", "Who says so"], widths=(40, 18))
        line = FIRST
        for one in worth.assumed.values():
            for place, value in ((1, one.low), (2, one.high)):
                if value is not None:
                    sheet.write_number(line, place, float(value))
            for place, text in ((0, one.label), (3, one.unit), (4, one.said)):
                sheet.write_string(line, place, neutral(text))
            line += 1
        for below, sentence in enumerate(worth.sentences, start=line + 1):
            sheet.write_string(below, 0, neutral(sentence))

    def _method(self) -> None:
        sheet = self.book.add_worksheet("Method")
        sheet.set_column(0, 0, 120)
        for line, sentence in enumerate(METHOD):
            sheet.write_string(line, 0, neutral(sentence))

    def _head(self, sheet: Any, headers: Sequence[str], widths: tuple[int, int]) -> None:
        sheet.set_column(0, 0, widths[0])
        sheet.set_column(1, len(headers), widths[1])
        sheet.freeze_panes(1, 1)
        for place, header in enumerate(headers):
            sheet.write_string(0, place, header, self.bold)
