"""Writing creators: every function is atomic and keyword-only."""

from groundswell.creators.services.audience import record_audience
from groundswell.creators.services.benchmarks import refresh_benchmarks
from groundswell.creators.services.creators import create_creator, update_creator
from groundswell.creators.services.joining import join_posts
from groundswell.creators.services.merging import dismiss_suggestion, merge_creators
from groundswell.creators.services.readings import record_readings
from groundswell.creators.services.saving import save_post
from groundswell.creators.services.suggesting import suggest_merge, suggest_merges

__all__ = [
    "create_creator",
    "dismiss_suggestion",
    "join_posts",
    "merge_creators",
    "record_audience",
    "record_readings",
    "refresh_benchmarks",
    "save_post",
    "suggest_merge",
    "suggest_merges",
    "update_creator",
]
