"""Pages of creators and imports."""
