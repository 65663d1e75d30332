"""Reads accounts with their people and recent posts, in bulk."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, AudienceFigure, Creator, Post, Reading
from groundswell.creators.queries import audiences_for, derivable
from groundswell.discovery.facts import Beside, Facts, Person, Profile, RecentPost, gather
from groundswell.discovery.language.ranges import GROWTH_DAYS
from groundswell.discovery.language.shares import Figures
from groundswell.discovery.rules import Moment
from groundswell.kit import clock
from groundswell.kit.prepared import Prepared

RECENT_POSTS = 12
EVERYTHING: Collection[str] = ("people", "posts", "followers", "audiences")
READINGS_SINCE = timedelta(days=3 * max(GROWTH_DAYS))

_PROFILE = (
    "id",
    "workspace_id",
    "platform",
    "handle",
    "display_name",
    "bio",
    "country",
    "city",
    "language",
    "topics",
    "verified",
    "account_type",
    "followers",
    "engagement_rate",
    "url",
    "read_at",
    "source",
    "last_posted_at",
    "changed_at",
    "listed",
)  # fmt: skip
_PROFILES = Prepared(lambda ids: Account.objects.filter(pk__in=ids).values_list(*_PROFILE))
_PERSON = ("id", "workspace_id", "name", "gender", "email", "phone", "country", "city", "language", "topics")
_PEOPLE = Prepared(
    lambda ids: Creator.objects.filter(accounts__in=ids).order_by("pk").values_list("accounts", *_PERSON)
)


def read_facts(account_ids: Collection[int], parts: Collection[str] = EVERYTHING) -> dict[int, Facts]:
    """The facts of those accounts that exist, by id, in a constant number of queries. `parts` of EVERYTHING leaves out
    what nobody needs just now. For at most some thousand ids."""
    profiles = [_profile(row) for row in _PROFILES.rows(account_ids)]
    read: dict[str, Mapping[int, Any]] = {name: _READERS[name](account_ids) for name in parts}
    if "posts" not in parts:
        read["posts"] = _posts_for_topics(profiles, read.get("people", {}))
    beside = {
        profile.account_id: Beside(
            **{name: found[profile.account_id] for name, found in read.items() if profile.account_id in found}
        )
        for profile in profiles
    }
    return {profile.account_id: gather(profile, beside[profile.account_id]) for profile in profiles}


def _profile(row: tuple[Any, ...]) -> Profile:
    values = dict(zip(_PROFILE, row, strict=True))
    topics = _words(values.pop("topics"))
    return Profile(account_id=values.pop("id"), topics=topics, **values)


def _people(account_ids: Collection[int]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    for account_id, pk, workspace_id, name, gender, email, phone, country, city, language, topics in _PEOPLE.rows(
        account_ids
    ):
        person = Person(
            creator_id=pk,
            workspace_id=workspace_id,
            name=name,
            gender=gender,
            has_contact=bool(email or phone),
            country=country,
            city=city,
            language=language,
            topics=_words(topics),
        )
        found[account_id].append(person)
    return found


def _newest_posts(account_ids: Collection[int]) -> QuerySet[Post, Any]:
    # What a workspace filed under a public profile stays with that workspace.
    same_owner = Q(workspace=None) | Q(workspace=F("account__workspace"))
    newest_first = (F("published_at").desc(nulls_last=True), F("pk").desc())
    ranked = Post.objects.filter(same_owner, account__in=account_ids).annotate(
        place=Window(RowNumber(), partition_by=[F("account_id")], order_by=newest_first)
    )
    return ranked.filter(place__lte=RECENT_POSTS).values_list("account_id", "title", "caption", "paid_label")


_POSTS = Prepared(_newest_posts)


def _posts(account_ids: Collection[int]) -> dict[int, list[RecentPost]]:
    found: dict[int, list[RecentPost]] = defaultdict(list)
    for account_id, title, caption, paid_label in _POSTS.rows(account_ids):
        found[account_id].append(RecentPost(title, caption, paid_label))
    return found


def _posts_for_topics(profiles: Sequence[Profile], people: Mapping[int, list[Person]]) -> dict[int, list[RecentPost]]:
    """The posts of those of whom nobody stated a topic: theirs are found in what they write."""
    silent = [
        profile.account_id
        for profile in profiles
        if not profile.topics and not any(person.topics for person in people.get(profile.account_id, ()))
    ]
    return _posts(silent) if silent else {}


def _followers(account_ids: Collection[int]) -> dict[int, dict[str, list[Moment]]]:
    same_owner = Q(workspace=None) | Q(workspace=F("account__workspace"))
    readings = Reading.objects.filter(
        same_owner, account__in=account_ids, metric="followers", observed_at__gte=clock.now() - READINGS_SINCE
    )
    rows = derivable(readings).values_list("account_id", "source", "observed_at", "value")
    found: dict[int, dict[str, list[Moment]]] = defaultdict(lambda: defaultdict(list))
    for account_id, source, at, value in rows:
        found[account_id][source].append((at, value))
    return found


def _audiences(account_ids: Collection[int]) -> dict[int, dict[int | None, Figures]]:
    private = AudienceFigure.objects.filter(account__in=account_ids, workspace__isnull=False)
    own: dict[int, set[int]] = defaultdict(set)
    for workspace_id, account_id in private.values_list("workspace_id", "account_id").distinct():
        own[workspace_id].add(account_id)
    found: dict[int, dict[int | None, Figures]] = defaultdict(dict)
    for account_id, figures in audiences_for(None, account_ids).items():
        found[account_id][None] = figures
    for workspace in Workspace.objects.filter(pk__in=own):
        for account_id, figures in audiences_for(workspace, own[workspace.pk]).items():
            found[account_id][workspace.pk] = figures
    return found


def _words(values: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())


_READERS: dict[str, Callable[[Collection[int]], Mapping[int, Any]]] = {
    "people": _people,
    "posts": _posts,
    "followers": _followers,
    "audiences": _audiences,
}
