"""Reads behind the reports."""

from groundswell.reports.queries.daily import Measure, daily_orders
from groundswell.reports.queries.journeys import attribution_models
from groundswell.reports.queries.roi import campaign_of, roi

__all__ = ["Measure", "attribution_models", "campaign_of", "daily_orders", "roi"]
