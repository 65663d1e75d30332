"""A network that exists only in tests: a profile, its posts and its follow lists behind one JSON server.

`/profile?ref=` `/posts?account=&since=&cursor=` `/readings?ids=` `/follows?account=&direction=&cursor=`
`/comments?post=` `/search?words=&since=&cursor=` answer in the
shape of the facts; `toy_server.ToyServer` serves them.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import pytest

from groundswell.platforms import registry
from groundswell.platforms.facts import Direction, Page, PostFacts, ProfileFacts, Query
from groundswell.platforms.policy import Policy
from groundswell.platforms.port import Capabilities, Need, Plugin
from groundswell.platforms.wire import Wire

Facts = TypeVar("Facts", ProfileFacts, PostFacts)
HOST = "https://toy.example"
CAN = frozenset({"profile", "posts", "readings", "followers", "following"})


class Toy:
    def __init__(self, wire: Wire, secrets: Mapping[str, str]) -> None:
        self._wire = wire
        self._host = secrets.get("host") or HOST

    def capabilities(self) -> Capabilities:
        return Capabilities(CAN, {"paid_label": "Toys are never paid."})

    def profile(self, reference: str) -> ProfileFacts:
        return _read(ProfileFacts, self._ask("profile", ref=reference))

    def posts(self, account: str, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        told = self._ask("posts", account=account, since=since and since.isoformat(), cursor=cursor)
        return Page(tuple(_read(PostFacts, item) for item in told["items"]), told.get("cursor"))

    def readings(self, posts: Sequence[str]) -> Mapping[str, Mapping[str, float] | None]:
        found: dict[str, Mapping[str, float] | None] = {}
        for account in dict.fromkeys(post.rpartition("/")[0] for post in posts):
            wanted = [post for post in posts if post.rpartition("/")[0] == account]
            found |= self._ask("readings", account=account, ids=json.dumps(wanted))["items"]
        return found

    def search(self, query: Query, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        raise NotImplementedError

    def follows(self, account: str, direction: Direction, cursor: str | None = None) -> Page[ProfileFacts]:
        told = self._ask("follows", account=account, direction=direction, cursor=cursor)
        return Page(tuple(_read(ProfileFacts, item) for item in told["items"]), told.get("cursor"))

    def _ask(self, what: str, **params: Any) -> Any:
        return self._wire.get_json(f"{self._host}/{what}", params=_given(**params)).data


class CommentingToy(Toy):
    """A toy that tells what others answered."""

    def comments(self, post: str) -> Sequence[PostFacts]:
        return [_read(PostFacts, item) for item in self._ask("comments", post=post)["items"]]


class AheadToy(Toy):
    """A toy that begins to ask before it is asked, and so does not say since when."""

    def posts(self, account: str, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        page = super().posts(account, None, cursor)
        told = tuple(one for one in page.items if not (since and one.published_at and one.published_at < since))
        return Page(told, page.cursor if len(told) == len(page.items) else None)

    def expect(self, what: str, account: str, cursor: str | None = None) -> None:
        path, direction = ("posts", None) if what == "posts" else ("follows", what)
        self._wire.expect_json(
            f"{self._host}/{path}", params=_given(account=account, direction=direction, cursor=cursor)
        )


class SearchingToy(Toy):
    """A toy that can also be searched; as real networks do, its search tells more than was asked for."""

    def capabilities(self) -> Capabilities:
        return Capabilities(CAN | {"hashtag", "mention", "text"}, {"paid_label": "Toys are never paid."})

    def search(self, query: Query, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        told = self._ask("search", words=query.value, since=since and since.isoformat(), cursor=cursor)
        return Page(tuple(_read(PostFacts, item) for item in told["items"]), told.get("cursor"))


def plugin(**changes: Any) -> Plugin:
    """The toy under the name and policy wanted."""
    policy = Policy(retention_days=None, may_derive=True, may_mix=True, may_match=True)
    facts = {"name": "bluesky", "label": "Toy", "policy": policy, "make": Toy, "smoke": "maya.example",
             "needs": (Need(name="host", label="Host", secret=False, required=False), Need(name="key", label="Key", required=False))}  # fmt: skip
    return Plugin(**{**facts, **changes})


def _given(**params: Any) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value}


def _read(kind: type[Facts], item: Mapping[str, Any]) -> Facts:
    known = {one.name for one in fields(kind)}
    values = {name: value for name, value in item.items() if name in known}
    for name in ("published_at", "expires_at"):
        if values.get(name):
            values[name] = datetime.fromisoformat(values[name])
    if "hidden" in values:
        values["hidden"] = frozenset(values["hidden"])
    for name in ("hashtags", "mentions", "links"):
        if name in values:
            values[name] = tuple(values[name])
    return kind(**values)


class Entry(NamedTuple):
    """An entry point that names a plugin that is there already."""

    name: str
    plugin: Plugin

    def load(self) -> Plugin:
        return self.plugin


@pytest.fixture
def connectors(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Callable[..., None]]:
    """`connectors(plugin, …)`: exactly these are installed, and this machine may be asked. Import it into your conftest."""
    settings.OFFLINE, settings.ALLOW_PRIVATE_ADDRESSES = False, True

    def install(*plugins: Plugin) -> None:
        monkeypatch.setattr(registry, "entry_points", lambda group: [Entry(one.name, one) for one in plugins])
        registry.plugins.cache_clear()

    yield install
    monkeypatch.undo()
    registry.plugins.cache_clear()
