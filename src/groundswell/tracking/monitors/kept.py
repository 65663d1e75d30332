"""A new monitor first looks through what was read before."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from groundswell.creators.models import Post
from groundswell.creators.network import SavedPost
from groundswell.kit import clock
from groundswell.platforms.facts import PostFacts
from groundswell.platforms.words import hashtags, links
from groundswell.tracking.models import Mention, Monitor
from groundswell.tracking.monitors.found import finding, note_mentions

BACK = timedelta(days=90)
CHUNK = 200


@transaction.atomic
def look_through_kept(monitor: Monitor) -> int:
    """Meets the monitor with public posts of the last 90 days that are kept; answers how many mentions are new.

    What only the network's marks tell (a link behind a shortened text) is not seen in posts read before.
    """
    word = monitor.shown.lstrip("#＃@＠") if monitor.kind != Monitor.Kind.LINK else monitor.value.partition("/")[0]
    longest = max(word.split(), key=len, default=word)
    holds = Q(caption__icontains=longest) | Q(title__icontains=longest)
    recent = Post.objects.filter(holds, workspace=None, gone_at=None, published_at__gt=clock.now() - BACK)
    new = 0
    with finding(Mention.How.KEPT):
        part: list[SavedPost] = []
        for post in recent.select_related("account").order_by("pk").iterator(chunk_size=CHUNK):
            part.append(SavedPost(post, _facts(post), "same"))
            if len(part) == CHUNK:
                new += len(note_mentions(part))
                part = []
        new += len(note_mentions(part))
    return new


def _facts(post: Post) -> PostFacts:
    text = f"{post.title}\n{post.caption}"
    return PostFacts(
        platform=post.account.platform, external_id=post.external_id, url=post.url, author_id=post.account.external_id,
        title=post.title, caption=post.caption, hashtags=hashtags(text), links=links(text),
    )  # fmt: skip
