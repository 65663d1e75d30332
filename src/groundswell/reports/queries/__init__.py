"""Reads behind the reports."""

from groundswell.reports.queries.journeys import attribution_models
from groundswell.reports.queries.roi import campaign_of, roi

__all__ = ["attribution_models", "campaign_of", "roi"]
