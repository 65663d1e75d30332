"""Networks by a short name that never changes, and the other names people write."""

from groundswell.kit.errors import BadInput

PLATFORMS = {
    "instagram": "Instagram",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "x": "X",
    "facebook": "Facebook",
    "threads": "Threads",
    "pinterest": "Pinterest",
    "twitch": "Twitch",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "linkedin": "LinkedIn",
    "reddit": "Reddit",
    "snapchat": "Snapchat",
    "blog": "Blog",
    "podcast": "Podcast",
}

ALIASES = {
    "ig": "instagram", "insta": "instagram", "tik tok": "tiktok", "tt": "tiktok", "douyin": "tiktok",
    "yt": "youtube", "you tube": "youtube", "youtube shorts": "youtube", "twitter": "x", "x/twitter": "x",
    "x (twitter)": "x", "twitter/x": "x", "x.com": "x", "fb": "facebook", "meta": "facebook", "pin": "pinterest",
    "bsky": "bluesky", "linked in": "linkedin", "snap": "snapchat", "website": "blog", "web": "blog", "site": "blog",
}  # fmt: skip


def platform_named(text: str) -> str:
    """The slug of the network that the text names, in any case; `BadInput` lists the known ones."""
    name = " ".join(text.strip().lower().split())
    slug = ALIASES.get(name, name)
    if slug not in PLATFORMS:
        raise BadInput(
            f"“{text}” is not a platform Groundswell knows.", where="platform", cure="Known: " + ", ".join(PLATFORMS) + ".",
            code="platform_unknown",
        )  # fmt: skip
    return slug
