"""Verdicts on a creator's posts, on their timeline."""

from collections.abc import Iterator

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.disclosure.models import DisclosureCheck
from groundswell.relationships.queries import TimelineEntry


def verdicts(workspace: Workspace, creator: Creator, limit: int) -> Iterator[TimelineEntry]:
    """The newest checks of their posts, each with what it found first."""
    checks = DisclosureCheck.objects.of(workspace).filter(post__account__creators=creator).select_related("post")
    for row in checks.order_by("-checked_at", "-pk")[:limit]:
        found = next((one["message"] for one in row.findings if one["severity"] == row.verdict), "")
        text = f"Disclosure of {row.post.url or row.post}: {row.get_verdict_display().lower()}. {found}".strip()
        yield TimelineEntry(row.checked_at, f"verdict_{row.verdict}", text, detail={"check": row.pk})
