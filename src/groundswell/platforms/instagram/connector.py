"""Instagram, as far as Meta lets a business look: professional accounts, the own account's tags, 30 hashtags a week."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.platforms import told
from groundswell.platforms.addresses import parse_profile
from groundswell.platforms.errors import BudgetSpent, NotAvailable
from groundswell.platforms.facts import Direction, Page, PostFacts, ProfileFacts, Query
from groundswell.platforms.instagram import parse
from groundswell.platforms.instagram.graph import NO_HASHTAG, Graph
from groundswell.platforms.port import Capabilities
from groundswell.platforms.wire import Wire

PAGE = 50
HASHTAGS, DAYS = 30, 7
CAN = frozenset({"profile", "posts", "hashtag", "mention"})
NO_LISTS = "Instagram shows nobody's list of followers or followings, only how many there are."
WHY_NOT = {
    "readings": "Instagram gives newest figures only with the list of an account's newest posts.",
    "text": "Instagram has no search by words.",
    "followers": NO_LISTS,
    "following": NO_LISTS,
    "paid_label": "Instagram tells the paid label only to the brand that is named as the partner, through its ads account.",
}


class Instagram:
    """The connector. Business discovery finds people by name only, so the names of lasting ids are remembered."""

    def __init__(self, wire: Wire, secrets: Mapping[str, str]) -> None:
        self._wire = wire
        self._graph = Graph(wire, secrets.get("access_token", ""))
        self._own_id = secrets.get("user_id", "").strip()
        self._names: dict[str, str] = {}
        self._first_pages: dict[str, Mapping[str, Any]] = {}
        self._hashtags: dict[str, str] = {}

    def capabilities(self) -> Capabilities:
        return Capabilities(CAN, WHY_NOT)

    def profile(self, reference: str) -> ProfileFacts:
        """By handle or address, with the newest posts in the same call, which `posts` then gives without another.

        `Gone` for personal accounts too: Meta does not tell them from those that are no more.
        """
        if reference.isdigit():
            if reference not in self._names:
                raise NotAvailable("Instagram finds professional accounts by name only.", where=reference)
            reference = self._names[reference]
        handle = parse_profile(reference, parse.NETWORK).handle
        view = self._discover(handle, parse.PROFILE_FIELDS, None)
        facts = parse.profile(view)
        self._names[facts.external_id] = facts.handle
        self._first_pages[facts.external_id] = _media_of(view)
        return facts

    def posts(self, account: str, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """Newest first, without stories. The account must have been read by name before."""
        if account not in self._names:
            raise NotAvailable("Instagram gives posts by the account's name only.", where=account)
        name = self._names[account]
        found = self._first_pages.pop(account, None) if cursor is None else None
        if found is None:
            found = _media_of(self._discover(name, "id", cursor))
        views, onward = told.items(found, "data"), parse.next_cursor(found, cursor)
        return _back_to(since, [parse.media(view, author_id=account, author_handle=name) for view in views], onward)

    def readings(self, posts: Sequence[str]) -> Mapping[str, Mapping[str, float] | None]:
        raise NotAvailable(WHY_NOT["readings"], where="readings")

    def search(self, query: Query, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """A hashtag's posts of the last 24 hours (without their authors), or posts that tag the operator's account."""
        if query.kind == "hashtag":
            return self._tagged(query.value, since, cursor)
        if query.kind == "mention":
            return self._mentions(query.value, since, cursor)
        raise NotAvailable(WHY_NOT["text"], where="text")

    def follows(self, account: str, direction: Direction, cursor: str | None = None) -> Page[ProfileFacts]:
        raise NotAvailable(NO_LISTS, where=direction)

    def _discover(self, handle: str, fields: str, cursor: str | None) -> Mapping[str, Any]:
        after = f".after({cursor})" if cursor else ""
        media = f"media{after}.limit({PAGE}){{{parse.MEDIA_FIELDS},view_count}}"
        asked = f"business_discovery.username({handle}){{{fields},{media}}}"
        return told.mapping(self._graph.ask(self._own_id, fields=asked), "business_discovery")

    def _tagged(self, hashtag: str, since: datetime | None, cursor: str | None) -> Page[PostFacts]:
        tag = hashtag.strip().lstrip("#").casefold()
        if not told.HASHTAG.fullmatch(f"#{tag}"):
            raise BadInput(f"“{hashtag}” is no hashtag.", where="hashtag", cure="Letters, digits and _ in one word.")
        found = self._graph.ask(
            f"{self._number_of(tag)}/recent_media", user_id=self._own_id, fields=parse.MEDIA_FIELDS, limit=PAGE,
            after=cursor,
        )  # fmt: skip
        posts = [parse.media(view) for view in told.items(found, "data")]
        return _back_to(since, posts, parse.next_cursor(found, cursor))

    def _number_of(self, tag: str) -> str:
        """Meta's id of the hashtag. It counts against 30 in 7 days, so a place in the ledger is taken before."""
        try:
            self._wire.take(f"hashtags:{self._own_id}"[:40], tag, most=HASHTAGS, days=DAYS)
        except BudgetSpent as spent:
            raise BudgetSpent(
                f"Instagram lets an account ask for {HASHTAGS} different hashtags in {DAYS} days, and all are taken: "
                f"the next place is free on {spent.until:%-d %B} at {spent.until:%H:%M} UTC.",
                until=spent.until, where=f"#{tag}",
            ) from spent  # fmt: skip
        if tag not in self._hashtags:
            found = told.items(self._graph.ask("ig_hashtag_search", user_id=self._own_id, q=tag), "data")
            if not found:
                raise NotAvailable(NO_HASHTAG, where=f"#{tag}")
            self._hashtags[tag] = told.text(found[0], "id")
        return self._hashtags[tag]

    def _mentions(self, handle: str, since: datetime | None, cursor: str | None) -> Page[PostFacts]:
        wanted = parse_profile(handle, parse.NETWORK).handle
        own = told.text(self._graph.ask(self._own_id, fields="username"), "username").lower()
        if wanted != own:
            raise NotAvailable(
                f"Instagram tells only who tags @{own}, the account whose token was given.", where=handle
            )
        fields = f"{parse.MEDIA_FIELDS},username"
        found = self._graph.ask(f"{self._own_id}/tags", fields=fields, limit=PAGE, after=cursor)
        posts = [parse.media(view) for view in told.items(found, "data")]
        return _back_to(since, posts, parse.next_cursor(found, cursor))


def _media_of(view: Mapping[str, Any]) -> Mapping[str, Any]:
    """The list of media; an account without any has none."""
    return told.mapping(view, "media") if "media" in view else {"data": []}


def _back_to(since: datetime | None, posts: list[PostFacts], cursor: str | None) -> Page[PostFacts]:
    """Those not older than `since`; no further page once an older one was met."""
    kept = [post for post in posts if since is None or post.published_at is None or post.published_at >= since]
    return Page(tuple(kept), cursor if len(kept) == len(posts) else None)
