"""What the accounts of a niche speak of, by their profiles in the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.creators.models import Account
from groundswell.discovery.affinity.naming import telling_terms
from groundswell.discovery.customers.liked import Liked
from groundswell.discovery.language.words import words
from groundswell.discovery.topics.finding import found_topics

SHORTEST = 4  # letters of a word that may name a niche
IN_NAME = 2


@dataclass(frozen=True, slots=True)
class Name:
    """`topics` and `words` are those that its accounts say more than the others do; else the first accounts name it."""

    text: str
    topics: tuple[str, ...]
    words: tuple[str, ...]


def name_of(members: Sequence[Liked], others: Sequence[Liked]) -> Name:
    """`members` with the most over-represented first."""
    ours, theirs = ([row.account for row in rows if row.account] for rows in (members, others))
    topics = telling_terms([_topics(one) for one in ours], [_topics(one) for one in theirs])
    said = telling_terms([_words(one) for one in ours], [_words(one) for one in theirs])
    inside = set(words(" ".join(topics)))
    said = [word for word in said if word not in inside]
    named = (topics or said)[:IN_NAME] or [f"@{row.handle}" for row in members[:IN_NAME]]
    return Name(" · ".join(named), tuple(topics), tuple(said))


def _topics(account: Account) -> set[str]:
    return {topic.lower() for topic in account.topics} | {found.topic for found in found_topics(account.bio, [])}


def _words(account: Account) -> set[str]:
    return {word for word in words(account.bio) if len(word) >= SHORTEST and not word.isdigit()}
