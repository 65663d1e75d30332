"""Reads of creators; every one within a workspace."""

from groundswell.creators.queries.audience import audience_of, audience_sets, audiences_for
from groundswell.creators.queries.audience_document import audience_document, comments_document, sample_document
from groundswell.creators.queries.benchmarks import Compared, compared
from groundswell.creators.queries.capture import Capture, captures
from groundswell.creators.queries.creators import account_of, creator_of, list_creators, main_account, tier_of
from groundswell.creators.queries.derivable import derivable
from groundswell.creators.queries.follow_lists import FollowList, follow_lists
from groundswell.creators.queries.freshness import Freshness, freshness, together
from groundswell.creators.queries.growth import Growth, growths
from groundswell.creators.queries.keys import creator_by_account, creator_by_email, creators_by_file_id
from groundswell.creators.queries.merges import open_suggestions, suggestion_of
from groundswell.creators.queries.quality import Quality, quality_of
from groundswell.creators.queries.runs import creators_of_run, run_of, runs
from groundswell.creators.queries.samples import newest_sample, wishes

__all__ = [
    "Capture",
    "Compared",
    "FollowList",
    "Freshness",
    "Growth",
    "Quality",
    "account_of",
    "audience_document",
    "audience_of",
    "audience_sets",
    "audiences_for",
    "captures",
    "comments_document",
    "compared",
    "creator_by_account",
    "creator_by_email",
    "creator_of",
    "creators_by_file_id",
    "creators_of_run",
    "derivable",
    "follow_lists",
    "freshness",
    "growths",
    "list_creators",
    "main_account",
    "newest_sample",
    "open_suggestions",
    "quality_of",
    "run_of",
    "runs",
    "sample_document",
    "suggestion_of",
    "tier_of",
    "together",
    "wishes",
]
