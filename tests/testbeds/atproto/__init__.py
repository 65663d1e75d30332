"""A whole AT-protocol network (directory, PDS and AppView, as Bluesky runs them) on this machine."""
