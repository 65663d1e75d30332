"""What stays of a verdict when the post it was given on has to go."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.queries import is_settled
from groundswell.disclosure.services.ledger import append_entry

QUOTED = re.compile(r'["“].*["”]', re.DOTALL)  # what is quoted may itself hold quotation marks
WORDS_OF_POST = ("title", "overlay_text", "transcript")


def forget_texts(posts: Collection[int]) -> None:
    """Takes the creator's words out of all verdicts on these posts. What proves that somebody looked, and when, stays:
    verdict, rules, places of the text, and the text's SHA-256; the ledger keeps that they were forgotten."""
    of_workspace: dict[Workspace, list[int]] = {}
    for check in DisclosureCheck.objects.filter(post__in=posts).select_related("workspace").iterator(chunk_size=200):
        of_workspace.setdefault(check.workspace, []).append(check.pk)
        check.text = ""
        check.inputs = {name: None if name in WORDS_OF_POST else value for name, value in check.inputs.items()}
        check.findings = [_without_quotes(finding) for finding in check.findings]
        check.disclosure = {**check.disclosure, "term": ""} if check.disclosure else None
        check.save(update_fields=["text", "inputs", "findings", "disclosure"])
    for workspace, checks in of_workspace.items():
        for check in _unsettled(workspace, posts):
            content = {"check": check.pk, "before": check.pk, "reason": "the post is gone"}
            append_entry(workspace=workspace, kind="closed", content=content, check=check)
        append_entry(workspace=workspace, kind="forgotten", content={"checks": checks})


def _unsettled(workspace: Workspace, posts: Collection[int]) -> list[DisclosureCheck]:
    """The newest verdict of each post that was still wrong: what is gone misleads nobody any more."""
    rows = DisclosureCheck.objects.of(workspace).filter(post__in=posts, post__gone_at=None).select_related("post")
    newest = {check.post_id: check for check in rows.order_by("checked_at", "pk")}
    return [check for check in newest.values() if not is_settled(check)]


def _without_quotes(finding: Mapping[str, Any]) -> dict[str, Any]:
    return {**finding, "message": QUOTED.sub("“…”", finding["message"]), "fix": None}
