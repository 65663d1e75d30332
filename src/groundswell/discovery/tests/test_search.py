"""What people get from a search: the right accounts, reasons, pages, and nobody else's."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.models import Account, Creator, Post
from groundswell.creators.services import record_audience, record_readings, save_post
from groundswell.discovery.errors import BadQuery
from groundswell.discovery.language import FACETS, read_query
from groundswell.discovery.queries import search
from groundswell.discovery.reasons import short
from groundswell.discovery.services import take_accounts
from groundswell.kit import clock

Make = Callable[..., Account]
Find = Callable[..., list[str]]


def test_every_result_says_why(workspace: Workspace, make_account: Make) -> None:
    maya = make_account(
        "maya", email="m@mail.example", gender="Female", bio="Trail runner", followers=12_400, engagement_rate=0.031, country="US",
        city="Denver", language="en-US", topics=["Running"], verified=True, read_at=clock.now(), source="creators.csv",
    )  # fmt: skip
    three_days_ago = clock.now() - timedelta(days=3)
    save_post(
        workspace=workspace, account=maya, url="", caption="New #gear by @acme", published_at=three_days_ago, source="t"
    )
    asked: dict[str, Any] = {
        "text": "trail gear",
        "influencer": {
            "tiers": ["micro"], "engagement_rate": {"min": 0.02}, "countries": ["us"], "gender": "female", "mentions": ["@acme"],
        },
    }  # fmt: skip
    (found,) = search(workspace, read_query(asked)).results
    assert found.why == [
        "bio mentions “trail”",
        "hashtag “gear”",
        "mentions @acme",
        "12.4k followers on Instagram",
        "3.1% engagement",
        "country US",
    ]
    assert found.account.model_dump(include={"name", "tier", "language", "has_contact", "creator_id", "topics", "source"}) == {
        "name": "Maya", "tier": "micro", "language": "en", "has_contact": True, "topics": ["running"], "source": "creators.csv",
        "creator_id": Creator.objects.get().pk,
    }  # fmt: skip
    rest = {"posted_within_days": 5, "cities": ["denver"], "languages": ["en"], "has_contact": True, "verified": True}
    (again,) = search(workspace, read_query({"any": [{"influencer": rest}]})).results
    assert again.why == ["verified", "lives in Denver", "writes in en", "contact known", "posted 3 days ago"]


def test_audiences_growth_and_paid_posts_say_why(workspace: Workspace, make_account: Make) -> None:
    now = clock.now()
    maya = make_account("maya", bio="27 y/o", account_type="Creator", followers=1_100)
    for days, count in ((0, 1_100), (30, 1_000)):
        record_readings(
            workspace=workspace,
            subject=maya,
            values={"followers": count},
            source="t",
            observed_at=now - timedelta(days=days),
        )
    for caption in ("#ad tea", "acme is great", "run", "run", "run"):
        Post.objects.create(workspace=workspace, account=maya, caption=caption, published_at=now, source="t")
    _follow(workspace, maya, {"gender": {"female": 0.62}, "quality": {"real": 0.9}}, now)
    asked: dict[str, Any] = {
        "influencer": {
            "growth": {"days": 30, "min": 0.05}, "sponsored_share": {"max": 0.2}, "age": {"max": 30}, "naturally_mentions": ["Acme"],
        },
        "audience": {"genders": {"female": 0.6}, "real_share": {"min": 0.85}},
    }  # fmt: skip
    (found,) = search(workspace, read_query(asked)).results
    assert found.why == [
        "mentions “Acme” unpaid",
        "followers +10.0% in 30 days",
        "1 of 5 recent posts paid",
        "bio states age 27",
        "62.0% of the audience: gender female",
        "90.0% of the audience is real",
    ]
    account = found.account
    assert (account.age, account.account_type, account.sponsored_share) == (27, "Creator", 0.2)
    assert account.growth == pytest.approx(0.1)
    assert search(workspace, read_query({"influencer": {"naturally_mentions": ["tea"]}})).total == 0
    assert search(workspace, read_query({"text": "tea"})).results[0].why == ["a paid post mentions “tea”"]


def _follow(workspace: Workspace | None, account: Account, known: dict[str, dict[str, float]], at: Any) -> None:
    origin: Any = "first_party" if workspace else "estimate"
    figures = [AudienceFacts(name, value, share) for name, shares in known.items() for value, share in shares.items()]
    record_audience(workspace=workspace, account=account, origin=origin, source="t", observed_at=at, figures=figures)


def test_own_audience_figures_stand_in_for_everybodys_and_stay_private(
    workspace: Workspace, other_workspace: Workspace, make_account: Make, find: Find
) -> None:
    shared = make_account("shared", owner=None)
    now = clock.now()
    _follow(None, shared, {"country": {"US": 0.2, "DE": 0.7}}, now)
    _follow(other_workspace, shared, {"country": {"US": 0.6}}, now)
    us, de = {"countries": {"US": 0.5}}, {"countries": {"DE": 0.5}}
    assert (find(audience=us), find(audience=de)) == ([], ["shared"])
    theirs = [search(other_workspace, read_query({"audience": asked})).total for asked in (us, de)]
    assert theirs == [1, 0]
    assert find(audience={"genders": {"female": 0.1}}) == []
    assert find(audience={"genders": {"female": 0.1}, "unknown": True}) == ["shared"]
    _follow(workspace, shared, {"gender": {"female": 0.5}}, now)
    assert find(audience={"genders": {"female": 0.1}}) == ["shared"]
    assert search(other_workspace, read_query({"audience": {"genders": {"female": 0.1}}})).total == 0


def test_unknown_is_a_choice_of_every_range(workspace: Workspace, make_account: Make, find: Find) -> None:
    make_account("small", followers=500)
    make_account("big", followers=5_000)
    make_account("unread", followers=None)
    assert find(influencer={"followers": {"min": 1_000}}) == ["big"]
    assert sorted(find(influencer={"followers": {"min": 1_000, "unknown": True}})) == ["big", "unread"]
    assert find(influencer={"followers": {"unknown": True}}) == ["unread"]
    assert find(influencer={"followers": {}}) == ["big", "small", "unread"]
    facets = search(workspace, read_query({"facets": list(FACETS)})).facets
    assert {name for name, counts in facets.items() if "unknown" not in counts} == {"platform", "contact"}


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0"), (999, "999"), (1_000, "1k"), (12_400, "12.4k"), (2_000_000, "2M"), (3 * 10**9, "3bn")]
)
def test_short_counts(count: int, text: str) -> None:
    assert short(count) == text


def test_words_in_names_count_more_than_in_captions(workspace: Workspace, make_account: Make, find: Find) -> None:
    other = make_account("noah")
    Post.objects.create(workspace=workspace, account=other, caption="met maya today", source="t")
    make_account("maya")
    assert find(text="maya") == ["maya", "noah"]
    assert find(text="may") == ["maya"]
    assert find(text='"met maya"') == ["noah"]
    assert find(text='"maya met"') == []


@pytest.mark.parametrize("text", ["AND OR NOT", "bio:trail", "tr*", "[a TO z]", "trail~2"])
def test_no_text_is_a_command(text: str, make_account: Make, find: Find) -> None:
    make_account("maya", bio="tea")
    assert find(text=text) == []


@pytest.mark.parametrize("text", ['"', "(((", "/.*/", "\\", "+-&|!", "🌱"])
def test_text_without_a_word_is_refused(text: str, find: Find) -> None:
    with pytest.raises(BadQuery) as refusal:
        find(text=text)
    assert refusal.value.where == "text"


def test_tiers_follow_the_workspace(workspace: Workspace, make_account: Make, find: Find) -> None:
    make_account("small", followers=1_500)
    make_account("unknown", followers=None)
    assert find(influencer={"tiers": ["micro"]}) == ["small"]
    workspace.tier_bounds = {"micro": 2_000}
    assert find(influencer={"tiers": ["micro"]}) == []
    assert find(influencer={"tiers": ["nano"]}) == ["small"]
    assert find(influencer={"tiers": ["unknown"]}) == ["unknown"]
    assert search(workspace, read_query({"facets": ["tier"]})).facets == {"tier": {"nano": 1, "unknown": 1}}


def test_other_workspaces_stay_apart(
    workspace: Workspace, other_workspace: Workspace, make_account: Make, find: Find
) -> None:
    make_account("mine", bio="trail")
    make_account("theirs", bio="trail", owner=other_workspace, email="t@mail.example")
    shared = make_account("shared", bio="trail", owner=None)
    theirs = Creator.objects.create(
        workspace=other_workspace, name="Secret Name", email="s@mail.example", gender="female"
    )
    theirs.accounts.add(shared)
    Post.objects.create(workspace=other_workspace, account=shared, caption="#secretlaunch", source="t")

    assert sorted(find(text="trail")) == ["mine", "shared"]
    assert find(text="secretlaunch") == find(text="secret") == find(influencer={"hashtags": ["secretlaunch"]}) == []
    assert find(influencer={"gender": "female"}) == find(influencer={"has_contact": True}) == []
    answer = search(workspace, read_query({"text": "trail", "facets": ["platform"]}))
    assert (answer.total, answer.facets) == (2, {"platform": {"instagram": 2}})
    assert {result.account.creator_id for result in answer.results if result.account.handle == "shared"} == {None}
    rival = search(other_workspace, read_query({"influencer": {"gender": "female"}}))
    assert [(r.account.name, r.account.has_contact) for r in rival.results] == [("Secret Name", True)]


def test_lists_can_be_left_out(
    workspace: Workspace, other_workspace: Workspace, make_account: Make, find: Find
) -> None:
    make_account("maya")
    make_account("noah")
    creator = Creator.objects.get(name="Maya")
    lists: Any = type(creator)._meta.get_field("lists").related_model
    lists.objects.create(workspace=workspace, name="Asked", slug="asked").entries.create(creator=creator)
    lists.objects.create(workspace=workspace, name="Empty", slug="empty")
    lists.objects.create(workspace=other_workspace, name="Theirs", slug="theirs")
    assert find(exclude_lists=["asked"]) == ["noah"]
    assert sorted(find(exclude_lists=["empty"])) == ["maya", "noah"]
    for slug in ("theirs", "nowhere"):
        with pytest.raises(BadQuery) as refusal:
            find(exclude_lists=["asked", slug])
        assert refusal.value.where == "exclude_lists.1"


@pytest.mark.parametrize("sort", ["followers", "engagement_rate", "relevance"])
@pytest.mark.parametrize("text", ["", "trail"])
def test_pages_hold_everything_once(sort: str, text: str, workspace: Workspace, make_account: Make, find: Find) -> None:
    for n in range(23):
        make_account(
            f"maya{n}",
            bio="trail",
            followers=None if n % 4 == 0 else n // 3 * 1000,
            engagement_rate=None if n % 3 == 0 else 0.02,
        )
    query: dict[str, Any] = {"text": text, "sort": sort, "limit": 5}
    pages, cursor = [], None
    while True:
        answer = search(workspace, read_query({**query, "cursor": cursor}))
        assert answer.total == 23
        pages.append([result.account.handle for result in answer.results])
        cursor = answer.cursor
        if cursor is None:
            break
    seen = [handle for page in pages for handle in page]
    assert [len(page) for page in pages] == [5, 5, 5, 5, 3]
    assert seen == find(text=text, sort=sort, limit=200)
    assert len(set(seen)) == 23


def test_a_page_stays_put_while_others_are_added(workspace: Workspace, make_account: Make) -> None:
    for n in range(4):
        make_account(f"maya{n}", followers=1000 - n)
    first = search(workspace, read_query({"sort": "followers", "limit": 2}))
    make_account("newcomer", followers=5_000)
    second = search(workspace, read_query({"sort": "followers", "limit": 2, "cursor": first.cursor}))
    assert [r.account.handle for r in second.results] == ["maya2", "maya3"]
    assert second.total == 5


def test_cursors_of_other_queries_are_refused(workspace: Workspace, make_account: Make, find: Find) -> None:
    for n in range(3):
        make_account(f"maya{n}", bio="trail")
    cursor = search(workspace, read_query({"limit": 1})).cursor
    for wrong in ({"cursor": cursor, "text": "trail"}, {"cursor": "x"}, {"cursor": "bm9uZQ"}, {"cursor": "é"}):
        with pytest.raises(BadQuery) as refusal:
            find(**wrong)
        assert refusal.value.where == "cursor"


def test_taking_accounts_makes_the_missing_creators(
    workspace: Workspace, other_workspace: Workspace, make_account: Make
) -> None:
    mine, shared, theirs = (
        make_account("mine"),
        make_account("shared", owner=None),
        make_account("theirs", owner=other_workspace),
    )
    ids = [mine.pk, shared.pk, theirs.pk, 10**9]
    taken = take_accounts(workspace=workspace, account_ids=ids)
    assert [(creator.name, creator.workspace) for creator in taken] == [("Mine", workspace), ("Shared", workspace)]
    assert take_accounts(workspace=workspace, account_ids=ids) == taken
    assert Creator.objects.of(other_workspace).count() == 1
