"""Text that must be found."""

from collections.abc import Iterator

from groundswell.discovery.errors import BadQuery
from groundswell.discovery.language import tree
from groundswell.discovery.language.words import SHORTEST_PREFIX, phrases

MOST_WORDS = 50


def said(text: str, fields: tuple[str, ...], place: str) -> Iterator[tree.Node]:
    """One condition for each word and each "quoted phrase"; `BadQuery` when there is none, or too many."""
    found = phrases(text)
    if not found:
        raise BadQuery("There is no word to search for.", where=place)
    if sum(map(len, found)) > MOST_WORDS:
        raise BadQuery(f"Search for at most {MOST_WORDS} words at once.", where=place)
    for chunk in found:
        begins = len(chunk) == 1 and len(chunk[0]) >= SHORTEST_PREFIX
        yield tree.Says(fields, chunk, prefix=begins)
