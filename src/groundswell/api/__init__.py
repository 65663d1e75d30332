"""REST under /api/v1: one router per room, thin over the same services as the pages."""
