"""Mastodon, and what speaks its API (GoToSocial, Pleroma and others): every server is asked for its own people."""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from groundswell.kit.errors import BadInput
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
from groundswell.platforms.mastodon import parse
from groundswell.platforms.mastodon.names import Address, Numbered, address_of, post_named
from groundswell.platforms.mastodon.servers import Servers, next_page, server_named
from groundswell.platforms.port import Capabilities
from groundswell.platforms.wire import Wire

PEOPLE, STATUSES, BATCH = 80, 40, 20  # a page of the lists, of timelines, and how many statuses one call shows
FREE = frozenset({"profile", "posts", "readings", "followers", "following"})
NO_LABEL = "Mastodon has no label for paid posts."
NO_SERVER = "Hashtags are read on one server: name yours on the page Platforms."
SIGN_IN_FIRST = (
    "Mastodon lets only signed-in people search: give your server and an access token on the page Platforms."
)
PASSES_BY_ITSELF = (Slow, BudgetSpent, Unreachable)
Fits = Callable[[Mapping[str, Any]], bool]


class Mastodon:
    """The connector. Accounts are `user@domain`; their servers' numbers are looked up once and remembered."""

    def __init__(self, wire: Wire, secrets: Mapping[str, str]) -> None:
        self._servers = Servers(wire, server_named(secrets.get("server", "")), secrets.get("access_token", "").strip())
        self._numbers: dict[Address, Numbered] = {}
        self._instance: Any = None

    def capabilities(self) -> Capabilities:
        why_not = {"paid_label": NO_LABEL}
        if not self._servers.home:
            why_not["hashtag"] = NO_SERVER
        if not self._servers.signed_in:
            why_not |= {"mention": SIGN_IN_FIRST, "text": SIGN_IN_FIRST}
        return Capabilities(FREE | ({"hashtag", "mention", "text"} - why_not.keys()), why_not)

    def profile(self, reference: str) -> ProfileFacts:
        """By handle or address, from the person's own server. `Gone` when deleted or suspended."""
        who = address_of(reference)
        view, host = self._looked_up(who)
        facts = parse.profile(view, who.domain)
        self._numbers[who] = Numbered(host, parse.number(view))
        return facts

    def posts(self, account: str, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """What the account wrote for everybody, newest first: no boosts, nothing unlisted or for followers only."""
        who, domain = self._numbered(account)
        answer = self._servers.ask(
            who.host, f"v1/accounts/{who.number}/statuses", limit=STATUSES, exclude_reblogs="true", max_id=cursor
        )
        return _page(answer.data, who.host, domain, since=since, onward=next_page(answer, "max_id", cursor))

    def readings(self, posts: Sequence[str]) -> Mapping[str, Mapping[str, float] | None]:
        """Asked of each post's own server, 20 a call. None for one that is deleted or not public any more."""
        found: dict[str, Mapping[str, float] | None] = dict.fromkeys(posts)
        by_host: dict[str, list[str]] = {}
        for post in found:
            named = post_named(post)
            by_host.setdefault(named.host, []).append(named.number)
        for host, numbers in by_host.items():
            for at in range(0, len(numbers), BATCH):
                for view in self._statuses(host, numbers[at : at + BATCH]):
                    if parse.is_public_original(view):
                        found[str(Numbered(host, parse.number(view)))] = parse.figures(view)
        return found

    def comments(self, post: str) -> Sequence[PostFacts]:
        """Direct answers by others that everybody may read; one call shows at most 60 to strangers."""
        named = post_named(post)
        told = self._servers.ask(named.host, f"v1/statuses/{named.number}/context").data
        below = parse.items(told.get("descendants") if isinstance(told, Mapping) else None, "descendants")
        views = [view for view in below if parse.is_open_answer(view, named.number)]
        return tuple(parse.post(view, named.host, named.host) for view in views)

    def search(self, query: Query, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """Newest first, without the posts of people who asked not to be found."""
        if missing := self.capabilities().why_not.get(query.kind):
            raise NotAvailable(missing, where=query.kind)
        if query.kind == "hashtag":
            return self._tagged(query.value, since, cursor)
        if query.kind == "mention":
            return self._mentions(query.value, since, cursor)
        return self._found(query.value, since, cursor, lambda view: True)

    def follows(self, account: str, direction: Direction, cursor: str | None = None) -> Page[ProfileFacts]:
        """80 a page. `NotAvailable` when the person hides the list: the server then shows none beside a count."""
        who, domain = self._numbered(account)
        answer = self._servers.ask(who.host, f"v1/accounts/{who.number}/{direction}", limit=PEOPLE, max_id=cursor)
        people = [parse.profile(view, domain) for view in parse.items(answer.data, "accounts") if not view.get("suspended")]  # fmt: skip
        if not people and cursor is None:
            facts = self.profile(account)
            if facts.hidden or facts.metrics.get(direction):
                raise NotAvailable(f"@{facts.handle} does not show this list.", where=direction)
        return Page(tuple(people), next_page(answer, "max_id", cursor))

    def _numbered(self, account: str) -> tuple[Numbered, str]:
        """How the account's own server calls it, and the domain of the people there."""
        who = address_of(account)
        if who not in self._numbers:
            self.profile(account)
        return self._numbers[who], who.domain

    def _looked_up(self, who: Address) -> tuple[Any, str]:
        """The account's view and the server that gave it: of the domain itself, else of the one WebFinger names."""
        try:
            return self._by_name(who.domain, who), who.domain
        except PASSES_BY_ITSELF:
            raise
        except PlatformError as error:
            host = self._servers.host_of(who)
            if host == who.domain:
                raise error from None
            return self._by_name(host, who), host

    def _by_name(self, host: str, who: Address) -> Any:
        """The lookup, and where a server gives it to nobody the public search for an exact name."""
        try:
            return self._servers.ask(host, "v1/accounts/lookup", acct=who.user).data
        except (SignInRefused, NotAvailable):
            told = self._servers.ask(host, "v2/search", q=str(who), type="accounts", limit=BATCH).data
        for view in parse.items(told.get("accounts") if isinstance(told, Mapping) else None, "accounts"):
            if parse.at_home(view) and parse.address(view, who.domain) == str(who):
                return view
        raise Gone(f"There is no profile @{who} (any more).", where=str(who))

    def _statuses(self, host: str, numbers: list[str]) -> list[Any]:
        """Those that are still there; servers before Mastodon 4.3 are asked one by one."""
        try:
            return parse.items(self._servers.ask(host, "v1/statuses", **{"id[]": numbers}).data, "statuses")
        except PlatformError as error:
            if type(error) not in (Gone, PlatformError):
                raise
        found = []
        for number in numbers:
            with contextlib.suppress(Gone):
                found += parse.items([self._servers.ask(host, f"v1/statuses/{number}").data], "statuses")
        return found

    def _home(self) -> Any:
        """What the operator's server says of itself; nothing where it is too old to."""
        if self._instance is None:
            try:
                self._instance = self._servers.ask(self._servers.home, "v2/instance").data
            except Gone:
                self._instance = {}
        return self._instance

    def _tagged(self, hashtag: str, since: datetime | None, cursor: str | None) -> Page[PostFacts]:
        home, tag = self._servers.home, hashtag.strip().lstrip("#").casefold()
        if not tag:
            raise BadInput("The hashtag is empty.", where="hashtag")
        shown = parse.feeds_open(self._home(), signed_in=self._servers.signed_in)
        if not shown:
            raise NotAvailable(f"{home} shows its hashtag pages to nobody, or only to its members.", where="hashtag")
        only = dict.fromkeys(shown, "true") if len(shown) == 1 else {}
        path = f"v1/timelines/tag/{quote(tag, safe='')}"
        answer = self._servers.ask(home, path, limit=STATUSES, max_id=cursor, **only)
        return self._page(answer.data, since, next_page(answer, "max_id", cursor), _author(parse.may_be_found))

    def _mentions(self, handle: str, since: datetime | None, cursor: str | None) -> Page[PostFacts]:
        """Of the operator's own account by its notifications, which are complete; of others by search."""
        whom, home = str(address_of(handle)), self._servers.home
        domain = parse.domain_of(self._home()) or home
        if parse.address(self._servers.ask(home, "v1/accounts/verify_credentials").data, domain) != whom:
            return self._found(f"@{whom}", since, cursor, lambda view: whom in parse.post(view, home, domain).mentions)
        asked = {"types[]": "mention", "limit": STATUSES, "max_id": cursor}
        answer = self._servers.ask(home, "v1/notifications", **asked)
        told = [item["status"] for item in parse.items(answer.data, "notifications") if item.get("status")]
        return self._page(told, since, next_page(answer, "max_id", cursor))

    def _found(self, words: str, since: datetime | None, cursor: str | None, fits: Fits) -> Page[PostFacts]:
        offset = int(cursor or 0)
        asked = {"q": words, "type": "statuses", "limit": STATUSES, "offset": offset or None}
        told = self._servers.ask(self._servers.home, "v2/search", **asked).data
        views = parse.items(told.get("statuses") if isinstance(told, Mapping) else None, "statuses")
        onward = str(offset + len(views)) if len(views) == STATUSES else None
        searchable = _author(parse.may_be_searched)
        return self._page(views, since, onward, lambda view: searchable(view) and fits(view))

    def _page(
        self, views: Any, since: datetime | None, onward: str | None, fits: Fits = lambda view: True
    ) -> Page[PostFacts]:
        """What the operator's own server told."""
        home = self._servers.home
        return _page(views, home, parse.domain_of(self._home()) or home, since=since, onward=onward, fits=fits)


def _author(says: Fits) -> Fits:
    return lambda view: isinstance(view.get("account"), Mapping) and says(view["account"])


def _page(
    views: Any,
    host: str,
    domain: str,
    *,
    since: datetime | None,
    onward: str | None,
    fits: Fits = lambda view: True,
) -> Page[PostFacts]:
    """The public posts that fit and are not older than `since`; no further page once an older one was met."""
    views = parse.items(views, "statuses")
    posts = [parse.post(view, host, domain) for view in views if parse.is_public_original(view) and fits(view)]
    if since is None:
        return Page(tuple(posts), onward)
    older = any(moment < since for view in views if (moment := parse.moment(view)))
    kept = (post for post in posts if post.published_at is None or post.published_at >= since)
    return Page(tuple(kept), None if older else onward)
