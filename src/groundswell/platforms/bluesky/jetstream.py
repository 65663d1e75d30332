"""Lines of the Jetstream (the network's live stream as JSON) filtered for what somebody watches.

Pure: it is given lines and tells what they mean to us. Format: https://github.com/bluesky-social/jetstream.
Delivery is at least once and cursors are inclusive, so an event may come again; it is told once.
"""

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from groundswell.platforms.bluesky import parse
from groundswell.platforms.bluesky.facets import marked
from groundswell.platforms.facts import PostFacts
from groundswell.platforms.watch import Reason, Seen, Watch

Key = tuple[str, str, str, str]
REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Matched:
    """A post that is watched for, new or edited, and every reason why."""

    post: PostFacts
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PostDeleted:
    """A post of somebody whose content is held is gone: its `at://` address."""

    external_id: str


@dataclass(frozen=True, slots=True)
class AccountChanged:
    """Somebody whose content is held left (`active` False; `status` "deleted", "deactivated", …) or came back."""

    did: str
    active: bool
    status: str


@dataclass(frozen=True, slots=True)
class HandleChanged:
    """Somebody whose content is held has this handle now."""

    did: str
    handle: str


News = Matched | PostDeleted | AccountChanged | HandleChanged


@dataclass(slots=True)
class Stream:
    """One reading of the stream. `cursor` (µs since 1970) is where to go on after a break; `unreadable` counts
    the lines that were no events."""

    watch: Watch
    cursor: int = 0
    unreadable: int = 0
    _told: OrderedDict[Key, None] = field(default_factory=OrderedDict)

    def news(self, lines: Iterable[str | bytes]) -> Iterator[News]:
        """What the lines tell, in their order; broken lines are counted and passed over."""
        for line in lines:
            if (found := self.read(line)) is not None:
                yield found

    def read(self, line: str | bytes) -> News | None:
        try:
            event = json.loads(line)
            found = self._understand(event)
            moment = event["time_us"]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.unreadable += 1
            return None
        if type(moment) is int and moment > self.cursor:
            self.cursor = moment
        return found

    def _understand(self, event: Mapping[str, Any]) -> News | None:
        kind, did = event["kind"], event["did"]
        if kind == "commit":
            commit = event["commit"]
            return self._post(did, commit, event) if commit["collection"] == parse.POST else None
        if did not in self.watch.held or not self._first_time((did, kind, "", str(event["time_us"]))):
            return None
        if kind == "account":
            account = event["account"]
            return AccountChanged(did, bool(account["active"]), str(account.get("status") or ""))
        handle = event["identity"].get("handle") if kind == "identity" else None
        return HandleChanged(did, handle.lower()) if handle and handle != parse.INVALID_HANDLE else None

    def _post(self, did: str, commit: Mapping[str, Any], event: Mapping[str, Any]) -> News | None:
        rkey = commit["rkey"]
        key = (did, parse.POST, rkey, commit["rev"])
        if commit["operation"] == "delete":
            held = did in self.watch.held and self._first_time(key)
            return PostDeleted(f"at://{did}/{parse.POST}/{rkey}") if held else None
        record = commit["record"]
        reasons = self.watch.reasons(_seen(did, record))
        if not reasons or not self._first_time(key):
            return None
        return Matched(parse.post_of_record(did, rkey, record, raw=event), reasons)

    def _first_time(self, key: Key) -> bool:
        if key in self._told:
            return False
        self._told[key] = None
        if len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        return True


def _seen(did: str, record: Mapping[str, Any]) -> Seen:
    text, told = record.get("text"), marked(record)
    return Seen(did, text if isinstance(text, str) else "", told.hashtags, told.mentions, told.links)
