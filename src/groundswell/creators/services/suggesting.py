"""Possible but unsure matches: written down for a person to decide, never merged silently."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, MergeSuggestion
from groundswell.creators.rules import fold_name, names_alike
from groundswell.platforms.names import PLATFORMS

CROWD = 4  # a name that more people share tells nobody apart
MOST = 1000  # suggestions from one import; nobody decides more


class Face(NamedTuple):
    pk: int
    name: str
    country: str
    city: str
    topics: frozenset[str]


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
    same: dict[str, list[Face]] = defaultdict(list)
    niche: dict[tuple[str, str], list[Face]] = defaultdict(list)
    rows = Creator.objects.of(workspace).values_list("pk", "name", "country", "city", "topics")
    for pk, name, country, city, topics in rows.iterator(chunk_size=5000):
        folded = fold_name(name)
        words = folded.split()
        if len(words) < 2:
            continue
        face = Face(pk, folded, country, city.casefold(), frozenset(topics))
        same[folded].append(face)
        for topic in topics:
            niche[topic, words[-1]].append(face)
    for group in same.values():
        if 1 < len(group) <= CROWD:
            _pair(group, new, pairs, _same_place)
    for group in niche.values():
        if 1 < len(group) <= CROWD * 5:
            _pair(group, new, pairs, _same_niche)


def _pair(group: list[Face], new: set[int], pairs: Pairs, reason_for: Callable[[Face, Face], str]) -> None:
    for at, left in enumerate(group):
        for right in group[at + 1 :]:
            if (left.pk in new or right.pk in new) and (reason := reason_for(left, right)):
                reasons = pairs[min(left.pk, right.pk), max(left.pk, right.pk)]
                reasons.extend([reason] if reason not in reasons else [])


def _same_place(left: Face, right: Face) -> str:
    if left.city and left.city == right.city:
        return f"The same name in the same city ({left.city.title()})"
    if left.country and left.country == right.country and not (left.city and right.city):
        return f"The same name in the same country ({left.country})"
    return ""


def _same_niche(left: Face, right: Face) -> str:
    if left.name == right.name:
        return "" if _same_place(left, right) else f"The same name in the same niche ({min(left.topics & right.topics)})"
    if names_alike(left.name, right.name):
        return f"A similar name in the same niche ({min(left.topics & right.topics)})"
    return ""


def _by_handle(workspace: Workspace, new: set[int], pairs: Pairs) -> None:
    held: dict[str, dict[int, str]] = defaultdict(dict)
    through = Account.creators.through.objects.filter(creator__workspace=workspace).exclude(account__handle="")
    for pk, platform, handle in through.values_list("creator_id", "account__platform", "account__handle").iterator(5000):
        if len(handle) >= 4 and platform not in ("blog", "podcast"):
            held[handle.split("@")[0]].setdefault(pk, platform)
    for handle, owners in held.items():
        if not 1 < len(owners) <= CROWD or not new & owners.keys():
            continue
        (left, on_left), (right, on_right) = sorted(owners.items())[:2]
        if on_left != on_right:
            networks = f"{PLATFORMS[on_left]} and {PLATFORMS[on_right]}"
            pairs[left, right].append(f"The same handle (@{handle}) on {networks}")
