"""TikTok without anybody's consent: only whether videos carry the label for commercial content."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NoReturn

from groundswell.kit import clock
from groundswell.platforms import told
from groundswell.platforms.addresses import parse_profile
from groundswell.platforms.errors import NotAvailable
from groundswell.platforms.facts import Direction, Page, PostFacts, ProfileFacts, Query
from groundswell.platforms.port import OPERATIONS, Capabilities
from groundswell.platforms.tiktok import parse
from groundswell.platforms.tiktok.api import Api, app_token
from groundswell.platforms.wire import Wire

PAGE, MOST_PAGES = 50, 20
FIRST_DAY = "20221002"  # the library begins after 1 October 2022
CONSENT = "TikTok tells this only of creators who connect their account on their own page."
NO_SEARCH = "TikTok’s search is for researchers only."
NO_LISTS = "TikTok shows its lists of followers to researchers only."
NO_LABEL_KEYS = "The label needs keys for TikTok’s Commercial Content API, which anybody may apply for."
WHY_NOT = {
    "profile": CONSENT,
    "posts": CONSENT,
    "readings": CONSENT,
    "hashtag": NO_SEARCH,
    "mention": NO_SEARCH,
    "text": NO_SEARCH,
    "followers": NO_LISTS,
    "following": NO_LISTS,
}


class TikTok:
    """The connector. What consenting creators show is read through the plugin's `connect`."""

    def __init__(self, wire: Wire, secrets: Mapping[str, str]) -> None:
        self._wire = wire
        self._key, self._secret = secrets.get("research_key", "").strip(), secrets.get("research_secret", "").strip()
        self._token = ""

    def capabilities(self) -> Capabilities:
        if self._key and self._secret:
            return Capabilities(frozenset({"paid_label"}), WHY_NOT)
        return Capabilities(frozenset(), {**WHY_NOT, "paid_label": NO_LABEL_KEYS})

    def labelled(self, handle: str, since: datetime) -> frozenset[str]:
        """Numbers of the creator's videos since then that carry TikTok's label, as far as its library for the European
        Economic Area goes. A video that is not among them may still be labelled elsewhere."""
        if not (self._key and self._secret):
            raise NotAvailable(NO_LABEL_KEYS, where="paid_label", cure="Enter them on the page Platforms.")
        name = parse_profile(handle, parse.NETWORK).handle
        days = {"min": max(f"{since:%Y%m%d}", FIRST_DAY), "max": f"{clock.now():%Y%m%d}"}
        asked = {"content_published_date_range": days, "creator_usernames": [name]}
        found: set[str] = set()
        search: str | None = None
        for _ in range(MOST_PAGES):
            page = self._page({"filters": asked, "max_count": PAGE, **({"search_id": search} if search else {})})
            for view in told.items(page, "commercial_contents"):
                found |= parse.labelled(view, name)
            onward = told.onward(page.get("search_id"), None)
            if page.get("has_more") is not True or onward is None:
                break
            search = onward
        return frozenset(found)

    def check(self) -> str:
        """Signs in with the keys there are; answers what that proves."""
        if not (self._key and self._secret):
            return "keys for creators’ consent are set, and used when one connects; none for the label"
        self._token = app_token(self._wire, self._key, self._secret)
        return "the keys for the Commercial Content API are accepted"

    def profile(self, reference: str) -> ProfileFacts:
        self._refuse("profile")

    def posts(self, account: str, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        self._refuse("posts")

    def readings(self, posts: Sequence[str]) -> Mapping[str, Mapping[str, float] | None]:
        self._refuse("readings")

    def search(self, query: Query, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        self._refuse(query.kind)

    def follows(self, account: str, direction: Direction, cursor: str | None = None) -> Page[ProfileFacts]:
        self._refuse(direction)

    def _refuse(self, operation: str) -> NoReturn:
        assert operation in OPERATIONS  # noqa: S101  # a slip of ours, not of a user
        raise NotAvailable(WHY_NOT[operation], where=operation)

    def _page(self, body: Mapping[str, object]) -> Mapping[str, object]:
        if not self._token:
            self._token = app_token(self._wire, self._key, self._secret)
        return Api(self._wire, self._token).post("research/adlib/commercial_content/query", parse.LABEL_FIELDS, body)
