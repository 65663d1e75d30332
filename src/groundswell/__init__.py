"""Groundswell: a micro-influencer marketing programme, end to end."""
