"""WordPress with a database of its own: true feeds, and posts that tests write."""
