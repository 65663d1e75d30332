"""Pages of campaigns, and what creators see of them."""
