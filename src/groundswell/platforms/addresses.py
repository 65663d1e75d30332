"""Profiles and posts by the addresses people paste: any spelling of one profile gives one handle."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from groundswell.kit.errors import BadInput
from groundswell.platforms.names import PLATFORMS, platform_named
from groundswell.platforms.pasting import network_beside, unwrapped
from groundswell.platforms.posts import PostAddress, read_post

HOSTS = {
    "instagram.com": "instagram", "instagr.am": "instagram", "ig.me": "instagram",
    "tiktok.com": "tiktok", "youtube.com": "youtube", "youtu.be": "youtube", "youtube-nocookie.com": "youtube",
    "twitter.com": "x", "x.com": "x", "facebook.com": "facebook", "fb.com": "facebook", "fb.watch": "facebook",
    "threads.net": "threads", "threads.com": "threads", "pinterest.com": "pinterest", "pin.it": "pinterest",
    "twitch.tv": "twitch", "bsky.app": "bluesky", "linkedin.com": "linkedin", "reddit.com": "reddit",
    "snapchat.com": "snapchat",
}  # fmt: skip

# What the networks allow; letters are folded to lower case first.
HANDLE = {
    "instagram": r"[a-z0-9._]{1,30}", "threads": r"[a-z0-9._]{1,30}", "tiktok": r"[a-z0-9._]{1,24}",
    "youtube": r"[\w.·-]{1,100}", "x": r"[a-z0-9_]{1,15}", "facebook": r"[\w.-]{1,100}", "pinterest": r"[a-z0-9_-]{1,30}",
    "twitch": r"[a-z0-9_]{2,25}", "reddit": r"[a-z0-9_-]{2,20}", "linkedin": r"[\w%-]{2,100}", "snapchat": r"[a-z0-9._-]{2,15}",
    "bluesky": r"([a-z0-9-]+\.)+[a-z0-9-]{2,}|did:(plc|web):[\w.:%-]{3,250}", "mastodon": r"[a-z0-9_.-]+@([a-z0-9-]+\.)+[a-z0-9-]{2,}",
    "blog": r"[^\s@]+\.[^\s@]{2,}", "podcast": r"[^\s@]+\.[^\s@]{2,}",
}  # fmt: skip
HANDLE_PATTERN = {platform: re.compile(pattern) for platform, pattern in HANDLE.items()}

PROFILE_URL = {
    "instagram": "https://www.instagram.com/{}/", "tiktok": "https://www.tiktok.com/@{}",
    "youtube": "https://www.youtube.com/@{}", "x": "https://x.com/{}", "facebook": "https://www.facebook.com/{}",
    "threads": "https://www.threads.net/@{}", "pinterest": "https://www.pinterest.com/{}/",
    "twitch": "https://www.twitch.tv/{}", "bluesky": "https://bsky.app/profile/{}",
    "linkedin": "https://www.linkedin.com/in/{}", "reddit": "https://www.reddit.com/user/{}",
    "snapchat": "https://www.snapchat.com/add/{}", "blog": "https://{}", "podcast": "https://{}",
}  # fmt: skip

# First path parts that are pages of the network, never a person.
_PAGES = (
    "p reel reels stories explore tv watch shorts live playlist results hashtag search i home login share video "
    "videos tag music discover pin groups events pages r status posts embed direct accounts about privacy"
)
NOT_A_PROFILE = frozenset(_PAGES.split())
YOUTUBE_PAGES = frozenset(("feed", "gaming", "clip", "post", "premium", "attribution_link", "redirect", "account", "t"))
X_PAGES = frozenset(("intent", "settings", "messages", "notifications", "compose", "jobs", "tos", "download"))
URL_LIKE = re.compile(r"^(https?://|www\.|(m|mobile|vm|www)\.)|^[\w-]+(\.[\w-]+)+(/|$)", re.IGNORECASE)
LONGEST_QUOTE = 80
CHANNEL_ID = re.compile(r"UC[\w-]{22}")


DID = re.compile(r"(at://)?(?P<who>did:(plc|web):[\w.:%-]{3,250})(/|$)|at://(?P<name>[\w.-]+)(/|$)")


class Profile(NamedTuple):
    """One profile: `handle` lower case without @ (a YouTube channel id keeps its case), `url` canonical."""

    platform: str
    handle: str
    url: str


@lru_cache(maxsize=4096)
def parse_profile(text: str, platform: str | None = None) -> Profile:
    """The profile that an address, an @handle or a handle names.

    `platform` (any name people use for it) is needed unless the text is an address of a known network,
    `network:@handle`, or a Fediverse handle `@user@server`. Raises `BadInput` saying what was understood.
    """
    cleaned = unwrapped(text)
    wanted = platform_named(platform) if platform else None
    if not cleaned:
        raise BadInput("The profile is empty.", where="profile", code="profile_unreadable")
    prefix, _, rest = cleaned.partition(":")
    if rest and not rest.startswith("//") and " " not in prefix and prefix.lower() in PLATFORMS:
        return parse_profile(rest, prefix.lower())
    if beside := network_beside(cleaned):
        return parse_profile(beside[1], wanted or beside[0])
    if found := DID.match(cleaned):
        # `at://` addresses and bare DIDs: what follows names a post, not the profile.
        return _profile("bluesky", found["who"] or found["name"])
    if _is_address(cleaned, wanted):
        return _profile_of_url(cleaned, wanted)
    if wanted is None and cleaned.count("@") == 2 and cleaned.startswith("@"):
        wanted = "mastodon"
    if wanted is None:
        raise BadInput(
            f"“{cleaned}” looks like a handle, but of which network?", where="profile",
            cure="Give the profile's address, or network:@handle.", code="platform_missing",
        )  # fmt: skip
    return _profile(wanted, cleaned)


def parse_post(url: str) -> PostAddress:
    """The post an address names: network, its id there, whose it is when the address tells, and the surface.

    An address of no known network is a blog article, with the address itself as its id.
    Raises `BadInput` when it is no address, or a profile's.
    """
    parts = _split(url)
    host = _host(parts)
    return read_post(HOSTS.get(host, ""), host, parts)


def _is_address(text: str, wanted: str | None) -> bool:
    if text.startswith("@") or wanted == "mastodon":
        return "://" in text
    if "://" in text or "/" in text:
        return True
    if not URL_LIKE.match(text) or wanted == "bluesky":
        return False
    # "maya.fit" is a handle on Instagram, "instagram.com" is not.
    return wanted in (None, "blog", "podcast") or _registered(text.lower().removeprefix("www.")) in HOSTS


def _split(url: str) -> SplitResult:
    text = url.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (
            (parts.hostname or "").encode("idna").decode() if not (parts.hostname or "").isascii() else parts.hostname
        )
    except (ValueError, UnicodeError):
        host = None
        parts = urlsplit("")
    if not host or "." not in host or parts.scheme not in ("http", "https") or " " in text:
        raise BadInput(f"“{url}” is not a web address.", where="url", code="address_unreadable")
    return parts._replace(netloc=host)


def _host(parts: SplitResult) -> str:
    return _registered(parts.netloc.lower())


def _registered(host: str) -> str:
    """`m.youtube.com` and `de.pinterest.com` are their network's; other hosts stay, without www."""
    for known in HOSTS:
        if host == known or host.endswith(f".{known}"):
            return known
    if re.search(r"(^|\.)pinterest\.[a-z.]{2,6}$", host):
        return "pinterest.com"
    return host.removeprefix("www.")


