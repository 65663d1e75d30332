"""Bluesky by plain XRPC: public reads from an AppView, signed-in search through the operator's PDS."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from groundswell.platforms.addresses import parse_profile
from groundswell.platforms.bluesky import parse
from groundswell.platforms.bluesky.session import Session
from groundswell.platforms.errors import (
    BudgetSpent,
    Gone,
    NotAvailable,
    PlatformError,
    SignInRefused,
    Slow,
    Unreachable,
)
from groundswell.platforms.facts import Direction, Page, PostFacts, ProfileFacts, Query
from groundswell.platforms.port import Capabilities
from groundswell.platforms.wire import Wire

APPVIEW = "https://public.api.bsky.app"
BATCH = 25  # of getProfiles and getPosts
PAGE = 100  # of the lists
DID = re.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]{1,2000}")
LISTS = {
    "posts": "app.bsky.feed.getAuthorFeed",
    "followers": "app.bsky.graph.getFollowers",
    "following": "app.bsky.graph.getFollows",
}
FIELDS: Mapping[Direction, str] = {"followers": "followers", "following": "follows"}
CAN = frozenset({"profile", "posts", "readings", "hashtag", "mention", "text", "followers", "following"})
NO_LABEL = "Bluesky has no label for paid posts."
NO_SEARCH = "Bluesky does not let signed-out visitors search at the moment."


class Bluesky:
    """The connector. Accounts are DIDs and posts are `at://` addresses, which outlive a change of handle."""

    def __init__(self, wire: Wire, secrets: Mapping[str, str]) -> None:
        self._wire = wire
        self._appview = (secrets.get("appview") or APPVIEW).rstrip("/")
        self._session = Session(wire, secrets)

    def capabilities(self) -> Capabilities:
        return Capabilities(CAN, {"paid_label": NO_LABEL})

    def profile(self, reference: str) -> ProfileFacts:
        """By DID, handle or address; asked by DID it follows a renamed handle. `Gone` when deleted or deactivated."""
        actor = _actor(reference)
        found = parse.profiles(self._ask("app.bsky.actor.getProfiles", actors=[actor]), "profiles")
        if not found:
            raise Gone(f"There is no Bluesky profile “{actor}” (any more).", where=actor)
        return found[0]

    def profiles(self, accounts: Sequence[str]) -> Mapping[str, ProfileFacts | None]:
        """Many profiles, 25 a call; None for one that is gone."""
        found: dict[str, ProfileFacts | None] = dict.fromkeys(accounts)
        for batch in _batches(accounts):
            answer = self._ask("app.bsky.actor.getProfiles", actors=batch)
            found.update((facts.external_id, facts) for facts in parse.profiles(answer, "profiles"))
        return found

    def posts(self, account: str, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """Posts and replies, newest first, without reposts of others."""
        answer = self._ask_about(account, *_page("posts", account, cursor))
        onward, reached = parse.next_cursor(answer, cursor), parse.oldest(answer)
        if since and reached and reached < since:
            onward = None
        return _back_to(since, parse.own_posts(answer, account), onward)

    def readings(self, posts: Sequence[str]) -> Mapping[str, Mapping[str, float] | None]:
        """25 posts a call. A deleted post, and every post of a deactivated account, is None."""
        found: dict[str, Mapping[str, float] | None] = dict.fromkeys(posts)
        for batch in _batches(posts):
            found.update(parse.figures(self._ask("app.bsky.feed.getPosts", uris=batch)))
        return found

    def comments(self, post: str) -> Sequence[PostFacts]:
        """Direct answers by others; those by people who blocked each other or went are not shown."""
        author = post.removeprefix("at://").partition("/")[0]
        answers = parse.answers(self._ask("app.bsky.feed.getPostThread", uri=post, depth=1, parentHeight=0), post)
        return tuple(one for one in answers if one.author_id != author)

    def search(self, query: Query, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """Newest first. Only posts that truly carry the hashtag or mention: the index also knows mere look-alikes.

        Signed out where the AppView allows it, else as the operator; `NotAvailable` when there is no sign-in.
        """
        asked, fits = self._search_terms(query)
        if since:
            asked["since"] = since.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        answer = self._search(**asked, sort="latest", limit=PAGE, cursor=cursor)
        onward = parse.next_cursor(answer, cursor)
        return _back_to(since, [post for post in parse.posts(answer) if fits(post)], onward)

    def follows(self, account: str, direction: Direction, cursor: str | None = None) -> Page[ProfileFacts]:
        """100 a page, without figures (the lists tell none)."""
        answer = self._ask_about(account, *_page(direction, account, cursor))
        return Page(tuple(parse.profiles(answer, FIELDS[direction])), parse.next_cursor(answer, cursor))

    def expect(self, what: str, account: str, cursor: str | None = None) -> None:
        """Begins to ask for that page of posts, followers or followed."""
        method, asked = _page(what, account, cursor)
        self._wire.expect_json(self._url(method), params=asked)

    def _search_terms(self, query: Query) -> tuple[dict[str, Any], Callable[[PostFacts], bool]]:
        if query.kind == "hashtag":
            tag = query.value.lstrip("#").casefold()
            return {"q": f"#{tag}", "tag": [tag]}, lambda post: tag in map(str.casefold, post.hashtags)
        if query.kind == "mention":
            who = self.profile(query.value)
            return {"q": f"@{who.handle}", "mentions": who.external_id}, lambda post: who.external_id in post.mentions
        return {"q": query.value}, lambda post: True

    def _search(self, **asked: Any) -> Any:
        try:
            return self._ask("app.bsky.feed.searchPosts", **asked)
        except SignInRefused as refused:
            if not self._session.possible:
                raise NotAvailable(
                    NO_SEARCH, where="search", cure="Give a handle and an app password on the page Platforms."
                ) from refused
        url = f"{self._session.pds}/xrpc/app.bsky.feed.searchPosts"
        return self._wire.get_json(url, params=_told(asked), headers=self._session.headers()).data

    def _ask(self, method: str, **asked: Any) -> Any:
        return self._wire.get_json(self._url(method), params=_told(asked)).data

    def _url(self, method: str) -> str:
        return f"{self._appview}/xrpc/{method}"

    def _ask_about(self, account: str, method: str, asked: Mapping[str, Any]) -> Any:
        """As `_ask`. The lists of an account that is gone are refused with the same 400 as a wrong question,
        so after a refusal the profile is asked, which says `Gone`."""
        try:
            return self._wire.get_json(self._url(method), params=asked).data
        except (Slow, BudgetSpent, Unreachable, Gone):
            raise
        except PlatformError:
            self.profile(account)
            raise


def _page(what: str, account: str, cursor: str | None) -> tuple[str, dict[str, Any]]:
    """The method and what it is asked for a page of one of the LISTS."""
    some = {"filter": "posts_with_replies"} if what == "posts" else {}
    return LISTS[what], _told({"actor": account, "limit": PAGE, **some, "cursor": cursor})


def _actor(reference: str) -> str:
    did = DID.search(reference)
    return did[0] if did else parse_profile(reference, "bluesky").handle


def _back_to(since: datetime | None, posts: Iterable[PostFacts], cursor: str | None) -> Page[PostFacts]:
    """The posts not older than `since`; no further page once an older one was met."""
    posts = tuple(posts)
    if since is None:
        return Page(posts, cursor)
    kept = tuple(post for post in posts if post.published_at is None or post.published_at >= since)
    return Page(kept, cursor if len(kept) == len(posts) else None)


def _batches(items: Sequence[str]) -> Iterable[list[str]]:
    unique = list(dict.fromkeys(items))
    return (unique[at : at + BATCH] for at in range(0, len(unique), BATCH))


def _told(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if value is not None}
