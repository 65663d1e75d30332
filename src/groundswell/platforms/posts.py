"""Posts by their addresses: one reader per network."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote

from groundswell.kit.errors import BadInput

SURFACES = ("feed", "reel", "story", "video", "short", "live", "pin", "article", "episode")


@dataclass(frozen=True, slots=True)
class PostAddress:
    """One post: `external_id` is the network's own id; `handle` is empty when the address does not tell."""

    platform: str
    external_id: str
    handle: str
    surface: str
    url: str


Read = Callable[[list[str], SplitResult], PostAddress | None]


def read_post(platform: str, host: str, parts: SplitResult) -> PostAddress:
    """The post at an address that was split already; `BadInput` when it is another page of the network."""
    segments = [unquote(part) for part in parts.path.split("/") if part]
    if not platform:
        return _elsewhere(host, parts, segments)
    found = READERS[platform](segments, parts) if platform in READERS else _last_segment(platform, segments, parts)
    if found is None:
        raise BadInput(
            f"“{parts.geturl()}” is not the address of one post on {platform}.", where="url",
            cure="Open the post and copy its own address.", code="post_unreadable",
        )  # fmt: skip
    return found


def _elsewhere(host: str, parts: SplitResult, segments: list[str]) -> PostAddress:
    """A Fediverse status, else an article on somebody's site (its address is its id)."""
    if len(segments) == 2 and segments[0].startswith("@") and segments[1].isdigit():
        user = segments[0].removeprefix("@").lower()
        return PostAddress("mastodon", segments[1], user if "@" in user else f"{user}@{host}", "feed", parts.geturl())
    path = parts.path.rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    return PostAddress("blog", f"{host}{path}{query}"[:255], host, "article", parts.geturl())


def _instagram(segments: list[str], parts: SplitResult) -> PostAddress | None:
    if segments[:1] == ["stories"] and len(segments) > 2:
        return PostAddress("instagram", segments[2], segments[1].lower(), "story", parts.geturl())
    surfaces = {"p": "feed", "reel": "reel", "reels": "reel", "tv": "video"}
    for at, part in enumerate(segments[:2]):
        if part in surfaces and len(segments) > at + 1:
            code, handle = segments[at + 1], segments[0].lower() if at else ""
            kind = "reel" if surfaces[part] == "reel" else "p"
            return PostAddress("instagram", code, handle, surfaces[part], f"https://www.instagram.com/{kind}/{code}/")
    return None


def _tiktok(segments: list[str], parts: SplitResult) -> PostAddress | None:
    if len(segments) > 2 and segments[0].startswith("@") and segments[1] in ("video", "photo"):
        handle, number = segments[0].removeprefix("@").lower(), segments[2]
        surface = "video" if segments[1] == "video" else "feed"
        return PostAddress(
            "tiktok", number, handle, surface, f"https://www.tiktok.com/@{handle}/{segments[1]}/{number}"
        )
    if parts.netloc.lower().startswith(("vm.", "vt.")) and segments:
        return PostAddress("tiktok", segments[0], "", "video", parts.geturl())
    return None


def _youtube(segments: list[str], parts: SplitResult) -> PostAddress | None:
    video, surface = parse_qs(parts.query).get("v", [""])[0], "video"
    if parts.netloc.lower().endswith("youtu.be") and segments:
        video = segments[0]
    elif len(segments) > 1 and segments[0] in ("shorts", "live", "embed", "v"):
        video, surface = segments[1], {"shorts": "short", "live": "live"}.get(segments[0], "video")
    if not re.fullmatch(r"[\w-]{6,20}", video):
        return None
    url = (
        f"https://www.youtube.com/shorts/{video}" if surface == "short" else f"https://www.youtube.com/watch?v={video}"
    )
    return PostAddress("youtube", video, "", surface, url)


def _x(segments: list[str], parts: SplitResult) -> PostAddress | None:
    if segments[:3] == ["i", "web", "status"]:
        segments = ["i", *segments[2:]]
    if len(segments) > 2 and segments[1] in ("status", "statuses") and segments[2].isdigit():
        handle = "" if segments[0] == "i" else segments[0].lower()
        return PostAddress(
            "x", segments[2], handle, "feed", f"https://x.com/{segments[0].lower()}/status/{segments[2]}"
        )
    return None


def _bluesky(segments: list[str], parts: SplitResult) -> PostAddress | None:
    if len(segments) > 3 and segments[0] == "profile" and segments[2] == "post":
        handle = segments[1].lower()
        return PostAddress(
            "bluesky", segments[3], handle, "feed", f"https://bsky.app/profile/{handle}/post/{segments[3]}"
        )
    return None


def _threads(segments: list[str], parts: SplitResult) -> PostAddress | None:
    if len(segments) > 2 and segments[0].startswith("@") and segments[1] == "post":
        handle = segments[0].removeprefix("@").lower()
        return PostAddress(
            "threads", segments[2], handle, "feed", f"https://www.threads.net/@{handle}/post/{segments[2]}"
        )
    return None


def _pinterest(segments: list[str], parts: SplitResult) -> PostAddress | None:
    if len(segments) > 1 and segments[0] == "pin":
        number = segments[1].rsplit("--", 1)[-1]
        return PostAddress("pinterest", number, "", "pin", f"https://www.pinterest.com/pin/{number}/")
    return None


def _twitch(segments: list[str], parts: SplitResult) -> PostAddress | None:
    if len(segments) > 1 and segments[0] == "videos":
        return PostAddress("twitch", segments[1], "", "video", parts.geturl())
    if len(segments) > 2 and segments[1] in ("clip", "video", "v"):
        return PostAddress("twitch", segments[2], segments[0].lower(), "video", parts.geturl())
    return None


def _facebook(segments: list[str], parts: SplitResult) -> PostAddress | None:
    query = parse_qs(parts.query)
    number = (query.get("story_fbid") or query.get("fbid") or query.get("v") or [""])[0]
    if number:
        return PostAddress("facebook", number, "", "feed", parts.geturl())
    surfaces = {"posts": "feed", "videos": "video", "photos": "feed", "reel": "reel", "permalink": "feed"}
    for at, part in enumerate(segments):
        if part in surfaces and len(segments) > at + 1:
            handle = segments[0].lower() if at == 1 else ""
            return PostAddress("facebook", segments[-1], handle, surfaces[part], parts.geturl())
    return None


def _last_segment(platform: str, segments: list[str], parts: SplitResult) -> PostAddress | None:
    """Reddit, LinkedIn, Snapchat: the whole path names the post; a profile alone has two parts at most."""
    if len(segments) < 3:
        return None
    return PostAddress(platform, "/".join(segments)[:255], "", "feed", parts.geturl())


READERS: dict[str, Read] = {
    "instagram": _instagram, "tiktok": _tiktok, "youtube": _youtube, "x": _x, "bluesky": _bluesky,
    "threads": _threads, "pinterest": _pinterest, "twitch": _twitch, "facebook": _facebook,
}  # fmt: skip
