"""Reads accounts with their people and recent posts, in bulk."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from groundswell.creators.models import Account, Creator, Post
from groundswell.discovery.facts import Facts, Person, Profile, RecentPost, gather

RECENT_POSTS = 12

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
    "followers",
    "engagement_rate",
    "url",
    "read_at",
    "source",
    "last_posted_at",
    "changed_at",
    "listed",
)  # fmt: skip
_PERSON = ("id", "workspace_id", "name", "gender", "email", "phone", "country", "city", "language", "topics")


def read_facts(account_ids: Collection[int], *, posts: bool = True) -> dict[int, Facts]:
    """The facts of those accounts that exist, by id; three queries, two without `posts`. For at most some thousand ids."""
    rows = Account.objects.filter(pk__in=account_ids).values_list(*_PROFILE)
    profiles = [_profile(row) for row in rows]
    people = _people(account_ids)
    written = _posts(account_ids) if posts else {}
    return {p.account_id: gather(p, people.get(p.account_id, ()), written.get(p.account_id, ())) for p in profiles}


def _profile(row: tuple[Any, ...]) -> Profile:
    values = dict(zip(_PROFILE, row, strict=True))
    topics = _words(values.pop("topics"))
    return Profile(account_id=values.pop("id"), topics=topics, **values)


def _people(account_ids: Collection[int]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    rows = Creator.objects.filter(accounts__in=account_ids).order_by("pk").values_list("accounts", *_PERSON)
    for account_id, pk, workspace_id, name, gender, email, phone, country, city, language, topics in rows:
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


def _posts(account_ids: Collection[int]) -> dict[int, list[RecentPost]]:
    # What a workspace filed under a public profile stays with that workspace.
    same_owner = Q(workspace=None) | Q(workspace=F("account__workspace"))
    newest_first = (F("published_at").desc(nulls_last=True), F("pk").desc())
    ranked = Post.objects.filter(same_owner, account__in=account_ids).annotate(
        place=Window(RowNumber(), partition_by=[F("account_id")], order_by=newest_first)
    )
    found: dict[int, list[RecentPost]] = defaultdict(list)
    for account_id, title, caption in ranked.filter(place__lte=RECENT_POSTS).values_list(
        "account_id", "title", "caption"
    ):
        found[account_id].append(RecentPost(title, caption))
    return found


def _words(values: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())
