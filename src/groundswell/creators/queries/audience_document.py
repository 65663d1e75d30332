"""What is known of an audience, as scripts get it."""

from dataclasses import asdict
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.estimate import NO_AGE
from groundswell.creators.audience.sets import AudienceSet, Reconciled
from groundswell.creators.models import Account, AudienceSample, CommentSample
from groundswell.creators.queries.audience import audience_of
from groundswell.creators.queries.benchmarks import Compared, compared
from groundswell.creators.queries.quality import Quality, quality_of
from groundswell.creators.queries.samples import newest_sample


def audience_document(workspace: Workspace, account: Account) -> dict[str, Any]:
    """Per dimension the set that counts, the others and where they contradict it; signs on quality; what is usual; and
    the newest sample. Shares are 0 to 1, unknown is null."""
    found = audience_of(workspace, account)
    sample = newest_sample(account)
    return {
        "account": {"id": account.pk, "platform": account.platform, "handle": account.handle},
        "dimensions": {one.dimension: _dimension(one) for one in found},
        "not_estimable": {} if any(one.dimension == "age" for one in found) else {"age": NO_AGE},
        "quality": _quality(quality_of(workspace, account, found)),
        "compared": [_compared(one) for one in compared(workspace, account)],
        "sample": sample_document(sample) if sample else None,
    }


def sample_document(sample: AudienceSample) -> dict[str, Any]:
    """How a sample stands. `asked` of `wanted` profiles were read; `wait_until` when the network's limits are reached."""
    names = (
        "id",
        "state",
        "width",
        "listed",
        "whole",
        "wanted",
        "gone",
        "started_at",
        "finished_at",
        "wait_until",
        "message",
    )
    asked = None if sample.wanted is None else sample.wanted - len(sample.pending)
    return {**{name: getattr(sample, name) for name in names}, "asked": asked}


def comments_document(sample: CommentSample) -> dict[str, Any]:
    """Counts of the comments read and the share that is alike (0 to 1; null where there is too little to tell)."""
    names = (
        "posts", "comments", "people", "regulars", "by_regulars", "soon", "generic", "alike", "share", "low", "high",
        "read_at",
    )  # fmt: skip
    return {name: getattr(sample, name) for name in names}


def _dimension(one: Reconciled) -> dict[str, Any]:
    return {
        **_set(one.chosen),
        "others": [_set(other) for other in one.others],
        "disagreements": [asdict(clash) for clash in one.disagreements],
    }


def _set(one: AudienceSet) -> dict[str, Any]:
    names = ("origin", "source", "observed_at", "sample", "coverage")
    return {**{name: getattr(one, name) for name in names}, "shares": [asdict(share) for share in one.shares]}


def _quality(one: Quality) -> dict[str, Any]:
    found = [
        {**asdict(each.burst), "posts": [{"id": post.pk, "url": post.url} for post in each.posts]}
        for each in one.bursts
    ]
    return {
        "score": one.score, "low": one.low, "high": one.high, "growth_known": one.growth_known, "bursts": found,
        "comment_pods": None if one.comments is None else comments_document(one.comments),
    }  # fmt: skip


def _compared(one: Compared) -> dict[str, Any]:
    row = one.benchmark
    return {
        "metric": row.metric, "tier": row.tier, "niche": row.niche, "own": row.workspace_id is not None, "n": row.n,
        "median": row.median, "low": row.low, "high": row.high, "value": one.value, "percentile": one.percentile,
    }  # fmt: skip
