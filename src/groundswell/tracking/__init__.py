"""Posts matched to what was agreed."""
