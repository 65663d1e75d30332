"""Short links, codes, clicks, orders, store webhooks and attribution."""
