"""Whom customers follow: `follower,followed` as CSV, or one person's own data download from Instagram."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.fields import text
from groundswell.creators.imports.kinds import Kind, Outcome, Record, Rejected
from groundswell.creators.models import ImportRun
from groundswell.discovery.customers.download import handle_of_entry
from groundswell.discovery.customers.facts import FollowFacts, followed_of
from groundswell.discovery.customers.following import save_follows
from groundswell.kit.errors import BadInput

FIELDS = (
    text("follower", "Follower", "source", "customer", weight=3),
    text("followed", "Followed", "target", "following", weight=3),
    text("platform", "Platform", "network", limit=40),
    text("title", "Title", limit=255),
    text("string_list_data", "Instagram's own download", weight=9, limit=0),
)
WHOSE = "Say whose list it is: --follower EMAIL on the command line, or put it in on the page Customers."


def record_key(values: Mapping[str, Any]) -> str:
    """Who follows whom; in a data download only whom."""
    if "string_list_data" in values:
        return handle_of_entry(values.get("title", ""), values["string_list_data"])
    return f"{values.get('follower', '')}|{values.get('platform', '')}|{values.get('followed', '')}".lower()


class FollowsWriter:
    """`run.options["follower"]` says whose list a data download is."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace, self.source = workspace, f"file: {run.file_name}"[:120]
        self.platform, self.follower = str(run.options.get("platform", "")), str(run.options.get("follower", ""))

    def write(self, records: Sequence[Record]) -> Sequence[Outcome]:
        read = [self._read(record.values) for record in records]
        facts = [fact for fact in read if isinstance(fact, FollowFacts)]
        words = iter(save_follows(workspace=self.workspace, follows=facts, source=self.source))
        return [fact if isinstance(fact, Rejected) else next(words) for fact in read]

    def finish(self) -> None:
        """Nothing is left to do."""

    def _read(self, values: Mapping[str, Any]) -> FollowFacts | Rejected:
        if "string_list_data" in values and not self.follower:
            raise BadInput(
                "The file does not say whose list it is.", where="follower", cure=WHOSE, code="follower_missing"
            )
        follower = values.get("follower") or self.follower
        followed = values.get("followed") or record_key(values)
        if not follower or not followed:
            return Rejected("The row names no follower." if not follower else "The row names nobody who is followed.")
        try:
            platform, handle = followed_of(followed, values.get("platform") or self.platform)
        except BadInput as error:
            return Rejected(f"{error.message} {error.cure}".strip())
        return FollowFacts(follower, platform, handle)


KIND = Kind(
    name="follows",
    label="Follows",
    fields=FIELDS,
    required=(("followed", "string_list_data"),),
    recognised_by=(("follower", "string_list_data"),),
    order=90,
    writer=FollowsWriter,
    key=record_key,
    keeps_raw=False,
)
