"""Whose a post or a reading is: by id, profile, the post's address, or the creator the user chose."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.kinds import Record, Rejected
from groundswell.creators.imports.writing import bulk
from groundswell.creators.imports.writing.facts import Facts, facts_of
from groundswell.creators.imports.writing.people import People
from groundswell.creators.imports.writing.profiles import Profiles
from groundswell.creators.models import ImportRun
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import parse_post
from groundswell.platforms.names import PLATFORMS, platform_named
from groundswell.platforms.posts import PostAddress

NOBODY = "The row names no creator: no id, profile or handle, and its address does not tell either."
CHOOSE = "Choose whose they are: --creator ID on the command line, or “Whose posts?” in the preview."


def address_of(values: Mapping[str, Any]) -> PostAddress | None:
    """The post's address, read; None without one, or where it names no single post."""
    try:
        return parse_post(values["url"]) if values.get("url") else None
    except BadInput:
        return None


class Owners:
    """Accounts of one batch of records. Somebody the file names by profile and nobody knows becomes a creator; an
    id nobody knows refuses the row, since the creators' own file is still to come."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.ids = str(run.options.get("ids", "id:file"))
        self.platform = str(run.options.get("platform", ""))
        self.chosen = int(run.options.get("creator") or 0)
        now, source = bulk.moment(clock.now()), f"file: {run.file_name}"[:120]
        self.people, self.profiles = (
            People(workspace, now, bulk.moment(run.created_at)),
            Profiles(workspace, now, source),
        )
        self.created: list[int] = []

    def of(self, records: Sequence[Record]) -> list[int | Rejected]:
        """The account of each record, in order. `BadInput` when no record says whose it is and nobody was chosen."""
        facts = [self._facts(record.values) for record in records]
        usable = [fact for fact in facts if isinstance(fact, Facts)]
        self._load(usable)
        placed: dict[Any, int | Rejected] = {}
        answers: list[int | Rejected] = []
        for fact in facts:
            if isinstance(fact, Rejected):
                answers.append(fact)
                continue
            whose = (*fact.keys, *((profile.platform, profile.handle) for profile in fact.profiles))
            if whose not in placed:
                placed[whose] = self._place(fact)
            answers.append(placed[whose])
        if records and all(isinstance(answer, Rejected) and answer.reason == NOBODY for answer in answers):
            raise BadInput(
                "The file does not say whose posts these are.", where="creator", cure=CHOOSE, code="creator_missing"
            )
        return answers

    def flush(self) -> None:
        self.people.flush()
        self.profiles.flush()

    def _load(self, facts: Sequence[Facts]) -> None:
        self.people.load(facts)
        self.profiles.load(facts)
        known = {self.people.by_key[key] for fact in facts for key in fact.keys if key in self.people.by_key}
        known |= {pk for owners in self.profiles.owners.values() for pk in owners}
        known |= {self.chosen} if self.chosen else set()
        self.people.load_rows(known)
        self.profiles.load_rows(known)
        self.people.reserve(len(facts))
        self.profiles.reserve(len(facts))

    def _facts(self, values: Mapping[str, Any]) -> Facts | Rejected:
        address = address_of(values)
        about = {
            name: values[name] for name in ("file_id", "own_id", "platform", "handle", "profile") if name in values
        }
        if "account_name" in values:
            about["name"] = values["account_name"]
        on = self.platform or (address.platform if address and address.platform != "blog" else "")
        if (
            address
            and address.handle
            and not {"file_id", "own_id", "handle", "profile"} & about.keys()
            and self._fits(about, address)
        ):
            about |= {"handle": address.handle, "platform": address.platform}
        try:
            return facts_of(about, self.ids, on)
        except BadInput as error:
            return Rejected(f"{error.message} {error.cure}".strip())

    def _fits(self, about: Mapping[str, Any], address: PostAddress) -> bool:
        """An address on somebody's website says nothing about a network's account."""
        named = platform_named(about["platform"]) if "platform" in about else self.platform
        return address.platform == named or (not named and address.platform != "blog")

    def _place(self, fact: Facts) -> int | Rejected:
        profile = fact.profiles[0] if fact.profiles else None
        known = next((self.people.by_key[key] for key in fact.keys if key in self.people.by_key), 0)
        if fact.keys and not known and not (profile and profile.handle):
            return Rejected(f"Nobody with the id {fact.keys[0][1]} is known here. Import the creators' file first.")
        if not known and profile and profile.handle:
            owners = self.profiles.owners.get((profile.platform, profile.handle), [])
            known = owners[0] if owners else 0
        chosen = not known and not (profile and profile.handle)
        creator = self.chosen if chosen else known
        if chosen and creator not in self.people.rows:
            return Rejected(NOBODY)
        if profile is None:
            return self._only_account(creator)
        if not creator:
            creator = self.people.add(fact)
            self.created.append(creator)
        return self.profiles.place(creator, profile, fact)[0]

    def _only_account(self, creator: int) -> int | Rejected:
        """Without a network in the file there must be no doubt which account is meant."""
        accounts = {
            platform: pks for (owner, platform), pks in self.profiles.of_creator.items() if owner == creator and pks
        }
        if len(accounts) == 1:
            return next(iter(accounts.values()))[0]
        on = ", ".join(PLATFORMS[platform] for platform in sorted(accounts)) or "no network yet"
        return Rejected(f"The creator is on {on}: the file must say which network the post is on.")
