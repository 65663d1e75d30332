"""Twitch: channels, their videos and the broadcast under way."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from groundswell.platforms import told
from groundswell.platforms.addresses import parse_profile
from groundswell.platforms.errors import Gone, NotAvailable, PlatformError, SignInRefused
from groundswell.platforms.facts import Direction, Page, PostFacts, ProfileFacts, Query
from groundswell.platforms.port import Capabilities
from groundswell.platforms.twitch import parse
from groundswell.platforms.twitch.session import Session
from groundswell.platforms.wire import Wire

PAGE = 100
CAN = frozenset({"profile", "posts", "readings", "paid_label"})
NO_LISTS = "Twitch shows its lists of followers only to the channel and its moderators."
NO_SEARCH = "Twitch can be searched for channels and games, not for what is said in a video."
WHY_NOT = {
    "hashtag": NO_SEARCH,
    "mention": NO_SEARCH,
    "text": NO_SEARCH,
    "followers": NO_LISTS,
    "following": NO_LISTS,
}


class Twitch:
    """The connector. Accounts are Twitch's numbers, which outlive a change of name."""

    def __init__(self, wire: Wire, secrets: Mapping[str, str]) -> None:
        self._session = Session(wire, secrets)
        self._followers_are_told = True

    def capabilities(self) -> Capabilities:
        return Capabilities(CAN, WHY_NOT)

    def profile(self, reference: str) -> ProfileFacts:
        """By number, name or address. Followers are left out where Twitch tells them to moderators only."""
        number = reference.strip()
        who = {"id": number} if number.isdigit() else {"login": parse_profile(reference, parse.NETWORK).handle}
        users = told.items(self._session.ask("users", **who), "data")
        if not users:
            raise Gone(f"There is no Twitch channel “{reference}” (any more).", where=reference)
        account = told.text(users[0], "id")
        return parse.profile(users[0], self._channel(account), self._followers(account))

    def posts(self, account: str, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """The broadcast under way, if any, then videos newest first."""
        found = self._session.ask("videos", user_id=account, type="all", sort="time", first=PAGE, after=cursor)
        videos = [parse.video(view) for view in told.items(found, "data")]
        onward = parse.next_cursor(found, cursor)
        kept = [video for video in videos if since is None or video.published_at is None or video.published_at >= since]
        live = self._live(account) if cursor is None else []
        return Page((*live, *kept), onward if len(kept) == len(videos) else None)

    def readings(self, posts: Sequence[str]) -> Mapping[str, Mapping[str, float] | None]:
        """100 videos a call; None for one that was deleted. A broadcast that is over has no newer figures."""
        found: dict[str, Mapping[str, float] | None] = {post: {} if _is_live(post) else None for post in posts}
        videos = list(dict.fromkeys(post for post in posts if not _is_live(post)))
        for at in range(0, len(videos), PAGE):
            for view in self._videos(videos[at : at + PAGE]):
                facts = parse.video(view)
                if facts.external_id in found:
                    found[facts.external_id] = facts.metrics
        return found

    def search(self, query: Query, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        raise NotAvailable(NO_SEARCH, where=query.kind)

    def follows(self, account: str, direction: Direction, cursor: str | None = None) -> Page[ProfileFacts]:
        raise NotAvailable(NO_LISTS, where=direction)

    def _videos(self, numbers: list[str]) -> list[Mapping[str, Any]]:
        """Those of them that are still there; Twitch answers 404 when none is."""
        try:
            return told.items(self._session.ask("videos", id=numbers), "data")
        except Gone:
            return []

    def _live(self, account: str) -> list[PostFacts]:
        streams = told.items(self._session.ask("streams", user_id=account), "data")
        label = parse.branded(self._channel(account)) if streams else None
        return [parse.stream(view, branded=label) for view in streams if told.text(view, "user_id") == account]

    def _channel(self, account: str) -> Mapping[str, Any]:
        found = told.items(self._session.ask("channels", broadcaster_id=account), "data")
        return found[0] if found else {}

    def _followers(self, account: str) -> int | None:
        """How many follow; None where Twitch wants the channel's own consent to tell, which is then asked no more."""
        if not self._followers_are_told:
            return None
        try:
            total = self._session.ask("channels/followers", broadcaster_id=account, first=1).get("total")
        except PlatformError as error:
            if type(error) not in (SignInRefused, PlatformError):
                raise
            self._followers_are_told = False
            return None
        return total if type(total) is int and total >= 0 else None


def _is_live(post: str) -> bool:
    return post.startswith(parse.LIVE)
