"""YouTube by its Data API: channels, uploads and videos 50 a call, each call one unit; searches from a quota apart."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.kit.ids import new_click_id
from groundswell.platforms.addresses import CHANNEL_ID, parse_profile
from groundswell.platforms.errors import Gone, NotAvailable
from groundswell.platforms.facts import Direction, Page, PostFacts, ProfileFacts, Query
from groundswell.platforms.port import Bucket, Capabilities
from groundswell.platforms.wire import Refused, Wire
from groundswell.platforms.youtube import parse
from groundswell.platforms.youtube.refusals import PACIFIC, refused, search_refused

__all__ = ["PACIFIC", "SEARCHES", "YouTube"]
API = "https://www.googleapis.com/youtube/v3"
BATCH = 50  # of every list
SEARCHES = Bucket(name="searches", most=100, days=1)
CHANNEL_PARTS = "snippet,statistics"
VIDEO_PARTS = "snippet,statistics,contentDetails,status,liveStreamingDetails,player"
SHAPE = 1000  # the widest and highest player we ask for, so that YouTube tells the video's shape
LABEL_PAGES = 4
CAN = frozenset({"profile", "posts", "readings", "hashtag", "mention", "text", "paid_label"})
WHY_NOT = {
    "followers": "YouTube tells nobody who subscribes to a channel.",
    "following": "YouTube tells whom a channel subscribes to only where its owner opened the list; it is not read.",
}
Fits = Callable[[PostFacts], bool]


class YouTube:
    """The connector. Accounts are channel ids ("UC…") and posts are video ids, which outlive a change of handle."""

    def __init__(self, wire: Wire, secrets: Mapping[str, str], headers: Mapping[str, str] | None = None) -> None:
        """`headers` prove who asks where it is not the operator by their key."""
        self._wire = wire
        # In a header, not in the address: addresses are logged on the way.
        self._headers = headers or {"X-Goog-Api-Key": secrets.get("api_key", "")}

    def capabilities(self) -> Capabilities:
        return Capabilities(CAN, WHY_NOT)

    def profile(self, reference: str) -> ProfileFacts:
        """By channel id, handle or address. One unit; two for a name that is no handle but an old user name."""
        name = _named(reference)
        tries: list[dict[str, Any]]
        tries = [{"id": name}] if CHANNEL_ID.fullmatch(name) else [{"forHandle": f"@{name}"}, {"forUsername": name}]
        for asked in tries:
            if channels := parse.items(self._ask("channels", part=CHANNEL_PARTS, **asked)):
                return parse.profile(channels[0])
        raise Gone(f"There is no YouTube channel “{name}” (any more).", where=name)

    def own_profile(self) -> ProfileFacts:
        """The channel of whoever gave the token; `Gone` where their Google account has none."""
        if channels := parse.items(self._ask("channels", part=CHANNEL_PARTS, mine="true")):
            return parse.profile(channels[0])
        raise Gone("This Google account has no YouTube channel.", where="channel")

    def profiles(self, accounts: Sequence[str]) -> Mapping[str, ProfileFacts | None]:
        """Many channels by their ids, 50 for one unit; None for one that is gone."""
        found: dict[str, ProfileFacts | None] = dict.fromkeys(accounts)
        for batch in _batches(accounts):
            answer = self._ask("channels", part=CHANNEL_PARTS, id=",".join(batch), maxResults=BATCH)
            found.update((facts.external_id, facts) for facts in map(parse.profile, parse.items(answer)))
        return found

    def posts(self, account: str, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """Public videos, newest first: two units for 50, one when none is new."""
        try:
            answer = self._ask(
                "playlistItems", part="contentDetails", playlistId=_uploads(account), maxResults=BATCH, pageToken=cursor
            )
        except Gone:
            # A channel without videos has no such list; a channel that is gone says so here.
            self.profile(account)
            return Page(())
        listed = parse.uploads(answer)
        wanted = [pk for pk, published in listed if published and (since is None or published >= since)]
        reached = since is not None and any(published and published < since for _, published in listed)
        onward = parse.next_page(answer, cursor)
        return Page(tuple(self._videos(wanted)), None if reached else onward)

    def readings(self, posts: Sequence[str]) -> Mapping[str, Mapping[str, float] | None]:
        """50 videos for one unit. A video that is deleted, private or unlisted is None."""
        found: dict[str, Mapping[str, float] | None] = dict.fromkeys(posts)
        for batch in _batches(posts):
            found.update(
                parse.readings(self._ask("videos", part="statistics,status", id=",".join(batch), maxResults=BATCH))
            )
        return found

    def search(self, query: Query, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """Newest first, one of the day's 100 searches and one unit for a page of 50. Hashtags and mentions only where
        title or description carries them: the search itself finds much that is merely similar."""
        words, fits = _looked_for(query)
        answer = self._search(since, cursor, q=words)
        onward = parse.next_page(answer, cursor)
        posts = (post for post in self._videos(parse.found(answer)) if fits(post))
        return Page(tuple(posts), onward)

    def labelled(self, handle: str, since: datetime) -> frozenset[str]:
        """Ids of the channel's videos whose owner said “Includes paid promotion”. The video itself tells that to its owner
        only, but the search can leave out all others: one of the day's 100 searches for 50 labelled videos."""
        channel = handle if CHANNEL_ID.fullmatch(handle) else self.profile(handle).external_id
        found: set[str] = set()
        cursor: str | None = None
        for _ in range(LABEL_PAGES):
            answer = self._search(since, cursor, channelId=channel, videoPaidProductPlacement="true")
            found.update(parse.found(answer))
            cursor = parse.next_page(answer, cursor)
            if cursor is None:
                break
        return frozenset(found)

    def follows(self, account: str, direction: Direction, cursor: str | None = None) -> Page[ProfileFacts]:
        raise NotAvailable(WHY_NOT[direction], where=direction)

    def _search(self, since: datetime | None, cursor: str | None, **asked: Any) -> Any:
        self._wire.take(SEARCHES.name, new_click_id(), most=SEARCHES.most, days=SEARCHES.days)
        return self._ask(
            "search",
            units=0,
            refused=search_refused,
            part="snippet",
            type="video",
            order="date",
            maxResults=BATCH,
            publishedAfter=since and f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            pageToken=cursor,
            **asked,
        )

    def _videos(self, ids: Sequence[str]) -> list[PostFacts]:
        """In the order of the ids; those that are not public are left out."""
        told: dict[str, PostFacts] = {}
        for batch in _batches(ids):
            answer = self._ask(
                "videos", part=VIDEO_PARTS, id=",".join(batch), maxResults=BATCH, maxWidth=SHAPE, maxHeight=SHAPE
            )
            posts = map(parse.post, filter(parse.is_public, parse.items(answer)))
            told.update((post.external_id, post) for post in posts)
        return [told[pk] for pk in dict.fromkeys(ids) if pk in told]

    def _ask(self, method: str, *, units: int = 1, refused: Refused = refused, **asked: Any) -> Any:
        params = {name: value for name, value in asked.items() if value is not None}
        url, headers = f"{API}/{method}", self._headers
        return self._wire.get_json(url, params=params, headers=headers, units=units, refused=refused).data


def _named(reference: str) -> str:
    text = reference.strip()
    return text if CHANNEL_ID.fullmatch(text) else parse_profile(text, "youtube").handle


def _uploads(account: str) -> str:
    """The list of everything a channel published: its id with UU for UC."""
    if not CHANNEL_ID.fullmatch(account):
        raise BadInput(f"“{account}” is no id of a YouTube channel.", where="account")
    return f"UU{account[2:]}"


def _looked_for(query: Query) -> tuple[str, Fits]:
    """What to ask the search, and which of what it finds fits."""
    if query.kind == "hashtag":
        tag = query.value.strip().lstrip("#＃").casefold()
        return f"#{_worded(tag)}", lambda post: tag in map(str.casefold, post.hashtags)
    if query.kind == "mention":
        handle = parse_profile(query.value, "youtube").handle
        return f"@{handle}", lambda post: handle in post.mentions
    return _worded(query.value.strip()), lambda post: True


def _worded(text: str) -> str:
    if not text:
        raise BadInput("There is nothing to look for.", where="query")
    return text


def _batches(ids: Sequence[str]) -> Iterable[list[str]]:
    unique = list(dict.fromkeys(ids))
    return (unique[at : at + BATCH] for at in range(0, len(unique), BATCH))
