"""Pages of the workspace, its members and the way in."""
