"""Why an account is among the results, in words. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from groundswell.discovery.facts import Facts
from groundswell.discovery.language.asked import Audience, Influencer
from groundswell.discovery.language.query import Clause, SearchQuery
from groundswell.discovery.language.shares import DIMENSIONS, QUALITY, REAL, Figures
from groundswell.discovery.language.words import phrases, words
from groundswell.discovery.topics import FoundTopic
from groundswell.platforms.names import PLATFORMS

MOST = 6


def why(query: SearchQuery, facts: Facts, workspace_id: int, now: datetime) -> list[str]:
    """At most MOST reasons, the telling ones first; those of nested queries only where they hold."""
    reasons = [*_clause(query, facts, workspace_id, now)]
    for part in query.any:
        reasons += _clause(part, facts, workspace_id, now)
    return list(dict.fromkeys(reasons))[:MOST]


def alike(query: SearchQuery, likeness: float | None) -> list[str]:
    """The reason of what was found by its meaning or its likeness."""
    if likeness is None:
        return []
    told = f"content like {', '.join(query.like)}" if query.like else "meaning close to the description"
    return [f"{told} ({likeness:.2f})"]


def parts_needed(query: Clause) -> set[str]:
    """The parts of `read_facts` that reasons of this query may stand in."""
    needed = {"people"}
    if asked := query.influencer:
        if asked.hashtags or asked.mentions or asked.naturally_mentions or asked.sponsored_share:
            needed.add("posts")
        if asked.growth:
            needed.add("followers")
    needed |= {"posts"} if query.text else set()
    needed |= {"audiences"} if query.audience else set()
    return needed.union(*map(parts_needed, query.any))


def _clause(clause: Clause, facts: Facts, workspace_id: int, now: datetime) -> Iterator[str]:
    if clause.text:
        yield from _said(clause.text, facts)
    if clause.influencer:
        yield from _shared(clause.influencer, facts)
        yield from _figures(clause.influencer, facts)
        yield from _person(clause.influencer, facts, workspace_id)
        yield from _dates(clause.influencer, facts, now)
    if clause.audience:
        yield from _audience(clause.audience, facts.audience_for(workspace_id))


def _said(text: str, facts: Facts) -> Iterator[str]:
    places: list[tuple[str, Sequence[str]]] = [
        ("name is", facts.names),
        ("handle is", (facts.profile.handle,)),
        ("bio mentions", (facts.profile.bio,)),
        ("hashtag", facts.hashtags),
        ("topic", facts.topics),
        ("a recent post mentions", facts.captions),
        ("a paid post mentions", facts.paid_captions),
    ]
    said = {label: _spoken(texts) for label, texts in places}
    for chunk in phrases(text):
        place = next((label for label, spoken in said.items() if _holds(spoken, chunk)), None)
        if place:
            yield f"{place} “{' '.join(chunk)}”"
        elif len(chunk) == 1:
            begun = [w for t in (*facts.names, facts.profile.handle) for w in words(t) if w.startswith(chunk[0])]
            yield from (f"name or handle begins “{chunk[0]}”" for _ in begun[:1])


def _spoken(texts: Iterable[str]) -> str:
    """The words of the texts, each between two spaces; a line for each text, so that no phrase runs from one to the next."""
    return "\n".join(f" {' '.join(words(text))} " for text in texts)


def _holds(spoken: str, chunk: tuple[str, ...]) -> bool:
    return f" {' '.join(chunk)} " in spoken


def _shared(asked: Influencer, facts: Facts) -> Iterator[str]:
    yield from (f"uses #{tag}" for tag in _both(asked.hashtags, facts.hashtags, "#"))
    yield from (f"mentions @{name}" for name in _both(asked.mentions, facts.mentions, "@"))
    found = {one.topic: one for one in facts.topics_found}
    yield from (_on_topic(topic, found.get(topic)) for topic in _both(asked.topics, facts.topics))
    yield from _unpaid(asked.naturally_mentions, facts)
    if asked.bio:
        bio = _spoken([facts.profile.bio])
        yield from (f"bio mentions “{' '.join(c)}”" for c in phrases(asked.bio) if _holds(bio, c))


def _on_topic(topic: str, found: FoundTopic | None) -> str:
    if found is None:
        return f"topic {topic}"
    places = [*(["bio"] if found.in_bio else []), *([f"{found.posts} recent posts"] if found.posts else [])]
    return f"topic {topic}: “{found.terms[0]}” in {' and '.join(places)}".replace(" 1 recent posts", " 1 recent post")


def _unpaid(asked: Sequence[str], facts: Facts) -> Iterator[str]:
    spoken = _spoken(facts.captions) if asked else ""
    for name in asked:
        if _holds(spoken, words(name)):
            yield f"mentions “{name}” unpaid"


def _both(asked: Iterable[str], known: Sequence[str], mark: str = "") -> list[str]:
    return [value for value in (item.lstrip(mark) for item in asked) if value in known]


def _figures(asked: Influencer, facts: Facts) -> Iterator[str]:
    profile = facts.profile
    network = PLATFORMS.get(profile.platform, profile.platform)
    wants_size = asked.followers or asked.tiers
    if wants_size and profile.followers is not None:
        yield f"{short(profile.followers)} followers on {network}"
    elif profile.platform in asked.platforms:
        yield f"on {network}"
    if asked.engagement_rate and profile.engagement_rate is not None:
        yield f"{profile.engagement_rate:.1%} engagement"
    if isinstance(asked.verified, bool) and profile.verified == asked.verified:
        yield "verified" if asked.verified else "not verified"
    if profile.account_type.lower() in asked.account_types:
        yield f"account type {profile.account_type}"
    yield from _trends(asked, facts)


def _trends(asked: Influencer, facts: Facts) -> Iterator[str]:
    grown = facts.growth.get(asked.growth.days) if asked.growth else None
    if asked.growth and grown is not None:
        yield f"followers {grown:+.1%} in {asked.growth.days} days"
    if asked.sponsored_share and facts.sponsored is not None:
        posts = len(facts.captions) + len(facts.paid_captions)
        yield f"{len(facts.paid_captions)} of {posts} recent posts paid"
    if asked.age and facts.age is not None:
        yield f"bio states age {facts.age}"


def _audience(asked: Audience, known: Figures) -> Iterator[str]:
    for name, dimension in DIMENSIONS.items():
        for value in getattr(asked, name):
            share = {key.lower(): share for key, share in known.get(dimension, {}).items()}.get(value.lower())
            if share is not None:
                yield f"{share:.1%} of the audience: {dimension.replace('_', ' and ')} {value}"
    real = known.get(QUALITY, {}).get(REAL)
    if asked.real_share and real is not None:
        yield f"{real:.1%} of the audience is real"


def _person(asked: Influencer, facts: Facts, workspace_id: int) -> Iterator[str]:
    if facts.country in asked.countries:
        yield f"country {facts.country}"
    if facts.city.casefold() in [city.casefold() for city in asked.cities]:
        yield f"lives in {facts.city}"
    if facts.language in asked.languages:
        yield f"writes in {facts.language}"
    own = [person for person in facts.people if person.workspace_id == workspace_id]
    if asked.gender and any(person.gender.lower() == asked.gender for person in own):
        yield asked.gender
    if asked.has_contact and (facts.address_in_bio or any(person.has_contact for person in own)):
        yield "contact known"


def _dates(asked: Influencer, facts: Facts, now: datetime) -> Iterator[str]:
    if asked.posted_within_days and facts.profile.last_posted_at:
        days = (now - facts.profile.last_posted_at).days
        if days <= asked.posted_within_days:
            yield "posted today" if days < 1 else f"posted {days} day{'s' if days > 1 else ''} ago"


def short(count: int) -> str:
    """12,400 → "12.4k"."""
    for size, unit in ((1_000_000_000, "bn"), (1_000_000, "M"), (1_000, "k")):
        if count >= size:
            return f"{count / size:.1f}".removesuffix(".0") + unit
    return str(count)
