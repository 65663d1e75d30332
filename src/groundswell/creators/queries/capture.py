"""What could be captured of a post, when and how: what stays told of stories that expire and posts that are deleted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from groundswell.creators.models import Post, PostVersion

LEAST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Capture:
    """`versions` raw forms are kept, the first seen at `first_at`, told by `source`; none of a post that is gone."""

    post: Post
    first_at: datetime
    source: str
    versions: int

    @property
    def words(self) -> list[str]:
        """Sentences for people."""
        post, first = self.post, f"{self.first_at:%-d %b %Y, %H:%M} UTC"
        if post.gone_at is not None:
            gone, last = f"{post.gone_at:%-d %b %Y, %H:%M} UTC", post.seen_at or self.first_at
            return [
                f"Deleted on the network: noticed on {gone}, last seen there on {last:%-d %b %Y, %H:%M} UTC.",
                f"It was here from {first} until then; its text and figures were removed.",
            ]
        found = [f"Captured on {first} ({self.source}){self._before_expiry()}."]
        if self.versions > 1:
            found.append(f"It was edited: {self.versions} versions are kept.")
        return found

    def _before_expiry(self) -> str:
        expires = self.post.expires_at
        if expires is None:
            return ""
        if self.first_at >= expires:
            return ", after it had expired"
        return f", {in_words(expires - self.first_at)} before it expires on {expires:%-d %b %Y, %H:%M} UTC"


def in_words(span: timedelta) -> str:
    """The largest unit only: "3 h", "25 min", "2 days"; below a minute "less than a minute"."""
    if span < LEAST:
        return "less than a minute"
    if span >= timedelta(days=2):
        return f"{span.days} days"
    hours = int(span.total_seconds() // 3600)
    return f"{hours} h" if hours else f"{int(span.total_seconds() // 60)} min"


def captures(posts: Collection[Post]) -> dict[int, Capture]:
    """Post → what was captured of it; a post that no network told of has none."""
    if not posts:
        return {}
    kept = PostVersion.objects.filter(post__in=posts).values("post_id")
    rows = {row["post_id"]: row for row in kept.annotate(first=Min("seen_at"), source=Min("source"), count=Count("pk"))}
    found = {}
    for post in posts:
        if row := rows.get(post.pk):
            found[post.pk] = Capture(post, row["first"], row["source"], row["count"])
        elif post.gone_at is not None:
            found[post.pk] = Capture(post, post.created_at, post.source, 0)
    return found
