"""Measures how often creators sell, from the posts that are known of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator, Post
from groundswell.disclosure.models import Sponsoring
from groundswell.disclosure.queries.suspected import score_of
from groundswell.disclosure.rules.saturation import DAYS, MOST, Seen, saturation
from groundswell.kit import clock

STALE = timedelta(days=1)
BATCH = 50
AT_ONCE = 500


def measure_stale() -> int:
    """Those on boards who were not measured for a day, at most AT_ONCE; answers how many."""
    done = 0
    old = Q(sponsoring=None) | Q(sponsoring__measured_at__lt=clock.now() - STALE)
    for workspace in Workspace.objects.order_by("pk"):
        people = Creator.objects.of(workspace).filter(old, relationship__isnull=False).order_by("pk")
        creators = list(people[: AT_ONCE - done])
        for start in range(0, len(creators), BATCH):
            measure_sponsoring(workspace=workspace, creators=creators[start : start + BATCH])
        done += len(creators)
    return done


def measure_sponsoring(*, workspace: Workspace, creators: Sequence[Creator]) -> None:
    """Reads the last DAYS days of posts of each, at most MOST, and stores what they amount to."""
    now = clock.now()
    rows = []
    for creator, posts in _posts(workspace, creators).items():
        found = saturation(_seen(posts, workspace.name))
        rows.append(
            Sponsoring(
                workspace=workspace, creator_id=creator, posts=found.posts, labelled=found.labelled,
                disclosed=found.disclosed, likely=found.likely, brands=[list(pair) for pair in found.brands],
                since=(now - timedelta(days=DAYS)).date(), measured_at=now,
            )
        )  # fmt: skip
    told = ["posts", "labelled", "disclosed", "likely", "brands", "since", "measured_at"]
    Sponsoring.objects.bulk_create(rows, update_conflicts=True, unique_fields=["creator"], update_fields=told)


def _posts(workspace: Workspace, creators: Sequence[Creator]) -> dict[int, list[Post]]:
    """By creator; an empty list for who has none."""
    found: defaultdict[int, list[Post]] = defaultdict(list)
    by_account: defaultdict[int, list[int]] = defaultdict(list)
    pairs = Creator.accounts.through.objects.filter(creator__in=creators)
    for account, creator in pairs.values_list("account_id", "creator_id"):
        by_account[account].append(creator)
    since = clock.now() - timedelta(days=DAYS)
    posts = Post.objects.visible_to(workspace).filter(account__in=by_account, gone_at=None, published_at__gte=since)
    for post in posts.select_related("account").order_by("-published_at", "-pk"):
        for creator in by_account[post.account_id]:
            if len(found[creator]) < MOST:
                found[creator].append(post)
    return {creator.pk: found[creator.pk] for creator in creators}


def _seen(posts: Sequence[Post], brand: str) -> Iterator[Seen]:
    for post in posts:
        text = f"{post.title} {post.caption}".strip()
        if post.paid_label or text:
            scored = score_of(post, brand=brand)
            said = scored is not None and (scored.disclosed or any(r.sign == "disclosure-word" for r in scored.reasons))
            yield Seen(bool(post.paid_label), said, scored.probability if scored else 0.0, text)
