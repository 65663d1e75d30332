"""Counters of visits asked over their own interfaces: GA4, Plausible and Matomo."""
