"""The search as pages, API and command line call it."""

import time
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.creators.rules import tier_of
from groundswell.discovery import index
from groundswell.discovery.answer import FoundAccount, Result, SearchAnswer, TopicFound
from groundswell.discovery.asked import accounts_named, meaning_of
from groundswell.discovery.cursors import read_cursor, write_cursor
from groundswell.discovery.errors import BadQuery
from groundswell.discovery.facts import Facts
from groundswell.discovery.language import Influencer, SearchQuery, Setting, countings, translate
from groundswell.discovery.leaving_out import left_out
from groundswell.discovery.reading import read_facts
from groundswell.discovery.reasons import alike, parts_needed, why
from groundswell.discovery.tiers import tier_ranges
from groundswell.discovery.topics import FoundTopic
from groundswell.kit import clock

DEEPEST_RANKED = 10_000
FILTER_OF_FACET = {
    "platform": "platforms",
    "country": "countries",
    "tier": "tiers",
    "topic": "topics",
    "language": "languages",
    "city": "cities",
    "account_type": "account_types",
    "verified": "verified",
    "gender": "gender",
    "age": "age",
    "engagement_rate": "engagement_rate",
    "growth": "growth",
    "sponsored_share": "sponsored_share",
    "posted": "posted_within_days",
    "contact": "has_contact",
}
PANEL = ("platform", "country", "tier", "topic", "language")
BARE: dict[str, Any] = {"limit": 1, "cursor": None, "sort": "followers", "facets": []}


def search(workspace: Workspace, query: SearchQuery) -> SearchAnswer:
    """Accounts of the public catalogue and of the workspace that match, with exact total and facets.

    `BadQuery` names the place of what cannot be asked; `IndexUnavailable` while a large index is being built.
    """
    began = time.perf_counter()
    now = clock.now()
    found = index.search(_question(workspace, query, now))
    facts = read_facts([hit.account_id for hit in found.hits], parts_needed(query))
    _forget_ghosts(found, facts)
    results = [
        Result(
            account=describe(facts[hit.account_id], workspace, hit),
            score=hit.score,
            fit=None,
            why=[*alike(query, hit.likeness), *why(query, facts[hit.account_id], workspace.pk, now)],
        )
        for hit in found.hits
        if hit.account_id in facts
    ]
    return SearchAnswer(
        total=found.total,
        took_ms=round((time.perf_counter() - began) * 1000, 2),
        results=results,
        facets=found.facets,
        cursor=write_cursor(query, found.next),
    )


def count(workspace: Workspace, query: SearchQuery) -> int:
    """How many accounts match, exactly."""
    return index.search(_question(workspace, query.model_copy(update=BARE), clock.now())).total


def live_counts(workspace: Workspace, query: SearchQuery, facets: Collection[str] = PANEL) -> dict[str, dict[str, int]]:
    """For each of the facets, how many accounts each value would bring if only that facet's own filter were chosen
    anew."""
    now, asked = clock.now(), query.influencer or Influencer()
    bare = query.model_copy(update={**BARE, "facets": list(facets)})
    counts = index.search(_question(workspace, bare, now)).facets
    for facet in facets:
        name = FILTER_OF_FACET.get(facet)
        if name and getattr(asked, name):
            without = bare.model_copy(
                update={
                    "influencer": asked.model_copy(
                        update={name: Influencer.model_fields[name].get_default(call_default_factory=True)}
                    ),
                    "facets": [facet],
                }
            )
            counts |= index.search(_question(workspace, without, now)).facets
    return counts


def describe(facts: Facts, workspace: Workspace, hit: index.Hit) -> FoundAccount:
    """The account as one workspace may see it."""
    profile, person = facts.profile, facts.person_of(workspace.pk)
    return FoundAccount(
        id=profile.account_id,
        platform=profile.platform,
        handle=profile.handle,
        name=(person.name if person else "") or profile.display_name or profile.handle,
        url=profile.url,
        bio=profile.bio,
        followers=profile.followers,
        tier=tier_of(profile.followers, workspace.tier_bounds),
        engagement_rate=profile.engagement_rate,
        account_type=profile.account_type or None,
        age=facts.age,
        growth=hit.growth,
        sponsored_share=hit.sponsored,
        country=facts.country or None,
        city=facts.city or None,
        language=facts.language or None,
        topics=list(facts.topics),
        topics_found=[TopicFound(**asdict(one)) for one in facts.topics_found],
        verified=profile.verified,
        has_contact=facts.address_in_bio or bool(person and person.has_contact),
        last_posted_at=profile.last_posted_at,
        read_at=profile.read_at,
        source=profile.source or None,
        creator_id=person.creator_id if person else None,
    )


def topics_in_words(accounts: Collection[Account]) -> list[FoundTopic]:
    """What these accounts are about by their own words, where nobody stated it; the plainest first."""
    facts = read_facts([account.pk for account in accounts], ("people", "posts")) if accounts else {}
    return sorted(
        (one for fact in facts.values() for one in fact.topics_found), key=lambda one: (-one.weight, one.topic)
    )


def _question(workspace: Workspace, query: SearchQuery, now: datetime) -> index.Question:
    liked = accounts_named(workspace, query.like)
    excluded = tuple(sorted({*left_out(workspace, query), *liked}))
    setting = Setting(workspace.pk, now, tier_ranges(workspace.tier_bounds), excluded)
    meaning = meaning_of(query, liked)
    ranked = query.sort == "relevance" and bool(query.text or meaning)
    after = read_cursor(query)
    if ranked and after is not None and not 0 <= after <= DEEPEST_RANKED:
        raise BadQuery(
            f"Results by relevance end at {DEEPEST_RANKED:,}.",
            where="cursor",
            cure="Narrow the search, or sort by followers.",
        )
    return index.Question(
        node=translate(query, setting, by_words=meaning is None or meaning.words is None),
        workspace_id=workspace.pk,
        sort="relevance" if ranked else "followers" if query.sort == "relevance" else query.sort,
        limit=query.limit,
        after=after,
        facets=countings(query.facets, setting),
        meaning=meaning,
    )


def _forget_ghosts(found: index.Found, facts: dict[int, Facts]) -> None:
    ghosts = [hit.account_id for hit in found.hits if hit.account_id not in facts]
    if ghosts:
        index.remove(ghosts)
