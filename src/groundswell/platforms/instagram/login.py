"""A creator's own consent: the Instagram API with Instagram Login, with the insights only they may show.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
"""

from collections.abc import Mapping
from typing import Any

from groundswell.platforms import told
from groundswell.platforms.errors import Gone, PlatformError, SignInRefused
from groundswell.platforms.facts import PostFacts
from groundswell.platforms.instagram import parse
from groundswell.platforms.instagram.graph import Graph
from groundswell.platforms.sign_in import AudienceShare, OAuth, OwnFacts, Tokens, tokens_told
from groundswell.platforms.wire import Wire

GRAPH = "https://graph.instagram.com"
VERSION = f"{GRAPH}/v23.0"
OWN_FIELDS = "user_id,username,name,biography,website,followers_count,follows_count,media_count"
BREAKDOWNS = {"country": "country", "city": "city", "gender": "gender", "age": "age", "gender_age": "age,gender"}
GENDERS = {"F": "female", "M": "male"}
NOT_TOLD = (PlatformError, SignInRefused, Gone)
NEWEST = 50


class InstagramLogin(OAuth):
    """Codes give a token of an hour, which is exchanged for one of 60 days, which is renewed by itself."""

    __slots__ = ()

    def exchange(self, wire: Wire, secrets: Mapping[str, str], *, code: str, verifier: str, redirect: str) -> Tokens:
        short = super().exchange(wire, secrets, code=code, verifier=verifier, redirect=redirect)
        asked = {"grant_type": "ig_exchange_token", "client_secret": secrets[self.keys[1]]}
        return self._lengthened(wire, "access_token", {**asked, "access_token": short.access}, short)

    def renew(self, wire: Wire, secrets: Mapping[str, str], tokens: Tokens) -> Tokens:
        asked = {"grant_type": "ig_refresh_token", "access_token": tokens.access}
        return self._lengthened(wire, "refresh_access_token", asked, tokens)

    def _lengthened(self, wire: Wire, path: str, asked: Mapping[str, str], before: Tokens) -> Tokens:
        return tokens_told(wire.get_json(f"{GRAPH}/{path}", params=asked).data, before)


def read(wire: Wire, token: str) -> OwnFacts:
    """Profile, newest posts, and the shares of the followers that Instagram tells (from 100 followers on)."""
    graph = Graph(wire, token, VERSION)
    view = graph.ask("me", fields=OWN_FIELDS)
    profile = parse.profile({**view, "id": told.text(view, "user_id")})
    followers = profile.metrics.get("followers")
    shares = [share for one in BREAKDOWNS for share in _breakdown(graph, one, followers)]
    return OwnFacts(
        profile=profile,
        posts=_newest(graph, profile.external_id, profile.handle),
        audience=tuple(shares),
        sample=int(followers) if followers is not None else None,
    )


def shares_of(view: Any, dimension: str, followers: float | None) -> list[AudienceShare]:
    """Counts of `follower_demographics` as shares. Of places Instagram tells only the 45 largest, so their counts are
    held against all followers; of gender and age against those it can tell (U is nobody's gender)."""
    counts: dict[str, float] = {}
    for value in told.items(view, "data"):
        breakdowns = told.items(told.mapping(value, "total_value"), "breakdowns")
        for row in (row for one in breakdowns for row in told.items(one, "results")):
            if (name := _name(dimension, row)) and type(count := row.get("value")) is int and count >= 0:
                counts[name] = counts.get(name, 0.0) + count
    whole = sum(counts.values())
    if dimension in ("country", "city"):
        whole = max(whole, followers or 0)
    return [AudienceShare(dimension, name, count / whole) for name, count in counts.items()] if whole else []


def _name(dimension: str, row: Mapping[str, Any]) -> str:
    values = row.get("dimension_values")
    if not isinstance(values, list) or not all(isinstance(one, str) and one for one in values):
        return ""
    if dimension == "gender_age":
        return f"{GENDERS[values[1]]}.{values[0]}" if len(values) == 2 and values[1] in GENDERS else ""
    if len(values) != 1:
        return ""
    return GENDERS.get(values[0], "") if dimension == "gender" else values[0]


def _breakdown(graph: Graph, dimension: str, followers: float | None) -> list[AudienceShare]:
    try:
        found = graph.ask(
            "me/insights", metric="follower_demographics", period="lifetime", metric_type="total_value",
            breakdown=BREAKDOWNS[dimension],
        )  # fmt: skip
    except PlatformError as error:
        # Refused for accounts with less than 100 followers: unknown, like all that a network does not tell.
        if type(error) not in NOT_TOLD:
            raise
        return []
    return shares_of(found, dimension, followers)


def _newest(graph: Graph, account: str, handle: str) -> tuple[PostFacts, ...]:
    found = graph.ask("me/media", fields=parse.MEDIA_FIELDS, limit=NEWEST)
    return tuple(parse.media(view, author_id=account, author_handle=handle) for view in told.items(found, "data"))


login = InstagramLogin(
    authorize_url="https://www.instagram.com/oauth/authorize",
    exchange_url="https://api.instagram.com/oauth/access_token",
    scopes=("instagram_business_basic", "instagram_business_manage_insights"),
    keys=("login_app_id", "login_app_secret"),
    separator=",",
    pkce=False,
    read=read,
    gives=(
        "your public profile and how many follow you",
        "your newest posts with their figures",
        "where your followers live, their ages and genders, as shares only",
    ),
    after="In Instagram: Settings → Website permissions → Apps and websites, remove the app.",
)
