"""Exports known by a few of their headers, for what their columns do not say: the network, the owner of the ids."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vendor:
    """`needs`: folded headers that are all there. `platform`: all rows are of that network.
    `ids`: whose ids the file's are ("id:upfluence")."""

    name: str
    kind: str
    needs: frozenset[str]
    platform: str = ""
    ids: str = "id:file"


def _vendor(name: str, kind: str, *needs: str, platform: str = "", ids: str = "id:file") -> Vendor:
    return Vendor(name, kind, frozenset(needs), platform, ids)


VENDORS = (
    _vendor("Upfluence", "creators", "influencer id", "media url", "profile name", ids="id:upfluence"),
    _vendor("Aspire", "creators", "uid", "id", "instagram", "tiktok", "youtube", "postalcode", ids="id:aspire"),
    _vendor("Dub partners", "creators", "enrolled at", "payouts enabled at", ids="id:dub"),
    _vendor("Meta Business Suite", "posts", "post id", "account id", "account username", "permalink"),
    _vendor("TikTok Studio", "posts", "video title", "total likes", "total views", platform="tiktok"),
    _vendor("TikTok Studio", "posts", "video title", "video views", "likes", "shares", platform="tiktok"),
    _vendor("YouTube Studio", "posts", "content", "video title", "video publish time", platform="youtube"),
    _vendor("PhantomBuster Instagram posts", "posts", "post url", "profile url", "is sidecar", platform="instagram"),
    _vendor("Instagram data download", "follows", "string list data", platform="instagram"),
)


def vendor_of(headers: frozenset[str]) -> Vendor | None:
    """The first vendor whose headers are all there."""
    return next((vendor for vendor in VENDORS if vendor.needs <= headers), None)
