"""Verdicts on posts: the newest, and all that came before."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Post
from groundswell.disclosure.models import DisclosureCheck
from groundswell.kit.errors import NotFound
from groundswell.tracking.models import PostMatch


def checks_of(workspace: Workspace) -> QuerySet[DisclosureCheck]:
    """The ledger: every verdict of the workspace, newest first."""
    return (
        DisclosureCheck.objects.of(workspace)
        .select_related("post__account", "workspace")
        .order_by("-checked_at", "-pk")
    )


def latest_check(workspace: Workspace, post: Post) -> DisclosureCheck | None:
    """The newest verdict on a post."""
    return checks_of(workspace).filter(post=post).first()


def check_of(workspace: Workspace, pk: int) -> DisclosureCheck:
    """One verdict; NotFound when this workspace has none of that id."""
    check = checks_of(workspace).filter(pk=pk).first()
    if check is None:
        raise NotFound("There is no such check.")
    return check


def with_verdict(matches: QuerySet[PostMatch], *, verdict: str = "") -> QuerySet[PostMatch]:
    """Submitted posts with their newest verdict as `verdict` and its id as `check_id`; only those of one verdict if named."""
    newest = DisclosureCheck.objects.filter(post=OuterRef("post"), workspace=OuterRef("workspace")).order_by(
        "-checked_at", "-pk"
    )
    seen = matches.annotate(verdict=Subquery(newest.values("verdict")[:1]), check_id=Subquery(newest.values("pk")[:1]))
    return seen.filter(verdict=verdict) if verdict else seen


def findings_beside(workspace: Workspace, matches: QuerySet[PostMatch]) -> list[tuple[PostMatch, list[dict[str, Any]]]]:
    """Each post of `with_verdict` with what its newest check found wrong or unsure, in two queries."""
    posts = list(matches)
    ids = [post.check_id for post in posts]  # type: ignore[attr-defined]  # annotated by with_verdict
    found = dict(DisclosureCheck.objects.of(workspace).filter(pk__in=ids).values_list("pk", "findings"))
    return [
        (post, [f for f in found.get(pk, []) if f["severity"] in ("fail", "review")])
        for post, pk in zip(posts, ids, strict=True)
    ]
