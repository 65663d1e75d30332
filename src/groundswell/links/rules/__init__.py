"""The pure part: addresses, slugs, codes, journal lines, shop events, whom an order is owed to."""
