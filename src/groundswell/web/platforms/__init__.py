"""Pages of the networks."""
