"""The page of the jobs."""
