"""What templates may say about a person: the facts, where they come from, and how they are written."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from groundswell.accounts.models import User, Workspace
from groundswell.creators.consent.links import addresses_of
from groundswell.creators.models import Account, Creator, Post
from groundswell.links.models import Code, Link
from groundswell.links.queries import address_of
from groundswell.outreach.models import Mailbox
from groundswell.platforms.names import PLATFORMS

OFFERED = {
    "creator.first_name": "First word of the name",
    "creator.name": "Full name",
    "creator.handle": "Handle of the largest profile, with @",
    "creator.platform": "Network of the largest profile",
    "creator.followers": "Followers of the largest profile, such as 12.3k",
    "creator.city": "City",
    "creator.country": "Country, as two letters",
    "creator.topics": "Topics, a list: {{ creator.topics | join: ', ' }}",
    "creator.last_post.caption": "First line of the newest post",
    "creator.last_post.url": "Address of the newest post",
    "creator.last_post.hashtag": "First hashtag of the newest post",
    "creator.posts": "The three newest posts: {{ creator.posts[1].caption }} is the second newest",
    "brand.name": "Name of this workspace",
    "brand.website": "Address of the brand's site",
    "sender.name": "Name on the mailbox",
    "sender.email": "Address of the mailbox",
    "code": "The creator's newest purchase code",
    "link": "The creator's newest short link",
    "offer.link": "Address of the offer made to the creator",
    "own_page.link": "Address of the creator's own page, where it was opened: connect an account, send insights",
    "campaign.name": "Name of the campaign of that offer",
}
NAMES = [*OFFERED, "creator.last_post"]
CAPTION = 120
POSTS = 3
HASHTAG = re.compile(r"#\w{2,60}")

Facts = dict[str, Any]
Source = Callable[[Workspace, list[Creator]], Mapping[int, Mapping[str, Any]]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Lets a room above add facts: `source(workspace, creators)` answers facts by creator id."""
    _sources.append(source)


def facts_of(
    workspace: Workspace, creators: Iterable[Creator], mailbox: Mailbox | None, user: User | None
) -> dict[int, Facts]:
    """The facts of each creator by id, in a constant number of queries; what is not known is None."""
    people = list(creators)
    ids = [person.pk for person in people]
    profiles, posts = _largest_profiles(ids), _newest_posts(workspace, ids)
    codes = {row.creator_id: row.code for row in Code.objects.of(workspace).filter(creator__in=ids).order_by("pk")}
    links = {
        row.creator_id: address_of(row)
        for row in Link.objects.of(workspace)
        .filter(creator__in=ids, active=True)
        .select_related("domain")
        .order_by("pk")
    }
    pages = addresses_of(workspace, ids)
    shared = {
        "brand": {"name": workspace.name, "website": workspace.website},
        "sender": {
            "name": mailbox.from_name if mailbox else str(user or ""),
            "email": mailbox.from_email if mailbox else "",
        },
    }
    found: dict[int, Facts] = {}
    for person in people:
        found[person.pk] = {
            **shared,
            "creator": _person(person, profiles.get(person.pk), posts.get(person.pk, [])),
            "code": codes.get(person.pk),
            "own_page": {"link": pages.get(person.pk)},
            "link": links.get(person.pk),
        }
    for source in _sources:
        for pk, facts in source(workspace, people).items():
            found[pk] |= facts
    return found


def _person(person: Creator, account: Account | None, posts: list[Post]) -> Facts:
    return {
        "first_name": _first_name(person, account),
        "name": _flat(person.name),
        "handle": f"@{account.handle}" if account and account.handle else None,
        "platform": PLATFORMS.get(account.platform, account.platform) if account else None,
        "followers": _compact(account.followers) if account else None,
        "city": _flat(person.city or (account.city if account else "")),
        "country": person.country or (account.country if account else ""),
        "topics": [_flat(str(topic)) for topic in person.topics or (account.topics if account else [])],
        "last_post": _post(posts[0]) if posts else None,
        "posts": [_post(post) for post in posts],
    }


def _post(post: Post) -> Facts:
    text = post.caption or post.title
    tag = HASHTAG.search(text)
    return {"caption": _shortened(text), "url": post.url, "hashtag": tag[0] if tag else None}


def _first_name(person: Creator, account: Account | None) -> str | None:
    """None where the "name" is only a handle: better asked for than "Hi trailmum_87"."""
    name = _flat(person.name)
    is_handle = name.startswith("@") or any(c.isdigit() or c == "_" for c in name)
    if not name or is_handle or (account and name.casefold() == account.handle.casefold()):
        return None
    return name.split()[0]


def _largest_profiles(ids: list[int]) -> dict[int, Account]:
    pairs = Creator.accounts.through.objects.filter(creator_id__in=ids).select_related("account")
    ordered = pairs.order_by(F("account__followers").asc(nulls_first=True), "-account_id")
    return {pair.creator_id: pair.account for pair in ordered}


def _newest_posts(workspace: Workspace, ids: list[int]) -> dict[int, list[Post]]:
    newest = Window(
        RowNumber(),
        partition_by=F("account__creators"),
        order_by=[F("published_at").desc(nulls_last=True), F("pk").desc()],
    )
    rows = (
        Post.objects.visible_to(workspace)
        .filter(account__creators__in=ids)
        .annotate(person=F("account__creators"), place=newest)
        .filter(place__lte=POSTS)
    )
    found: dict[int, list[Post]] = {}
    for row in sorted(rows, key=lambda row: row.place):
        found.setdefault(row.person, []).append(row)
    return found


def _flat(text: str) -> str:
    return " ".join(text.split())


def _shortened(text: str) -> str:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first if len(first) <= CAPTION else first[: CAPTION - 1].rsplit(" ", 1)[0] + "…"


def _compact(count: int | None) -> str | None:
    if count is None or count < 1_000:
        return None if count is None else str(count)
    size, unit = (count / 1_000_000, "M") if count >= 999_500 else (count / 1_000, "k")
    return f"{size:.1f}".removesuffix(".0") + unit if size < 100 else f"{size:.0f}{unit}"
