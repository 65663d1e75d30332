"""X by its API v2: every answer is paid for, so each call says first what it can cost at most."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import parse_profile
from groundswell.platforms.errors import Gone, NotAvailable
from groundswell.platforms.facts import Direction, Page, PostFacts, ProfileFacts, Query
from groundswell.platforms.port import OPERATIONS, Capabilities
from groundswell.platforms.wire import Wire
from groundswell.platforms.x import parse
from groundswell.platforms.x.prices import cost_of_follows, cost_of_posts, cost_of_users, most
from groundswell.platforms.x.refusals import GONE, NOT_FOUND, missing, problems, refused

API = "https://api.x.com/2"
POSTS, FOUND, PEOPLE, BATCH = 50, 50, 100, 100  # a page of posts, of a search, of a follow list, and ids of one call
SEARCH_REACHES = timedelta(days=7) - timedelta(minutes=2)
USER_FIELDS = "description,entities,name,protected,public_metrics,username,verified"
POST_FIELDS = (
    "author_id,created_at,edit_history_tweet_ids,entities,lang,note_tweet,paid_partnership,possibly_sensitive,"
    "public_metrics,referenced_tweets"
)
WITH_AUTHOR = {"expansions": "author_id", "user.fields": "username"}


class X:
    """The connector. Accounts are user ids, which outlive a change of handle; posts go by the id of their first version."""

    def __init__(self, wire: Wire, secrets: Mapping[str, str]) -> None:
        self._wire = wire
        self._token = secrets.get("bearer_token", "").strip()
        self._ids: dict[str, str] = {}

    def capabilities(self) -> Capabilities:
        return Capabilities(frozenset(OPERATIONS))

    def profile(self, reference: str) -> ProfileFacts:
        """By id, handle or address. `Gone` when deleted, deactivated or suspended."""
        name = reference.strip()
        by = f"users/{name}" if _is_id(name) else f"users/by/username/{(name := parse_profile(name, 'x').handle)}"
        answer = self._ask(by, most(users=1), cost_of_users, **{"user.fields": USER_FIELDS})
        if not answer.get("data"):
            missing(answer)
            raise Gone(f"There is no profile “{name}” on X (any more).", where=name)
        facts = parse.profile(answer["data"])
        self._ids[facts.handle] = facts.external_id
        return facts

    def posts(self, account: str, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """Own posts, newest first, without reposts and replies. One who protects them shows none."""
        answer = self._ask(
            f"users/{_id(account)}/tweets",
            most(posts=POSTS),
            cost_of_posts,
            max_results=POSTS,
            exclude="retweets,replies",
            start_time=since and _time(since),
            pagination_token=cursor,
            **{"tweet.fields": POST_FIELDS},
        )
        return self._page(answer, account, cursor)

    def readings(self, posts: Sequence[str]) -> Mapping[str, Mapping[str, float] | None]:
        """100 a call. None for one that is deleted, or whose author is suspended or protects their posts. Of an edited
        post the figures are those of its newest version, which is asked apart."""
        told = self._looked_up(posts)
        newest = {first: parse.versions(tweet)[-1] for first, tweet in told.items() if tweet}
        edited = {pk: first for first, pk in newest.items() if pk != first}
        again = self._looked_up(list(edited))
        told.update((edited[pk], tweet) for pk, tweet in again.items() if tweet)
        return {pk: parse.figures_of(tweet) if tweet else None for pk, tweet in told.items()}

    def search(self, query: Query, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """Newest first. Words and hashtags are searched, which reaches 7 days back; mentions come from the list of
        everything that mentions the profile, which reaches further."""
        page, money = {"pagination_token": cursor, "max_results": FOUND}, most(posts=FOUND, users=FOUND)
        if query.kind == "mention":
            pk = self._id_of(query.value)
            start = since and _time(since)
            path = f"users/{pk}/mentions"
            answer = self._ask(path, money, cost_of_posts, **page, start_time=start, **WITH_AUTHOR, **{"tweet.fields": POST_FIELDS})  # fmt: skip
            return self._page(answer, pk, cursor)
        start = _time(max(since, clock.now() - SEARCH_REACHES)) if since else None
        answer = self._ask(
            "tweets/search/recent",
            money,
            cost_of_posts,
            query=_asked_for(query),
            sort_order="recency",
            start_time=start,
            **page,
            **WITH_AUTHOR,
            **{"tweet.fields": POST_FIELDS},
        )
        return self._page(answer, query.value, cursor)

    def follows(self, account: str, direction: Direction, cursor: str | None = None) -> Page[ProfileFacts]:
        """100 a page, with figures, for a dollar. `NotAvailable` when the person protects their posts."""
        answer = self._ask(
            f"users/{_id(account)}/{direction}",
            most(users=PEOPLE),
            cost_of_follows,
            max_results=PEOPLE,
            pagination_token=cursor,
            **{"user.fields": USER_FIELDS},
        )
        if "data" not in answer and problems(answer):
            if missing(answer) == NOT_FOUND:
                raise _gone(account)
            raise NotAvailable("They protect their posts, so X does not show this list.", where=direction)
        return Page(tuple(map(parse.profile, parse.data(answer))), parse.next_page(answer, cursor))

    def _page(self, answer: Any, account: str, cursor: str | None) -> Page[PostFacts]:
        if "data" not in answer and problems(answer):
            if missing(answer) == NOT_FOUND:
                raise _gone(account)
            return Page(())
        authors = parse.authors(answer)
        posts = (parse.post(tweet, authors) for tweet in parse.data(answer) if parse.is_own(tweet))
        return Page(tuple(posts), parse.next_page(answer, cursor))

    def _looked_up(self, ids: Sequence[str]) -> dict[str, Mapping[str, Any] | None]:
        """Posts by their ids; None for one that X shows to nobody. What it says nothing of is left out."""
        found: dict[str, Mapping[str, Any] | None] = {}
        for batch in _batches([_id(pk) for pk in ids]):
            answer = self._ask(
                "tweets",
                most(posts=len(batch)),
                cost_of_posts,
                ids=",".join(batch),
                **{"tweet.fields": "edit_history_tweet_ids,public_metrics"},
            )
            gone = {pk for pk, kind in problems(answer).items() if kind in GONE}
            if "data" not in answer and not gone:
                missing(answer)
            found.update((pk, None) for pk in batch if pk in gone)
            told = parse.data(answer) if "data" in answer else []
            found.update((parse.FIELDS.text(tweet, "id"), tweet) for tweet in told)
        return found

    def _id_of(self, reference: str) -> str:
        """The id of a profile, asked once (it costs what a profile costs)."""
        if _is_id(reference.strip()):
            return reference.strip()
        handle = parse_profile(reference, "x").handle
        return self._ids.get(handle) or self.profile(handle).external_id

    def _ask(self, path: str, money: float, cost: Callable[[Any], float], **asked: Any) -> Mapping[str, Any]:
        params = {name: value for name, value in asked.items() if value is not None}
        headers = {"Authorization": f"Bearer {self._token}"}
        answer = self._wire.get_json(
            f"{API}/{path}", params=params, headers=headers, money=money, cost=cost, refused=refused
        )
        return parse.whole(answer.data)


def _asked_for(query: Query) -> str:
    """The question in X's own language; what people typed never becomes an operator of it."""
    text = " ".join(query.value.replace('"', " ").split())
    if query.kind == "hashtag":
        text = text.lstrip("#＃")
    if not text or (query.kind == "hashtag" and not text.replace("_", "a").isalnum()):
        raise BadInput(f"“{query.value}” is nothing that X can look for.", where=query.kind)
    return f"#{text} -is:retweet" if query.kind == "hashtag" else f'"{text}" -is:retweet'


def _is_id(text: str) -> bool:
    """A number is an id; a handle that is a number is written @12345."""
    return text.isascii() and text.isdigit()


def _id(text: str) -> str:
    if not _is_id(text):
        raise BadInput(f"“{text}” is no id of X.", where="id")
    return text


def _gone(account: str) -> Gone:
    return Gone(f"There is no profile “{account}” on X (any more).", where=account)


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _batches(ids: Sequence[str]) -> Iterable[list[str]]:
    unique = list(dict.fromkeys(ids))
    return (unique[at : at + BATCH] for at in range(0, len(unique), BATCH))
