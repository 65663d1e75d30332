"""What is watched for, looked up by words so that the number of monitors costs nothing. Pure; for every network."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from groundswell.platforms.facts import PostFacts
from groundswell.platforms.folding import SPACELESS, WORD, folded, handles_in
from groundswell.platforms.places import Place, place_of
from groundswell.platforms.words import hashtags, links

# Networks that mark hashtags themselves: there an unmarked # is mere text.
MARKING = frozenset({"bluesky", "mastodon"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a post matters: `value` is the author's id, or what is watched for as it was given."""

    kind: Literal["author", "name", "hashtag", "mention", "link"]
    value: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a post shows: hashtags without #, mentions as ids or handles, links as addresses."""

    author: str
    text: str
    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def seen(facts: PostFacts) -> Seen:
    """A post as its network told it; what the network does not mark apart is read out of the text."""
    text = "\n".join(filter(None, (facts.title, facts.caption)))
    tags = facts.hashtags if facts.platform in MARKING else (*facts.hashtags, *hashtags(text))
    return Seen(facts.author_id, text, tags, facts.mentions, (*facts.links, *links(text)))


class Watch:
    """`authors`: ids whose every post matters. `names`: brand and product names, met as whole words whatever their
    case and accents (where the script writes no spaces: anywhere). `hashtags` with or without #. `mentions`: ids and
    handles. `links`: addresses; a post's link matches on the same host and the same or a deeper path, tracking
    parameters aside. `held`: ids of whom content is kept, whose deletions therefore matter; authors are among them.
    """

    def __init__(
        self,
        *,
        authors: Iterable[str] = (),
        names: Iterable[str] = (),
        hashtags: Iterable[str] = (),
        mentions: Iterable[str] = (),
        links: Iterable[str] = (),
        held: Iterable[str] = (),
    ) -> None:
        self.authors = frozenset(authors)
        self.held = self.authors | frozenset(held)
        self._hashtags = {folded(tag.lstrip("#＃")): tag for tag in hashtags}
        self._mentions = {who.removeprefix("@").lower(): who for who in mentions}
        self._names: dict[str, list[tuple[list[str], str]]] = {}
        self._anywhere: list[tuple[str, str]] = []
        for name in names:
            self._add_name(name)
        self._links: dict[str, list[tuple[Place, str]]] = {}
        for link in links:
            if place := place_of(link):
                self._links.setdefault(place.host, []).append((place, link))

    def reasons(self, post: Seen) -> tuple[Reason, ...]:
        """Why this post matters, each reason once; empty when it does not."""
        found = [Reason("author", post.author)] if post.author in self.authors else []
        found += [Reason("name", name) for name in self._named(post.text)]
        if self._hashtags:
            tags = map(folded, post.hashtags)
            found += [Reason("hashtag", self._hashtags[tag]) for tag in tags if tag in self._hashtags]
        found += [Reason("mention", who) for who in self._mentioned(post)]
        found += [Reason("link", link) for address in post.links for link in self._linked(address)]
        return tuple(dict.fromkeys(found))

    def _add_name(self, name: str) -> None:
        text = folded(name)
        if SPACELESS.search(text):
            self._anywhere.append((text, name))
        elif words := WORD.findall(text):
            self._names.setdefault(words[0], []).append((words, name))

    def _named(self, text: str) -> Iterator[str]:
        if not (self._names or self._anywhere):
            return
        plain = folded(text)
        yield from (name for wanted, name in self._anywhere if wanted in plain)
        words = WORD.findall(plain)
        for at, word in enumerate(words):
            for wanted, name in self._names.get(word, ()):
                if words[at : at + len(wanted)] == wanted:
                    yield name

    def _mentioned(self, post: Seen) -> Iterator[str]:
        if not self._mentions:
            return
        for who in (*(one.lower() for one in post.mentions), *handles_in(post.text)):
            if who in self._mentions:
                yield self._mentions[who]

    def _linked(self, address: str) -> Iterator[str]:
        if not self._links or not (place := place_of(address)):
            return
        for wanted, link in self._links.get(place.host, ()):
            if wanted.holds(place):
                yield link
