"""Forms of campaigns and offers."""
