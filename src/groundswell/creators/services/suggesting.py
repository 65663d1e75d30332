"""Possible but unsure matches: written down for a person to decide, never merged silently."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, MergeSuggestion
from groundswell.creators.rules import fold_name, names_alike
from groundswell.platforms.names import PLATFORMS

CROWD = 4  # a name that more people share tells nobody apart
FAMILY = 40  # first names of one last name that are compared with each other
CHUNK = 900  # below SQLite's traditional limit of 999 parameters
MOST = 1000  # suggestions from one import; nobody decides more


class Face(NamedTuple):
    """What tells two people of one name apart; `topics` by their folded spelling."""

    country: str
    city: str
    topics: dict[str, str]


Pairs = dict[tuple[int, int], list[str]]


@transaction.atomic
def suggest_merge(*, workspace: Workspace, left: int, right: int, reasons: Sequence[str]) -> None:
    """Keeps one suggestion for the pair, whichever way round; a decided pair stays decided."""
    first, second = sorted((left, right))
    MergeSuggestion.objects.get_or_create(
        workspace=workspace, left_id=first, right_id=second, defaults={"reasons": list(reasons)}
    )


@transaction.atomic
def suggest_merges(*, workspace: Workspace, creators: Iterable[int]) -> int:
    """Compares these creators with all of the workspace and answers how many pairs are new.

    Reasons: the same name in the same country or city; a similar name in the same niche; the same handle
    on another platform. A name or handle shared by more than four people is no reason.
    """
    new = set(creators)
    pairs: Pairs = defaultdict(list)
    if new:
        _by_name(workspace, new, pairs)
        _by_handle(workspace, new, pairs)
    known = set(MergeSuggestion.objects.of(workspace).values_list("left_id", "right_id"))
    rows = [
        MergeSuggestion(workspace=workspace, left_id=left, right_id=right, reasons=reasons)
        for (left, right), reasons in sorted(pairs.items())
        if (left, right) not in known
    ][:MOST]
    MergeSuggestion.objects.bulk_create(rows)
    return len(rows)


def _by_name(workspace: Workspace, new: set[int], pairs: Pairs) -> None:
    """Names first, which one index holds; place and niche only of those whose names are alike."""
    first: dict[str, int] = {}
    same: dict[str, list[int]] = {}  # of names that come again only: lists of one would cost more than all the rest
    family: dict[str, list[str]] = defaultdict(list)
    for pk, name in Creator.objects.of(workspace).values_list("pk", "name").iterator(chunk_size=5000):
        folded = fold_name(name)
        if " " not in folded:
            continue
        if (before := first.setdefault(folded, pk)) == pk:
            family[folded[folded.rindex(" ") :]].append(folded)
        else:
            same.setdefault(folded, [before]).append(pk)
    alike = [group for group in same.values() if len(group) <= CROWD and not new.isdisjoint(group)]
    similar = [
        (left, right)
        for names in family.values()
        if 1 < len(names) <= FAMILY
        for left, right in combinations(names, 2)
        if left[0] == right[0] and names_alike(left, right)
    ]
    candidates = [(*pair, "The same") for group in alike for pair in combinations(group, 2)]
    for one, other in similar:
        lefts, rights = same.get(one, [first[one]]), same.get(other, [first[other]])
        candidates += [(left, right, "A similar") for left in lefts[:CROWD] for right in rights[:CROWD]]
    candidates = [pair for pair in candidates if pair[0] in new or pair[1] in new]
    faces = _faces(workspace, {pk for left, right, _ in candidates for pk in (left, right)})
    for left, right, likeness in candidates:
        if reason := _reason(faces[left], faces[right], likeness):
            pairs[min(left, right), max(left, right)].append(reason)


def _faces(workspace: Workspace, wanted: set[int]) -> dict[int, Face]:
    found: dict[int, Face] = {}
    ids = sorted(wanted)
    for start in range(0, len(ids), CHUNK):
        rows = Creator.objects.of(workspace).filter(pk__in=ids[start : start + CHUNK])
        for pk, country, city, topics in rows.values_list("pk", "country", "city", "topics"):
            found[pk] = Face(country, city.casefold(), {topic.casefold(): topic for topic in topics})
    return found


def _reason(left: Face, right: Face, likeness: str) -> str:
    """A similar name needs the same niche; the same name, the same place or niche."""
    if likeness == "The same":
        if left.city and left.city == right.city:
            return f"The same name in the same city ({left.city.title()})"
        if left.country and left.country == right.country and not (left.city and right.city):
            return f"The same name in the same country ({left.country})"
    shared = left.topics.keys() & right.topics.keys()
    if not shared:
        return ""
    niche = min(face.topics[min(shared)] for face in (left, right))
    return f"{likeness} name in the same niche ({niche})"


def _by_handle(workspace: Workspace, new: set[int], pairs: Pairs) -> None:
    first: dict[str, str] = {}
    again: set[str] = set()
    # The condition repeats that of the unique index, which then answers alone.
    accounts = Account.objects.filter(~Q(handle=""), workspace=workspace).values_list("platform", "handle")
    for platform, handle in accounts.iterator(chunk_size=5000):
        name = handle.split("@")[0] if platform == "mastodon" else handle
        if first.setdefault(name, platform) != platform and len(name) >= 4:
            again.add(handle)
            again.add(name)
    held: dict[str, dict[int, str]] = defaultdict(dict)
    handles = sorted(again)
    for start in range(0, len(handles), CHUNK):
        through = Creator.accounts.through.objects.filter(
            creator__workspace=workspace, account__handle__in=handles[start : start + CHUNK]
        )
        for pk, platform, handle in through.values_list("creator_id", "account__platform", "account__handle"):
            if platform not in ("blog", "podcast"):
                held[handle.split("@")[0]].setdefault(pk, platform)
    for name, owners in held.items():
        if 1 < len(owners) <= CROWD and new & owners.keys():
            (left, on_left), (right, on_right) = sorted(owners.items())[:2]
            if on_left != on_right:
                pairs[left, right].append(
                    f"The same handle (@{name}) on {PLATFORMS[on_left]} and {PLATFORMS[on_right]}"
                )
