"""Pages on which people are found: search, personas, customers, hashtags, saved searches, lists."""
