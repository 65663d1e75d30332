"""Posts as their network tells them, in the public catalogue, with the raw form as evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction

from groundswell.creators.models import Account, Post, PostVersion
from groundswell.creators.network.readings import keep_readings
from groundswell.kit import clock
from groundswell.kit.ids import digest
from groundswell.kit.storable import storable
from groundswell.platforms.facts import PostFacts

State = Literal["new", "edited", "same"]
CONTENT = ("url", "surface", "title", "caption", "warning", "paid_label")
LONGEST = {"url": 500, "surface": 20, "title": 500}
TIMES = ("published_at", "expires_at")
SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class SavedPost:
    """A post that was handed in and how it stands now; `new` for one that came back after it was gone."""

    post: Post
    facts: PostFacts
    state: State


Listener = Callable[[Sequence[SavedPost]], object]
_listeners: list[Listener] = []


def on_posts_saved(listener: Listener) -> None:
    """Rooms above that look at posts register here; they are given those that are new or edited, in the transaction
    that saves them. What they raise undoes the saving, so a post is looked at exactly once."""
    if listener not in _listeners:
        _listeners.append(listener)


@transaction.atomic(savepoint=False)
def save_posts(
    account: Account, facts: Sequence[PostFacts], *, source: str, at: datetime | None = None
) -> list[SavedPost]:
    """Saves posts of one catalogue account: each once however often it comes, in the order given.

    A text never seen before becomes a `PostVersion` with the raw answer and the time; the post itself holds the newest
    one. A post that some workspace had filed under the account becomes public. Figures are kept as readings.
    """
    moment = at or clock.now()
    told = {one.external_id: one for one in facts if one.external_id}
    known = _known(account, list(told))
    states: dict[str, State] = {}
    fresh = [
        _filled(Post(account=account, external_id=key, source=source, seen_at=moment), one)
        for key, one in told.items()
        if key not in known
    ]
    Post.objects.bulk_create(fresh, ignore_conflicts=True)
    old = [post.pk for post in known.values()]
    Post.objects.filter(pk__in=old).update(seen_at=moment)
    for key, post in known.items():
        states[key] = _brought_up(post, told[key])
    known |= _known(account, [key for key in told if key not in known])
    _keep_versions(known, told, source, moment)
    figures = {known[key].pk: one.metrics for key, one in told.items() if one.metrics}
    keep_readings(figures, kind=Post, source=source, at=moment, known=old)
    saved = [SavedPost(known[key], one, states.get(key, "new")) for key, one in told.items()]
    news = [one for one in saved if one.state != "same"]
    if news:
        _tell_account(account, news)
        for listener in _listeners:
            listener(news)
    return saved


def _known(account: Account, ids: list[str]) -> dict[str, Post]:
    """By the network's id. A post filed by its address bears only the last part of that id until its network tells it."""
    whole = {external_id.rpartition("/")[2]: external_id for external_id in ids if "/" in external_id}
    rows = list(Post.objects.filter(account=account, external_id__in=[*ids, *whole]))
    found = {post.external_id: post for post in rows if post.external_id in ids}
    for post in rows:
        if post.external_id not in ids and whole[post.external_id] not in found:
            post.external_id = whole[post.external_id]
            found[post.external_id] = post
    return found


def _filled(post: Post, facts: PostFacts) -> Post:
    for name, value in _content(facts).items():
        if value is not None:  # a label that is not told stays as it is known
            setattr(post, name, value)
    for name in TIMES:
        setattr(post, name, getattr(facts, name) or getattr(post, name))
    return post


def _content(facts: PostFacts) -> dict[str, str | bool | None]:
    values: dict[str, str | bool | None] = {}
    for name in CONTENT:
        value = getattr(facts, name)
        values[name] = storable(value)[: LONGEST.get(name)] if isinstance(value, str) else value
    return values


def _brought_up(post: Post, facts: PostFacts) -> State:
    was_public, was_gone = post.workspace_id is None, post.gone_at is not None
    names = (*CONTENT, *TIMES)
    before = [getattr(post, name) for name in names]
    _filled(post, facts)
    edited = before != [getattr(post, name) for name in names]
    if edited or not was_public or was_gone:
        post.workspace, post.gone_at = None, None
        Post.objects.bulk_update([post], ["workspace", "gone_at", "external_id", *names])
    if was_gone or not was_public:
        return "new"
    return "edited" if edited else "same"


def _keep_versions(posts: dict[str, Post], told: dict[str, PostFacts], source: str, at: datetime) -> None:
    rows = []
    for key, facts in told.items():
        content = _content(facts)
        text = SEPARATOR.join(str(content[name]) for name in CONTENT)
        texts = {name: content[name] for name in ("title", "caption", "warning")}
        raw = storable(dict(facts.raw))
        row = PostVersion(post=posts[key], digest=digest(text), raw=raw, source=source, seen_at=at, told_at=at, **texts)
        rows.append(row)
    PostVersion.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["post", "digest"], update_fields=["told_at"]
    )


def _tell_account(account: Account, news: list[SavedPost]) -> None:
    moments = [one.post.published_at for one in news if one.post.published_at]
    newest = max([*moments, *([account.last_posted_at] if account.last_posted_at else [])], default=None)
    account.last_posted_at, account.changed_at = newest, clock.now()
    Account.objects.filter(pk=account.pk).update(last_posted_at=newest, changed_at=account.changed_at)
