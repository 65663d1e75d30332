"""Signs that a follower may not be somebody who looks: counted, never held against one person."""

from collections.abc import Mapping

from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.audience.intervals import wilson

MASS = 1500  # follows more than anybody reads; the bound that vendors use
SILENT_AND_MANY = 50

KINDS = {
    "real": "No sign",
    "mass_following": f"Follow over {MASS:,}",
    "inactive": "Never posted",
    "suspicious": "Mute, follow many",
}


def kind_of(metrics: Mapping[str, float], bio: str) -> str | None:
    """One of KINDS, the gravest that fits; None where the network does not tell the counts."""
    following, posts = metrics.get("following"), metrics.get("posts_count")
    if following is None or posts is None:
        return None
    if posts == 0 and not bio.strip() and following > SILENT_AND_MANY:
        return "suspicious"
    if following > MASS:
        return "mass_following"
    return "inactive" if posts == 0 else "real"


def kind_shares(kinds: Mapping[str, int], sample: int, population: int | None = None) -> list[AudienceFacts]:
    """The kinds as shares with Wilson's intervals, all of KINDS; empty where no counts were told."""
    told = sum(kinds.values())
    if not told:
        return []
    reachable = round(population * told / sample) if population is not None else None
    found = []
    for kind in KINDS:
        count = kinds.get(kind, 0)
        low, high = wilson(count, told, reachable)
        found.append(AudienceFacts("quality", kind, count / told, low, high, told, told / sample))
    return found
