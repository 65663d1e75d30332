"""A server that speaks Mastodon's API, with people of its own."""
