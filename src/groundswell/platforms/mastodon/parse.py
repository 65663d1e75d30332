"""Answers of the Mastodon API turned into facts. Shapes: https://docs.joinmastodon.org/entities/.

`host` is the server that was asked and `domain` what stands after the @ of its people, mostly the same. What it tells
of people and posts of other servers is what happened to reach it, so their figures are left out: only the home server
knows them.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from groundswell.kit.html_text import Reading, read_html
from groundswell.kit.storable import storable
from groundswell.platforms.addresses import profile_url
from groundswell.platforms.errors import Gone, Unreadable
from groundswell.platforms.facts import PostFacts, ProfileFacts
from groundswell.platforms.mastodon.names import Numbered, home_of_post

NETWORK = "mastodon"
PROFILE_METRICS = {"followers": "followers_count", "following": "following_count", "posts_count": "statuses_count"}
POST_METRICS = {"likes": "favourites_count", "shares": "reblogs_count", "comments": "replies_count", "quotes": "quotes_count"}  # fmt: skip
NO_PLAIN_LINK = frozenset({"mention", "hashtag"})


def profile(view: Any, domain: str) -> ProfileFacts:
    """An `Account`; `Gone` when it is suspended."""
    view = storable(view)
    handle = address(view, domain)
    if view.get("suspended") is True:
        raise Gone(f"The profile @{handle} is suspended.", where=handle)
    bio = read_html(_optional(view, "note"))
    moved = view.get("moved")
    return ProfileFacts(
        platform=NETWORK,
        external_id=handle,
        handle=handle,
        url=_web(view.get("url")) or profile_url(NETWORK, handle),
        display_name=_optional(view, "display_name"),
        bio=bio.text,
        metrics=_figures(view, PROFILE_METRICS) if at_home(view) else {},
        hidden=frozenset({"followers_list", "following_list"}) if view.get("hide_collections") is True else frozenset(),
        links=tuple(dict.fromkeys([*_field_links(view), *_plain_links(bio)])),
        indexable=may_be_found(view),
        moved_to=_web(moved.get("url")) if isinstance(moved, Mapping) else "",
    )


def post(view: Any, host: str, domain: str) -> PostFacts:
    """A `Status`; `Unreadable` names the field that is missing."""
    view = storable(view)
    number, author = _text(view, "id"), _mapping(view, "account")
    handle, text = address(author, domain), read_html(_optional(view, "content"))
    url = _web(view.get("url")) or _web(view.get("uri"))
    home = None if at_home(author) else home_of_post(url, handle.partition("@")[2])
    known = {link.get("url") for field in ("mentions", "tags") for link in _mappings(view, field)}
    card = view.get("card")
    links = _plain_links(text) or [_web(card.get("url")) if isinstance(card, Mapping) else ""]
    return PostFacts(
        platform=NETWORK,
        external_id=str(home or Numbered(host, number)),
        url=url,
        author_id=handle,
        author_handle=handle,
        caption=text.text,
        warning=_optional(view, "spoiler_text"),
        language=_optional(view, "language"),
        published_at=_time(view.get("created_at")),
        edited_at=_time(view.get("edited_at")),
        metrics=_figures(view, POST_METRICS) if at_home(author) else {},
        hashtags=tuple(dict.fromkeys(_text(tag, "name") for tag in _mappings(view, "tags"))),
        mentions=tuple(dict.fromkeys(address(whom, domain) for whom in _mappings(view, "mentions"))),
        links=tuple(link for link in dict.fromkeys(links) if link and link not in known),
        raw=view,
    )


def is_public_original(view: Any) -> bool:
    """Whether a status was written by its author for everybody: no boost of another's, not unlisted, not for few."""
    return _text(view, "visibility") == "public" and not view.get("reblog")


def is_open_answer(view: Any, number: str) -> bool:
    """Whether a status answers status `number`, was written by somebody else and may be read by everybody."""
    if view.get("in_reply_to_id") != number or view.get("in_reply_to_account_id") == _mapping(view, "account").get(
        "id"
    ):
        return False
    return _text(view, "visibility") in ("public", "unlisted")


