"""Everything that stands beside the money: what rests on assumptions, and what moved."""

from datetime import date, timedelta
from urllib.parse import urlencode

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.kit import clock
from groundswell.reports.amounts import amount
from groundswell.reports.queries.signs.days import Days
from groundswell.reports.queries.signs.engagement import engagement_sign
from groundswell.reports.queries.signs.growth import growth_signs
from groundswell.reports.queries.signs.mentions import mention_signs
from groundswell.reports.queries.signs.visits import visit_signs
from groundswell.reports.queries.worth import worth_of
from groundswell.reports.report import RoiReport
from groundswell.reports.signs.beside import Beside
from groundswell.reports.signs.sign import Sign
from groundswell.reports.worth.emv import LABEL
from groundswell.reports.worth.told import Worth


def beside(report: RoiReport, workspace: Workspace, campaign: Campaign | None) -> Beside:
    """Of the same workspace, campaign and days. The past ends where the campaign began, else the report's days, else the
    newest campaign; without any, what moved cannot be told."""
    worth, _ = worth_of(report, workspace, campaign)
    days = _days(report, workspace, campaign)
    signs = [
        *visit_signs(workspace, days), engagement_sign(workspace, campaign, days), *growth_signs(workspace, days),
        *mention_signs(workspace, days), *_assumed(worth, report),
    ]  # fmt: skip
    return Beside(worth=worth, signs=signs)


def _days(report: RoiReport, workspace: Workspace, campaign: Campaign | None) -> Days:
    last = clock.today() - timedelta(days=1)
    start: date | None = campaign.starts_on if campaign else None
    if report.period is not None:
        last = min(last, report.period.last)
        start = start or report.period.first
    if start is None and campaign is None:
        newest = Campaign.objects.of(workspace).filter(starts_on__lte=last).order_by("-starts_on").first()
        start = newest.starts_on if newest else None
    return Days(start, last)


def _assumed(worth: Worth, report: RoiReport) -> list[Sign]:
    """Media value with its rates, never added to money; and the army against one giant."""
    low, high, unit = worth.emv.low, worth.emv.high, worth.currency
    asked = {"campaign": report.campaign or "", **_span(report)}
    path = "roi/worth/?" + urlencode({name: value for name, value in asked.items() if value})
    rates = [
        one
        for one in worth.assumed.values()
        if one.key in {kind.key for kind in worth.emv.kinds} and one.low is not None
    ]
    said = "Cannot tell: no kind of engagement has both a figure and a rate."
    if low is not None and high is not None:
        value = amount(low) if low == high else f"{amount(low)} to {amount(high)}"
        told = ", ".join(
            f"{one.key} {one.low_text if one.low == one.high else f'{one.low_text} to {one.high_text}'}"
            for one in rates
        )
        said = f"{value} {unit} at assumed rates ({told}). {LABEL}"
    media = Sign(
        key="emv", label="Earned media value", said=said, verdict="estimate", path=path, unit=unit,
        low=None if low is None else float(low), high=None if high is None else float(high), source="Assumed rates",
    )  # fmt: skip
    duel = worth.duel
    giant = Sign(
        key="army_or_giant",
        label="Army or one giant",
        said=duel.sentence,
        verdict=duel.verdict,
        path=path,
        source="Assumptions",
    )
    return [media, giant]


def _span(report: RoiReport) -> dict[str, str]:
    period = report.period
    return {"first": period.first.isoformat(), "last": period.last.isoformat()} if period else {}
