"""Hashtags in the posts that a workspace may see."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Post
from groundswell.discovery.language.words import hashtags
from groundswell.discovery.trends.rules import Tag, Use, trends
from groundswell.kit import clock
from groundswell.kit.errors import BadInput

DAYS = (7, 14, 30, 90)
MOST_POSTS = 50_000
MOST_TAGS = 200
SHOWN_POSTS = 12
SHOWN_ACCOUNTS = 50


@dataclass(frozen=True, slots=True)
class Explored:
    """`posts` were read in each window; with `cut` there were more, and the newest of each were taken."""

    tags: list[Tag]
    days: int
    until: datetime
    posts: int
    posts_before: int
    cut: bool


@dataclass(frozen=True, slots=True)
class User:
    """An account that uses the tag, in how many of the posts read."""

    account: Account
    posts: int


@dataclass(frozen=True, slots=True)
class TagUsers:
    """`posts` hold the tag; `users` the SHOWN_ACCOUNTS who use it most; `beside` the tags used in the same posts."""

    tag: str
    days: int
    posts: list[Post]
    total: int
    accounts: int
    users: list[User]
    beside: list[tuple[str, int]]


def explore(workspace: Workspace, *, days: int = 30, text: str = "") -> Explored:
    """The tags of the last `days` against as many days before. `text` keeps tags that hold it."""
    _check(days)
    now = clock.now()
    start, before = now - timedelta(days=days), now - timedelta(days=2 * days)
    recent, older = _uses(workspace, start, now, now=True), _uses(workspace, before, start, now=False)
    found = trends([*recent, *older])
    wanted = text.strip().lstrip("#").lower()
    tags = [tag for tag in found if wanted in tag.tag and (tag.accounts or tag.trend == "falling")]
    return Explored(tags[:MOST_TAGS], days, now, len(recent), len(older), MOST_POSTS in (len(recent), len(older)))


def tag_users(workspace: Workspace, tag: str, *, days: int = 30) -> TagUsers:
    """Who uses the tag, in which posts, and what stands beside it."""
    _check(days)
    wanted = tag.strip().lstrip("#").lower()
    if not wanted or len(wanted) > 100:
        raise BadInput("There is no such hashtag.", where="tag")
    since = clock.now() - timedelta(days=days)
    rows = _posts(workspace, since, clock.now()).filter(caption__icontains=f"#{wanted}")
    holding = [(post, hashtags(f"{post.title} {post.caption}")) for post in rows.select_related("account")[:MOST_POSTS]]
    holding = [(post, tags) for post, tags in holding if wanted in tags]
    users = Counter(post.account_id for post, _ in holding)
    accounts = {post.account_id: post.account for post, _ in holding}
    beside = Counter(other for _, tags in holding for other in tags if other != wanted)
    ranked = sorted(users.items(), key=lambda entry: (-entry[1], -(accounts[entry[0]].followers or 0), entry[0]))
    return TagUsers(
        tag=wanted, days=days, posts=[post for post, _ in holding[:SHOWN_POSTS]], total=len(holding), accounts=len(users),
        users=[User(accounts[pk], count) for pk, count in ranked[:SHOWN_ACCOUNTS]], beside=beside.most_common(20),
    )  # fmt: skip


def _posts(workspace: Workspace, since: datetime, until: datetime) -> QuerySet[Post]:
    visible: QuerySet[Post] = Post.objects.visible_to(workspace)
    listed = visible.filter(published_at__gt=since, published_at__lte=until, gone_at=None, account__listed=True)
    return listed.order_by("-published_at", "-pk")


def _uses(workspace: Workspace, since: datetime, until: datetime, *, now: bool) -> list[Use]:
    rows = _posts(workspace, since, until).values_list("account_id", "title", "caption")[:MOST_POSTS]
    return [Use(account, now, tuple(hashtags(f"{title} {caption}"))) for account, title, caption in rows]


def _check(days: int) -> None:
    if days not in DAYS:
        raise BadInput("Choose 7, 14, 30 or 90 days.", where="days")
