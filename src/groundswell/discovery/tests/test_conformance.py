"""Any rows, any query: the engine and a plain filter find the same accounts, count the same and page the same."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, AudienceFigure, Creator, Post, Reading
from groundswell.discovery import index
from groundswell.discovery.language import FACETS, read_query
from groundswell.discovery.queries import search
from groundswell.discovery.tests.distributed import ADDRESS, OpenSearch
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


AUDIENCE = {
    "country": ["US", "DE"], "city": ["berlin", "new york"], "language": ["en", "de"], "gender": ["female", "male"],
    "age": ["18-24", "25-34"], "gender_age": ["female.25-34"], "interest": ["tea"], "quality": ["real", "suspicious"],
}  # fmt: skip
SHARES = [0.0, 0.001, 0.099, 0.1, 0.25, 0.299, 0.3, 0.305, 0.31, 0.333, 0.4, 0.85, 0.999, 1.0]
BETWEEN = [*SHARES, 0.29, 0.9]


def shares_of(dimension: str) -> st.SearchStrategy[dict[str, float]]:
    return st.dictionaries(st.sampled_from(AUDIENCE[dimension]), st.sampled_from(SHARES), min_size=1, max_size=2)


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
        captions=st.one_of(st.lists(some(WRITTEN), max_size=2), st.lists(some(WRITTEN, 1), min_size=5, max_size=6)),
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
        account_type=st.sampled_from(["", "business", "creator"]),
        age=st.sampled_from([None, 17, 18, 34, 60]),
        followers_before=st.dictionaries(
            st.sampled_from([7, 10, 31, 60, 80]), st.sampled_from([0, 900, 1_000]), max_size=3
        ),
        paid_label=st.sampled_from([None, False, True]),
        audiences=st.dictionaries(
            st.sampled_from(["public", "own", "other"]),
            st.dictionaries(st.sampled_from(list(AUDIENCE)), st.none(), max_size=3).flatmap(
                lambda names: st.fixed_dictionaries({name: shares_of(name) for name in names})
            ),
            max_size=2,
        ),
    ),
    max_size=12,
)


def span(values: list[Any]) -> st.SearchStrategy[dict[str, Any]]:
    pair = st.lists(st.sampled_from(values), min_size=2, max_size=2).map(sorted)
    bounds = st.one_of(
        pair.map(lambda p: {"min": p[0], "max": p[1]}),
        pair.map(lambda p: {"min": p[0]}),
        pair.map(lambda p: {"max": p[1]}),
        st.just({}),
    )
    return st.tuples(bounds, st.sampled_from([{}, {}, {"unknown": True}, {"unknown": False}])).map(
        lambda b: b[0] | b[1]
    )


influencer = st.fixed_dictionaries(
    {},
    optional={
        "platforms": some(PLATFORMS),
        "followers": span(COUNTS),
        "engagement_rate": span(RATES),
        "tiers": some(["nano", "micro", "macro", "mega", "unknown"]),
        "countries": some([*COUNTRIES, "unknown"]),
        "cities": some(["berlin", "LEEDS", "Nowhere", "unknown"]),
        "languages": some(["en", "de", "unknown"]),
        "topics": some(["running", "tea", "home", "unknown"]),
        "hashtags": some(["trail", "#tea", "#ad"]),
        "mentions": some(["acme", "@rival"]),
        "bio": st.sampled_from(["", *WORDS]),
        "verified": st.sampled_from([True, False, "unknown"]),
        "gender": st.sampled_from([*GENDERS, "unknown"]),
        "has_contact": st.booleans(),
        "posted_within_days": st.sampled_from([5, 30, 100]),
        "age": span([17, 18, 25, 60]),
        "growth": st.tuples(st.sampled_from([7, 30, 90]), span([-0.5, 0.0, 0.1, 3.0])).map(
            lambda g: {"days": g[0], **g[1]}
        ),
        "account_types": some(["business", "creator", "unknown"]),
        "sponsored_share": span([0.0, 0.2, 0.4, 1.0]),
        "naturally_mentions": some(["acme", "rival", "tea"]),
    },
).filter(lambda asked: len(asked) <= 4)


def least(dimension: str) -> st.SearchStrategy[dict[str, float]]:
    return st.dictionaries(st.sampled_from(AUDIENCE[dimension]), st.sampled_from(BETWEEN), max_size=2)


audience = st.fixed_dictionaries(
    {},
    optional={
        "countries": least("country"),
        "cities": least("city"),
        "languages": least("language"),
        "genders": least("gender"),
        "ages": least("age"),
        "gender_ages": least("gender_age"),
        "interests": least("interest"),
        "real_share": span(BETWEEN),
        "unknown": st.booleans(),
    },
).filter(lambda asked: len(asked) <= 3)

text = st.lists(st.sampled_from([*WORDS, "may", "maya", "brook", "running"]), max_size=2, unique=True).map(" ".join)
simple = st.fixed_dictionaries({}, optional={"text": text, "influencer": influencer, "audience": audience})
clauses = st.recursive(
    simple,
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "text": text,
            "influencer": influencer,
            "audience": audience,
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
    now = clock.now()
    whose = {"own": own, "other": other}
    for row in wanted:
        account = Account.objects.create(
            workspace=whose.get(row.owner),
            platform=row.platform,
            handle=row.handle,
            display_name=row.name,
            bio=" ".join([*row.bio, *([f"{row.age} y/o"] if row.age else [])]),
            account_type=row.account_type,
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
            Post.objects.create(
                workspace=account.workspace,
                account=account,
                caption=" ".join(caption),
                source="test",
                paid_label=row.paid_label,
            )
        counts = {} if row.followers is None else {0: row.followers, **row.followers_before}
        Reading.objects.bulk_create(
            Reading(
                workspace=account.workspace, account=account, metric="followers", value=count, source="test", observed_at=now - timedelta(days=days)
            ) for days, count in counts.items()
        )  # fmt: skip
        AudienceFigure.objects.bulk_create(
            AudienceFigure(
                workspace=whose.get(owner), account=account, origin="vendor" if owner == "public" else "first_party", source="test",
                dimension=dimension, value=value, share=share, observed_at=now,
            ) for owner, known in row.audiences.items() for dimension, shares in known.items() for value, share in shares.items()
        )  # fmt: skip
        # A person of the account's own workspace would lend it a name; the rows have names of their own.
        for workspace, gender, email in row.people:
            person = Creator.objects.create(workspace=whose[workspace], name=row.name, gender=gender, email=email)
            person.accounts.add(account)


# No test bed can install an OpenSearch server: it takes part only where somebody names one.
@pytest.fixture(params=["tantivy", "opensearch"] if ADDRESS else ["tantivy"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each engine behind the same facade."""
    if request.param == "opensearch":
        server = OpenSearch()
        monkeypatch.setattr(index, "rebuild", server.rebuild)
        monkeypatch.setattr(index, "search", server.search)
    return str(request.param)


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(wanted=rows, asked=st.lists(clauses, min_size=1, max_size=8))
def test_the_engine_agrees_with_a_plain_filter(
    wanted: list[Row], asked: list[dict[str, Any]], workspace: Workspace, other_workspace: Workspace, engine: str
) -> None:
    store(wanted, workspace, other_workspace)
    index.rebuild()
    for query in asked:
        expected = matching(wanted, query, clock.now())
        answer = search(workspace, read_query({"match": "words", **query, "facets": list(FACETS), "limit": 200}))
        assert {result.account.id for result in answer.results} == {row.id for row in expected}
        assert answer.total == len(expected)
        assert answer.facets == facets(expected, clock.now())
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
