"""Reads behind the reports."""

from groundswell.reports.queries.roi import campaign_of, roi

__all__ = ["campaign_of", "roi"]
