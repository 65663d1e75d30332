"""Reads behind the reports."""

from groundswell.reports.queries.guidelines import GUIDELINE_COLUMNS, Answered, guideline_report, guideline_rows
from groundswell.reports.queries.roi import campaign_of, roi

__all__ = ["GUIDELINE_COLUMNS", "Answered", "campaign_of", "guideline_report", "guideline_rows", "roi"]
