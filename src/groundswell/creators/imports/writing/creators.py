"""Rows about people become creators, accounts, keys and readings; the same person is one creator."""

from collections.abc import Sequence
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.kinds import Outcome, Record, Rejected
from groundswell.creators.imports.writing import bulk
from groundswell.creators.imports.writing.facts import Facts, facts_of
from groundswell.creators.imports.writing.people import EMAIL, NAME, People
from groundswell.creators.imports.writing.profiles import Profiles
from groundswell.creators.models import ImportRun
from groundswell.creators.rules import names_differ_wholly
from groundswell.creators.services.suggesting import suggest_merge, suggest_merges
from groundswell.kit import clock
from groundswell.kit.errors import BadInput


class CreatorsWriter:
    """Identity, strongest first: id in the file, e-mail address, profile. Two of them that name two known creators
    merge nobody: the row goes to the first and the pair becomes a suggestion."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace, self.run = workspace, run
        self.source = f"file: {run.file_name}"[:120]
        self.ids = str(run.options.get("ids", "id:file"))
        self.platform = str(run.options.get("platform", ""))
        self.read_at = bulk.moment(run.created_at)
        self.created: list[int] = []
        self.named_both: dict[tuple[int, int], str] = {}

    def write(self, records: Sequence[Record]) -> list[Outcome]:
        facts, outcomes = self._facts(records)
        now = bulk.moment(clock.now())
        self.people = People(self.workspace, now, self.read_at)
        self.profiles = Profiles(self.workspace, now, self.source)
        usable = list(facts.values())
        self.people.load(usable)
        self.profiles.load(usable)
        anybody = self.people.by_key or self.profiles.owners
        known = {pk for fact in usable for pk, _ in self._candidates(fact)} if anybody else set()
        self.people.load_rows(known)
        self.profiles.load_rows(known)
        self.people.reserve(len(usable))
        self.profiles.reserve(sum(len(fact.profiles) for fact in usable))
        for at, fact in facts.items():
            outcomes[at] = self._write_one(fact, records[at])
        self.people.flush()
        self.profiles.flush()
        return outcomes

    def finish(self) -> None:
        for (left, right), reason in sorted(self.named_both.items()):
            suggest_merge(workspace=self.workspace, left=left, right=right, reasons=[reason])
        suggest_merges(workspace=self.workspace, creators=self.created)

    def _facts(self, records: Sequence[Record]) -> tuple[dict[int, Facts], list[Outcome]]:
        facts: dict[int, Facts] = {}
        outcomes: list[Outcome] = ["unchanged"] * len(records)
        for at, record in enumerate(records):
            try:
                fact = facts_of(record.values, self.ids, self.platform)
            except BadInput as error:
                outcomes[at] = Rejected(f"{error.message} {error.cure}".strip())
                continue
            if fact.keys or any(profile.handle for profile in fact.profiles) or fact.named:
                facts[at] = fact
            else:
                outcomes[at] = Rejected("Nothing says who this is: no name, e-mail address, id or profile.")
        return facts, outcomes

    def _candidates(self, fact: Facts) -> list[tuple[int, str]]:
        """Who the row says it is, each once, with what says so."""
        found: dict[int, str] = {}
        by_key, owners = self.people.by_key, self.profiles.owners
        for key in fact.keys:
            if key in by_key:
                found.setdefault(by_key[key], key[0])
        for profile in fact.profiles:
            for pk in owners.get((profile.platform, profile.handle), ()):
                found.setdefault(pk, "profile")
        return list(found.items())

    def _write_one(self, fact: Facts, record: Record) -> Outcome:
        candidates = self._candidates(fact)
        if not candidates:
            pk = self.people.add(fact)
            self.created.append(pk)
            if len(fact.profiles) == 1 and self.profiles.unknown(fact.profiles[0]):
                self.profiles.add(pk, fact.profiles[0], fact, self._observed_at(record.values) if fact.main else None)
            else:
                self._write_profiles(pk, fact, record)
            return "created"
        pk, how = candidates[0]
        if conflict := self._conflict(pk, how, fact, len(candidates)):
            return Rejected(conflict)
        for other, _ in candidates[1:]:
            pair = (min(pk, other), max(pk, other))
            self.named_both[pair] = f"Row {record.number} of {self.run.file_name} names both"
        changed = self.people.change(pk, fact)
        changed = self._write_profiles(pk, fact, record) or changed
        return "updated" if changed else "unchanged"

    def _conflict(self, pk: int, how: str, fact: Facts, agreeing: int) -> str:
        """An id alone, with another name and no other sign, is probably another list's numbering."""
        if not how.startswith("id:") or how == "id:groundswell" or agreeing > 1 or not fact.named:
            return ""
        row = self.people.rows[pk]
        mine = [key for key in fact.keys if key[0] == "email" and self.people.by_key.get(key) == pk]
        theirs = [p for p in fact.profiles if p.handle and pk in self.profiles.owners.get((p.platform, p.handle), ())]
        if mine or theirs or not names_differ_wholly(row[NAME], fact.name):
            return ""
        address = f" ({row[EMAIL]})" if row[EMAIL] else ""
        return (
            f"Its id belongs to {row[NAME]}{address} already, but the row says {fact.name}. "
            "If it is one person, rename the creator first; if it is another list, take the id column out."
        )

    def _write_profiles(self, pk: int, fact: Facts, record: Record) -> bool:
        changed = False
        for at, profile in enumerate(fact.profiles):
            owners = self.profiles.owners.get((profile.platform, profile.handle), ()) if profile.handle else ()
            if owners and pk not in owners:
                continue  # somebody else's: the suggestion says so, the profile stays where it is
            account, new = self.profiles.place(pk, profile, fact)
            changed = changed or new
            if at == 0 and fact.main:
                changed = self._write_main(account, fact, record.values) or changed
        return changed

    def _write_main(self, account: int, fact: Facts, values: dict[str, Any]) -> bool:
        changed = self.profiles.describe(account, fact, values)
        if not fact.figures:
            return changed
        dated = "observed_at" in values
        source = values.get("figures_source", "")
        return (
            self.profiles.read(account, fact.figures, self._observed_at(values), dated=dated, source=source) or changed
        )

    def _observed_at(self, values: dict[str, Any]) -> Any:
        return bulk.moment(values["observed_at"]) if "observed_at" in values else self.read_at