def may_be_found(account: Any) -> bool:
    """False where the person said so: hidden from search engines, left out of discovery, or a memorial."""
    return not (account.get("noindex") is True or account.get("discoverable") is False or account.get("memorial") is True)  # fmt: skip


def may_be_searched(account: Any) -> bool:
    """Whether the text of the person's posts may be searched: Mastodon's own opt-in, where the server knows it."""
    return account.get("indexable") is not False and may_be_found(account)


def at_home(account: Any) -> bool:
    """Whether the account lives on the server that was asked."""
    return "@" not in _text(account, "acct")


def address(account: Any, domain: str) -> str:
    """`user@domain` in lower case, of an `Account` or a mention."""
    named = _text(account, "acct").lower().removeprefix("@")
    return named if "@" in named else f"{named}@{domain}"


def moment(view: Any) -> datetime | None:
    """When a status was published."""
    return _time(view.get("created_at"))


def figures(view: Any) -> dict[str, float]:
    return _figures(view, POST_METRICS)


def items(answer: Any, what: str) -> list[Any]:
    if not isinstance(answer, list) or not all(isinstance(item, Mapping) for item in answer):
        raise Unreadable(f"The server's answer is no list of {what}.", where=what)
    return answer


def number(account: Any) -> str:
    """What the server that was asked calls the account."""
    return _text(account, "id")


def domain_of(instance: Any) -> str:
    """What stands after the @ of a server's people; empty where it does not say."""
    return _optional(instance, "domain").lower() if isinstance(instance, Mapping) else ""


def feeds_open(instance: Any, *, signed_in: bool) -> frozenset[str]:
    """Which posts the server's hashtag feeds show us: "local", "remote". Servers before 4.5 say nothing and show both."""
    for name in ("configuration", "timelines_access", "hashtag_feeds"):
        found = instance.get(name) if isinstance(instance, Mapping) else None
        if not isinstance(found, Mapping):
            return frozenset({"local", "remote"})
        instance = found
    enough = {"public", "authenticated"} if signed_in else {"public"}
    return frozenset(which for which in ("local", "remote") if instance.get(which, "public") in enough)


def _field_links(view: Mapping[str, Any]) -> list[str]:
    """Links of the profile's table; those whose page links back (the server checked) come first."""
    rows = sorted(_mappings(view, "fields"), key=lambda row: not row.get("verified_at"))
    return [link for row in rows for link in _plain_links(read_html(_optional(row, "value")))]


def _plain_links(reading: Reading) -> list[str]:
    return [href for link in reading.links if not link.classes & NO_PLAIN_LINK and (href := _web(link.href))]


def _web(value: Any) -> str:
    """A web address, else nothing: whatever else a server names is no place to send people to."""
    return value if isinstance(value, str) and value.startswith(("https://", "http://")) else ""


def _time(value: Any) -> datetime | None:
    try:
        time = datetime.fromisoformat(value)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def _figures(view: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, float]:
    """Figures that were told; some servers say -1 where a person hides a count."""
    return {ours: float(told) for ours, theirs in names.items() if type(told := view.get(theirs)) is int and told >= 0}


def _mappings(view: Mapping[str, Any], field: str) -> Iterable[Mapping[str, Any]]:
    found = view.get(field)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _optional(view: Mapping[str, Any], field: str) -> str:
    found = view.get(field)
    return found if isinstance(found, str) else ""


def _text(value: Any, field: str) -> str:
    found = value.get(field) if isinstance(value, Mapping) else None
    if not isinstance(found, str) or not found:
        raise Unreadable(f"The server's answer has no “{field}”.", where=field)
    return found


def _mapping(value: Any, field: str) -> Mapping[str, Any]:
    found = value.get(field) if isinstance(value, Mapping) else None
    if not isinstance(found, Mapping):
        raise Unreadable(f"The server's answer has no “{field}”.", where=field)
    return found