def _profile_of_url(text: str, wanted: str | None) -> Profile:
    parts = _split(text)
    host = _host(parts)
    found = HOSTS.get(host)
    segments = [unquote(part) for part in parts.path.split("/") if part]
    if (
        found is None
        and segments[:1]
        and re.fullmatch(r"@[\w.-]+(@[\w.-]+)?", segments[0])
        and wanted in (None, "mastodon")
    ):
        # A server shows people of other servers under their whole address.
        whole = segments[0].removeprefix("@")
        return _profile("mastodon", whole if "@" in whole else f"{whole}@{host}")
    if found is None:
        if wanted not in (None, "blog", "podcast"):
            raise BadInput(
                f"“{text}” is an address on {host}, not on {PLATFORMS[wanted]}.",
                where="profile",
                code="profile_unreadable",
            )
        return _profile(wanted or "blog", "/".join([host, *segments]))
    if wanted not in (None, found):
        raise BadInput(
            f"“{text}” is a profile on {PLATFORMS[found]}, not on {PLATFORMS[wanted]}.",
            where="profile",
            code="profile_unreadable",
        )
    handle = READERS.get(found, _first_segment)(segments, parts)
    if not handle:
        raise BadInput(
            f"“{text}” is a page of {PLATFORMS[found]}, but no profile.", where="profile", code="profile_unreadable"
        )
    return _profile(found, handle)


