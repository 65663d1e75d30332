"""Any rows, any query: the engine and a plain filter find the same accounts, count the same and page the same."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, Post
from groundswell.discovery import index
from groundswell.discovery.language import FACETS, read_query
from groundswell.discovery.queries import search
from groundswell.discovery.tests.plain import Row, facets, matching
from groundswell.kit import clock

WORDS = ["trail", "vegan", "shoes", "marathon", "tea"]
WRITTEN = [*WORDS, "#trail", "#tea", "#ad", "@acme", "@rival", "me@mail.example"]
PLATFORMS = ["instagram", "tiktok", "youtube"]
COUNTRIES = ["US", "CA", "DE"]
COUNTS = [0, 1, 999, 1_000, 1_001, 99_999, 100_000, 499_999, 500_000, 3_000_000]
RATES = [0.0, 0.01, 0.02, 0.021, 0.5]
DAYS = [1, 10, 40, 400]
GENDERS = ["female", "male"]


def some(values: list[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True)


rows = st.lists(
    st.builds(
        Row,
        owner=st.sampled_from(["own", "own", "other", "public"]),
        platform=st.sampled_from(PLATFORMS),
        handle=st.uuids().map(lambda u: f"x{u.hex}"),
        name=st.sampled_from(["Maya Brook", "Tom Trail", "Zoe"]),
        bio=some(WRITTEN),
        captions=st.lists(some(WRITTEN), max_size=2),
        country=st.sampled_from(["", *COUNTRIES]),
        city=st.sampled_from(["", "Berlin", "Leeds"]),
        language=st.sampled_from(["", "en", "de"]),
        topics=some(["running", "tea", "home"], 2),
        followers=st.sampled_from([None, *COUNTS]),
        engagement_rate=st.sampled_from([None, *RATES]),
        verified=st.sampled_from([None, True, False]),
        posted_days_ago=st.sampled_from([None, *DAYS]),
        people=st.lists(
            st.tuples(
                st.sampled_from(["own", "other"]), st.sampled_from(["", *GENDERS]), st.sampled_from(["", "a@b.example"])
            ),
            max_size=2,
        ),
    ),
    max_size=12,
)


def span(values: list[Any]) -> st.SearchStrategy[dict[str, Any]]:
    pair = st.lists(st.sampled_from(values), min_size=2, max_size=2).map(sorted)
    return st.one_of(
        pair.map(lambda p: {"min": p[0], "max": p[1]}),
        pair.map(lambda p: {"min": p[0]}),
        pair.map(lambda p: {"max": p[1]}),
        st.just({}),
    )


influencer = st.fixed_dictionaries(
    {},
    optional={
        "platforms": some(PLATFORMS),
        "followers": span(COUNTS),
        "engagement_rate": span(RATES),
        "tiers": some(["nano", "micro", "macro", "mega", "unknown"]),
        "countries": some([*COUNTRIES, "unknown"]),
        "cities": some(["berlin", "LEEDS", "Nowhere"]),
        "languages": some(["en", "de", "unknown"]),
        "topics": some(["running", "tea", "home"]),
        "hashtags": some(["trail", "#tea", "#ad"]),
        "mentions": some(["acme", "@rival"]),
        "bio": st.sampled_from(["", *WORDS]),
        "verified": st.booleans(),
        "gender": st.sampled_from(GENDERS),
        "has_contact": st.booleans(),
        "posted_within_days": st.sampled_from([5, 30, 100]),
    },
).filter(lambda asked: len(asked) <= 4)

text = st.lists(st.sampled_from([*WORDS, "may", "maya", "brook", "running"]), max_size=2, unique=True).map(" ".join)
simple = st.fixed_dictionaries({}, optional={"text": text, "influencer": influencer})
clauses = st.recursive(
    simple,
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "text": text,
            "influencer": influencer,
            "any": st.lists(inner, max_size=3),
            "not": st.lists(inner, max_size=2),
        },
    ),
    max_leaves=6,
)


def store(wanted: list[Row], own: Workspace, other: Workspace) -> None:
    """Writes the rows, and nothing else is there."""
    Creator.objects.all().delete()
    Account.objects.all().delete()
    whose = {"own": own, "other": other}
    for row in wanted:
        account = Account.objects.create(
            workspace=whose.get(row.owner),
            platform=row.platform,
            handle=row.handle,
            display_name=row.name,
            bio=" ".join(row.bio),
            country=row.country,
            city=row.city,
            language=row.language,
            topics=row.topics,
            followers=row.followers,
            engagement_rate=row.engagement_rate,
            verified=row.verified,
            last_posted_at=None if row.posted_days_ago is None else clock.now() - timedelta(days=row.posted_days_ago),
        )
        row.id = account.pk
        for caption in row.captions:
            Post.objects.create(workspace=account.workspace, account=account, caption=" ".join(caption), source="test")
        # A person of the account's own workspace would lend it a name; the rows have names of their own.
        for workspace, gender, email in row.people:
            person = Creator.objects.create(workspace=whose[workspace], name=row.name, gender=gender, email=email)
            person.accounts.add(account)


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(wanted=rows, asked=st.lists(clauses, min_size=1, max_size=8))
def test_the_engine_agrees_with_a_plain_filter(
    wanted: list[Row], asked: list[dict[str, Any]], workspace: Workspace, other_workspace: Workspace
) -> None:
    store(wanted, workspace, other_workspace)
    index.rebuild()
    for query in asked:
        expected = matching(wanted, query, clock.now())
        answer = search(workspace, read_query({**query, "facets": list(FACETS), "limit": 200}))
        assert {result.account.id for result in answer.results} == {row.id for row in expected}
        assert answer.total == len(expected)
        assert answer.facets == facets(expected)
        assert [r.account.id for r in _paged(workspace, {**query, "sort": "followers"})] == [
            row.id for row in sorted(expected, key=lambda row: (-1 if row.followers is None else row.followers, -row.id), reverse=True)
        ]  # fmt: skip


def _paged(workspace: Workspace, query: dict[str, Any]) -> list[Any]:
    found, cursor = [], None
    while True:
        answer = search(workspace, read_query({**query, "limit": 3, "cursor": cursor}))
        found += answer.results
        cursor = answer.cursor
        if cursor is None:
            return found
