"""Pure rules of tracking: what a caption shows, which deliverable a post answers, what is late."""
