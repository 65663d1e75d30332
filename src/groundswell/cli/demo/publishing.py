"""What the invented creators publish, and how it is received."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from groundswell.cli.demo.people import Person

ADDRESSES = {
    "instagram": "https://www.instagram.com/p/demo{id}/",
    "tiktok": "https://www.tiktok.com/@{handle}/video/{id}",
    "youtube": "https://www.youtube.com/watch?v=demo{id:.7}",
    "bluesky": "https://bsky.app/profile/{handle}/post/demo{id}",
    "blog": "https://{handle}/{id}",
}
SURFACES = {"instagram": "feed", "tiktok": "video", "youtube": "video", "bluesky": "feed", "blog": "article"}


@dataclass(frozen=True)
class Piece:
    external_id: str
    url: str
    surface: str
    caption: str
    published_at: datetime
    readings: dict[str, float]


def pieces(chance: random.Random, person: Person, until: datetime, count: int) -> list[Piece]:
    """Their last posts, oldest first, a few days apart."""
    moments = sorted(until - timedelta(days=chance.uniform(1, 90)) for _ in range(count))
    return [piece(chance, person, moment, ordinary_caption(chance, person)) for moment in moments]


def ordinary_caption(chance: random.Random, person: Person) -> str:
    tags = " ".join(f"#{tag}" for tag in chance.sample(person.niche.hashtags, 2))
    return f"{chance.choice(person.niche.captions).format(place=person.city)} {tags}"


def piece(chance: random.Random, person: Person, moment: datetime, caption: str) -> Piece:
    external_id = f"{chance.randrange(10**11, 10**12)}"
    engagements = max(1, round(person.followers * person.engagement_rate * chance.lognormvariate(0, 0.3)))
    comments = max(0, round(engagements * chance.uniform(0.02, 0.08)))
    shares = max(0, round(engagements * chance.uniform(0.0, 0.05)))
    return Piece(
        external_id=external_id,
        url=ADDRESSES[person.platform].format(handle=person.handle, id=external_id),
        surface=SURFACES[person.platform],
        caption=caption,
        published_at=moment,
        readings={
            "views": round(person.followers * chance.uniform(0.25, 1.4)),
            "likes": engagements - comments - shares,
            "comments": comments,
            "shares": shares,
        },
    )
