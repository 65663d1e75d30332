"""Pages of links and codes."""
