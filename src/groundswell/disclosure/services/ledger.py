"""Writing the ledger: entries are only ever added, each bound to the one before it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.disclosure.models import DisclosureCheck, LedgerEntry
from groundswell.disclosure.rules.chain import START, Link, digest_of, link_hash
from groundswell.disclosure.rules.rulepack import rule_pack
from groundswell.disclosure.ties import Tie
from groundswell.kit import clock


@transaction.atomic
def append_entry(
    *,
    workspace: Workspace,
    kind: str,
    content: Mapping[str, Any],
    check: DisclosureCheck | None = None,
    user: User | None = None,
) -> LedgerEntry:
    """Adds an entry at the end of the workspace's chain; `content` holds plain JSON values."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    last = LedgerEntry.objects.of(workspace).order_by("-number").first()
    said = {**content, "by": user.email} if user else dict(content)
    link = Link(last.number + 1 if last else 1, kind, clock.now(), said, last.hash if last else START)
    entry: LedgerEntry = LedgerEntry.objects.create(
        workspace=workspace,
        check_made=check,
        post=check.post if check else None,
        hash=link_hash(link),
        **link._asdict(),
    )
    return entry


def append_verdict(*, check: DisclosureCheck, ties: Sequence[Tie]) -> LedgerEntry:
    """The verdict with all it rests on: the ties and their evidence, the rules and since when they hold, the text's hash."""
    return append_entry(workspace=check.workspace, kind="verdict", content=verdict_content(check, ties), check=check)


def verdict_content(check: DisclosureCheck, ties: Sequence[Tie]) -> dict[str, Any]:
    """What the chain keeps of a verdict. It holds no words of the creator, so that they can be forgotten."""
    packs = {code: rule_pack(code) for code in check.jurisdictions}
    return {
        "check": check.pk,
        "account": str(check.post.account),
        "url": check.post.url,
        "connection": check.connection,
        "ties": [
            {"kind": t.kind, "evidence": t.evidence, "since": t.since.isoformat() if t.since else None} for t in ties
        ],
        "verdict": check.verdict,
        "jurisdictions": check.jurisdictions,
        "rules": [
            {"rule": finding["rule"], "severity": finding["severity"], "source": finding["source"]}
            for finding in check.findings
        ],
        "rules_version": check.rules_version,
        "rules_valid_from": {code: pack.valid_from for code, pack in packs.items() if pack},
        "text_sha256": check.text_sha256,
        "findings_sha256": digest_of(check.findings),
        "inputs_sha256": digest_of(check.inputs),
        "checked_at": check.checked_at.isoformat(timespec="microseconds"),
    }
