"""What is asked of a profile, as conditions."""

from collections.abc import Iterator
from datetime import timedelta

from groundswell.discovery.language import tree
from groundswell.discovery.language.asked import Influencer
from groundswell.discovery.language.parts import UNKNOWN, Growth, Share, Whole
from groundswell.discovery.language.saying import said
from groundswell.discovery.language.setting import Setting, fact


def influencer_conditions(asked: Influencer, setting: Setting, place: str) -> Iterator[tree.Node]:
    """All of them must hold; `place` leads to the filter in the query."""
    for name, terms in _terms(asked).items():
        if terms:
            yield tree.OneOf(name, tuple(dict.fromkeys(terms)))
    for name, bounds in _ranges(asked).items():
        if bounds:
            yield from within(name, bounds)
    if asked.tiers:
        yield tree.AnyOf(tuple(tier(name, setting) for name in dict.fromkeys(asked.tiers)))
    yield from _written(asked, place)
    if asked.posted_within_days is not None:
        since = setting.now - timedelta(days=asked.posted_within_days)
        yield tree.Between("last_posted", low=int(since.timestamp()))
    if asked.gender:
        yield _gender(asked.gender, setting.workspace_id)
    if asked.has_contact is not None:
        known = contact(setting.workspace_id)
        yield known if asked.has_contact else tree.Not(known)


def within(field: str, bounds: Whole | Share | Growth) -> Iterator[tree.Node]:
    """The number lies within the bounds, or is unknown where they say so; nothing for bounds that ask for nothing."""
    unknown = tree.Not(tree.Between(field))
    if bounds.min is None and bounds.max is None:
        yield from [unknown] if bounds.unknown else []
        return
    inside = tree.Between(field, bounds.min, bounds.max)
    yield tree.AnyOf((inside, unknown)) if bounds.unknown else inside


def tier(name: str, setting: Setting) -> tree.Node:
    """Followers as many as the workspace means by that name."""
    if name == UNKNOWN:
        return tree.Not(tree.Between("followers"))
    low, above = setting.tiers[name]
    return tree.Between("followers", low, None if above is None else above - 1)


def contact(workspace_id: int) -> tree.Node:
    """An address stands in the bio, or the workspace has one."""
    return tree.OneOf("fact", (fact("contact"), fact("contact", workspace_id)))


def _terms(asked: Influencer) -> dict[str, list[str]]:
    return {
        "platform": asked.platforms,
        "country": asked.countries,
        "city": [city.casefold() for city in asked.cities],
        "language": asked.languages,
        "topic": asked.topics,
        "hashtag": [tag.lstrip("#") for tag in asked.hashtags],
        "mention": [name.lstrip("@") for name in asked.mentions],
        "account_type": asked.account_types,
        "verified": [] if asked.verified is None else [str(asked.verified).lower()],
    }


def _ranges(asked: Influencer) -> dict[str, Whole | Share | Growth | None]:
    days = asked.growth.days if asked.growth else 0
    return {
        "followers": asked.followers,
        "engagement": asked.engagement_rate,
        "age": asked.age,
        f"growth_{days}": asked.growth,
        "sponsored": asked.sponsored_share,
    }


def _written(asked: Influencer, place: str) -> Iterator[tree.Node]:
    if asked.bio:
        yield from said(asked.bio, ("bio",), f"{place}bio")
    if asked.naturally_mentions:
        brands = [
            tree.all_of([*said(f'"{name}"', ("captions",), f"{place}naturally_mentions.{n}")])
            for n, name in enumerate(asked.naturally_mentions)
        ]
        yield tree.AnyOf(tuple(brands))


def _gender(asked: str, workspace_id: int) -> tree.Node:
    if asked == UNKNOWN:
        return tree.Not(tree.OneOf("fact", (fact("gender", workspace_id),)))
    return tree.OneOf("fact", (fact("gender", workspace_id, asked),))