def _first_segment(segments: list[str], parts: SplitResult) -> str:
    return segments[0] if segments and segments[0].lower() not in NOT_A_PROFILE else ""


def _youtube(segments: list[str], parts: SplitResult) -> str:
    if len(segments) > 1 and segments[0] in ("c", "user", "channel"):
        return segments[1]
    return _first_segment(segments, parts) if segments[:1] and segments[0] not in YOUTUBE_PAGES else ""


def _x(segments: list[str], parts: SplitResult) -> str:
    """Also the button “Follow” on other people's pages, and addresses from before 2013 (`twitter.com/#!/maya`)."""
    if segments[:1] == ["intent"]:
        return parse_qs(parts.query).get("screen_name", [""])[0]
    if not segments and parts.fragment.startswith("!/"):
        segments = parts.fragment[2:].split("/")
    return _first_segment(segments, parts) if segments[:1] and segments[0].lower() not in X_PAGES else ""


def _after(*markers: str) -> Callable[[list[str], SplitResult], str]:
    def read(segments: list[str], parts: SplitResult) -> str:
        return segments[1] if len(segments) > 1 and segments[0].lower() in markers else ""

    return read


def _facebook(segments: list[str], parts: SplitResult) -> str:
    if segments[:1] == ["profile.php"]:
        return parse_qs(parts.query).get("id", [""])[0]
    if segments[:1] == ["people"] and len(segments) > 2:
        return segments[2]
    return _first_segment(segments, parts)


def _instagram(segments: list[str], parts: SplitResult) -> str:
    if segments[:1] == ["stories"] and len(segments) > 1:
        return segments[1]
    return _first_segment(segments, parts)


READERS: dict[str, Callable[[list[str], SplitResult], str]] = {
    "youtube": _youtube, "x": _x, "facebook": _facebook, "instagram": _instagram, "bluesky": _after("profile"),
    "linkedin": _after("in", "company", "school"), "reddit": _after("user", "u"), "snapchat": _after("add", "@"),
}  # fmt: skip


def _profile(platform: str, text: str) -> Profile:
    handle = text.strip().removeprefix("@").rstrip("/.")
    if not (platform == "youtube" and CHANNEL_ID.fullmatch(handle)):
        handle = handle.lower()
    if platform in ("bluesky", "mastodon"):
        handle = _in_ascii(handle)
    if not HANDLE_PATTERN[platform].fullmatch(handle.lower()):
        spaced = " Handles have no spaces: it looks like a name." if " " in handle else ""
        raise BadInput(
            f"“{text[:LONGEST_QUOTE]}” is not a handle on {PLATFORMS[platform]}.{spaced}", where="profile",
            code="profile_unreadable", cure="Copy the profile’s address from the browser.",
        )  # fmt: skip
    return Profile(platform, handle, profile_url(platform, handle))


def _in_ascii(handle: str) -> str:
    """Names of the domain system as it writes them; what is no such name stays as it is."""
    user, at, domain = handle.rpartition("@")
    try:
        return f"{user}{at}{domain if domain.isascii() else domain.encode('idna').decode()}"
    except UnicodeError:
        return handle


def profile_url(platform: str, handle: str) -> str:
    """The canonical address of a profile."""
    if platform == "mastodon":
        user, _, server = handle.partition("@")
        return f"https://{server}/@{user}"
    if platform == "youtube" and CHANNEL_ID.fullmatch(handle):
        return f"https://www.youtube.com/channel/{handle}"
    return PROFILE_URL[platform].format(handle)
