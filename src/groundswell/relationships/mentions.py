"""Who is named in a note. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_NAMED = re.compile(r"(?<![\w@.])@([\w.+-]*\w)")


class Member(NamedTuple):
    """Somebody with a seat: id, e-mail address, first and last name (empty when unknown)."""

    pk: int
    email: str
    first: str
    last: str


def handles(members: Iterable[Member]) -> dict[str, int]:
    """By what a member is called after an @: what stands before the @ of their address, their first name, and their whole name
    without spaces. What two of them share calls nobody."""
    called: defaultdict[str, set[int]] = defaultdict(set)
    for member in members:
        whole = f"{member.first}{member.last}".replace(" ", "")
        for handle in (member.email.partition("@")[0], member.first.replace(" ", ""), whole):
            if handle:
                called[handle.casefold()].add(member.pk)
    return {handle: next(iter(pks)) for handle, pks in called.items() if len(pks) == 1}


def mentioned(text: str, called: Mapping[str, int]) -> list[int]:
    """Ids of the members whom the text names, each once, in the order of their first naming."""
    found = (called.get(name.casefold()) for name in _NAMED.findall(text))
    return list(dict.fromkeys(pk for pk in found if pk is not None))
