"""Reading the chain again from its first entry, and holding the checks against it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.disclosure.models import DisclosureCheck, LedgerEntry
from groundswell.disclosure.rules.chain import START, Link, digest_of, link_hash
from groundswell.kit.ids import digest

MOST_PROBLEMS = 100


@dataclass
class ChainReport:
    """`head` is the last entry's hash: noted elsewhere (a report, a mail), it shows later that nothing was cut off."""

    entries: int = 0
    head: str = START
    problems: list[dict[str, Any]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.problems

    def as_dict(self) -> dict[str, Any]:
        return {"entries": self.entries, "head": self.head, "whole": self.whole, "problems": self.problems}


def verify_ledger(workspace: Workspace, *, head: str = "") -> ChainReport:
    """Works out every hash anew and compares each check with what the chain says of it.

    With `head` (a hash noted earlier) it is also a problem when the chain does not hold it any more. Of the problems the first
    100 are listed.
    """
    report = ChainReport()
    said: dict[int, dict[str, Any]] = {}
    forgotten: set[int] = set()
    known_head = not head
    for entry in LedgerEntry.objects.of(workspace).order_by("number").iterator(chunk_size=1000):
        report.entries += 1
        report.problems += _broken(entry, report.entries, report.head)
        report.head = entry.hash
        known_head = known_head or entry.hash == head
        if entry.kind == "verdict":
            said[entry.content["check"]] = entry.content
        elif entry.kind == "forgotten":
            forgotten.update(entry.content["checks"])
    for check in DisclosureCheck.objects.of(workspace).order_by("pk").iterator(chunk_size=500):
        report.problems += _changed(check, said.pop(check.pk, None), forgotten=check.pk in forgotten)
    gone = sorted(said.keys() - forgotten)
    report.problems += [_problem(None, pk, "The verdict is in the chain, but the check is gone.") for pk in gone]
    if not known_head:
        report.problems.append(_problem(None, None, f"The chain does not hold the hash {head}: something was cut off."))
    del report.problems[MOST_PROBLEMS:]
    return report


def _broken(entry: LedgerEntry, expected: int, previous: str) -> Iterator[dict[str, Any]]:
    if entry.number != expected:
        yield _problem(entry.number, None, f"An entry is missing: number {expected} was expected.")
    if entry.previous != previous:
        yield _problem(entry.number, None, "It does not follow on the entry before it.")
    link = Link(entry.number, entry.kind, entry.at, entry.content, entry.previous)
    if link_hash(link) != entry.hash:
        yield _problem(entry.number, None, "Its content was changed after it was written.")


def _changed(check: DisclosureCheck, said: dict[str, Any] | None, *, forgotten: bool) -> Iterator[dict[str, Any]]:
    if said is None:
        yield _problem(None, check.pk, "The check stands outside the chain.")
        return
    facts = {
        "verdict": check.verdict,
        "connection": check.connection,
        "jurisdictions": check.jurisdictions,
        "rules_version": check.rules_version,
        "text_sha256": check.text_sha256,
        "checked_at": check.checked_at.isoformat(timespec="microseconds"),
    }
    if not forgotten:
        facts["findings_sha256"] = digest_of(check.findings)
        facts["inputs_sha256"] = digest_of(check.inputs)
        if digest(check.text) != check.text_sha256:
            yield _problem(None, check.pk, "The text was changed after it was judged.")
    for name, value in facts.items():
        if said.get(name) != value:
            yield _problem(None, check.pk, f"“{name}” was changed after the verdict.")


def _problem(entry: int | None, check: int | None, text: str) -> dict[str, Any]:
    return {"entry": entry, "check": check, "problem": text}
