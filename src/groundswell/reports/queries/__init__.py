"""Reads behind the reports."""

from groundswell.reports.queries.daily import Measure, daily_orders
from groundswell.reports.queries.guidelines import GUIDELINE_COLUMNS, Answered, guideline_report, guideline_rows
from groundswell.reports.queries.journeys import attribution_models
from groundswell.reports.queries.roi import campaign_of, roi
from groundswell.reports.queries.traffic import landing_trends

__all__ = [
    "GUIDELINE_COLUMNS",
    "Answered",
    "Measure",
    "attribution_models",
    "campaign_of",
    "daily_orders",
    "guideline_report",
    "guideline_rows",
    "landing_trends",
    "roi",
]
