"""Addresses of the same plan with one wish more, less or other."""

from collections.abc import Iterable, Mapping

from django.http import QueryDict

from groundswell.campaigns.programme import Asked

OPPOSITE = {"must": "ban", "ban": "must"}


def asked_ids(data: QueryDict, name: str) -> tuple[int, ...]:
    """Creators' ids in a repeated parameter; what is none is passed over."""
    return _numbers(data.getlist(name))


def asked_apart(data: QueryDict) -> tuple[tuple[int, ...], ...]:
    """Sets kept apart, each as `apart=1,2`, and the pair just chosen in the fields `apart_one` and `apart_other`."""
    sets = [_numbers(some.split(",")) for some in data.getlist("apart")]
    chosen = [asked_ids(data, name)[:1] for name in ("apart_one", "apart_other")]
    if all(chosen):
        sets.append(chosen[0] + chosen[1])
    return tuple(dict.fromkeys(some for some in sets if some))


def with_one(query: QueryDict, name: str, pk: int, value: float) -> str:
    """With one creator required or banned, and what the plan was worth before."""
    return _changed(query, ((name, pk),), value)


def instead(query: QueryDict, out: int, come: int, value: float) -> str:
    """With one creator banned and another required."""
    return _changed(query, (("ban", out), ("must", come)), value)


def swapping(query: QueryDict, pk: int) -> str:
    """With the replacements of one shown."""
    query = query.copy()
    query["swap"] = str(pk)
    query.pop("was", None)
    return f"?{query.urlencode()}#instead"


def forced(query: QueryDict, asked: Asked, names: Mapping[int, str]) -> list[tuple[str, str, str]]:
    """What was required, banned and kept apart: in words, the address without it, and how ("must", "ban" or "apart")."""
    named: list[tuple[str, str, tuple[int, ...]]] = [
        (name, str(pk), (pk,)) for name in ("must", "ban") for pk in getattr(asked, name)
    ]
    named += [("apart", ",".join(map(str, some)), some) for some in asked.apart]
    return [
        (" and ".join(names.get(pk, f"creator {pk}") for pk in some), _without(query, name, text), name)
        for name, text, some in named
    ]


def _changed(query: QueryDict, changes: Iterable[tuple[str, int]], value: float) -> str:
    query = query.copy()
    for name, pk in changes:
        query.setlist(OPPOSITE[name], [kept for kept in query.getlist(OPPOSITE[name]) if kept != str(pk)])
        query.appendlist(name, str(pk))
    query["was"] = f"{value:.4f}"
    query.pop("swap", None)
    return f"?{query.urlencode()}"


def _without(query: QueryDict, name: str, text: str) -> str:
    query = query.copy()
    query.setlist(name, [kept for kept in query.getlist(name) if kept != text])
    for gone in ("was", *(("apart_one", "apart_other") if name == "apart" else ())):
        query.pop(gone, None)
    return f"?{query.urlencode()}"


def _numbers(texts: Iterable[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(text) for text in texts if text.isdecimal() and len(text) < 19))
