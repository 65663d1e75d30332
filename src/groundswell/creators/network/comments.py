"""Who answers a public account's newest posts, as counts: nothing of a single person is kept."""

from datetime import timedelta

from groundswell.creators.audience.pods import SOON, Comment, is_generic, pod_signs
from groundswell.creators.models import Account, CommentSample, Post
from groundswell.creators.network.adding import plugin_serving
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.errors import Gone, NotAvailable
from groundswell.platforms.facts import PostFacts
from groundswell.platforms.port import ReadsComments
from groundswell.platforms.services import Opened, open_connector

MOST_ASKED, ENOUGH = 40, 20  # posts: one question each, until twenty had comments
RIPE, STALE = timedelta(days=1), timedelta(days=180)


def check_comments_readable(*, account: Account) -> None:
    """`BadInput` for an account known from a file only; `NotAvailable` where its network shows no comments, or its
    terms forbid to work figures out of them."""
    if account.workspace_id is not None:
        raise BadInput(
            "This profile is known from a file only.", where="account",
            cure="Add it by its handle on the page Platforms.",
        )  # fmt: skip
    with open_connector(plugin_serving(account.platform).name) as opened:
        _reader(opened)


def read_comments(*, account: Account) -> CommentSample:
    """Reads the comments under the newest posts that are between a day and half a year old, and keeps the counts in
    place of those before. What a network refuses for now (`Slow`, `BudgetSpent`, `Unreachable`) is raised and changes
    nothing."""
    check_comments_readable(account=account)
    now, read = clock.now(), []
    posts = Post.objects.filter(
        account=account, workspace=None, gone_at=None, published_at__range=(now - STALE, now - RIPE)
    ).exclude(external_id="")
    with open_connector(plugin_serving(account.platform).name) as opened:
        reader = _reader(opened)
        for post in posts.order_by("-published_at", "-pk")[:MOST_ASKED]:
            try:
                found = [_comment(post, one) for one in reader.comments(post.external_id)]
            except Gone:
                continue
            read += [found] if found else []
            if len(read) == ENOUGH:
                break
    signs = pod_signs(read)
    told = {name: getattr(signs, name) for name in signs.__slots__}
    return CommentSample.objects.update_or_create(account=account, defaults={**told, "read_at": now})[0]


def _reader(opened: Opened) -> ReadsComments:
    label = opened.plugin.label
    if not isinstance(opened.connector, ReadsComments):
        raise NotAvailable(f"Comments on {label} are not read.", where="comments")
    if not opened.policy.may_derive:
        raise NotAvailable(f"{label}'s terms forbid to work out figures from its data.", where="comments")
    return opened.connector


def _comment(post: Post, facts: PostFacts) -> Comment:
    after = facts.published_at - post.published_at if facts.published_at and post.published_at else None
    return Comment(facts.author_id, after is not None and after <= SOON, is_generic(facts.caption))
