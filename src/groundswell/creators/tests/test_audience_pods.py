"""Who answers a creator's posts: the same few, soon and with nothing to say, or many; only counts stay."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.pods import Comment, is_generic, pod_signs
from groundswell.creators.models import Account, CommentSample
from groundswell.creators.network import add_account, forget_account, read_comments, refresh_account
from groundswell.creators.services import create_creator
from groundswell.creators.tasks import read_comments_of
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.errors import NotAvailable, Slow
from groundswell.platforms.policy import Policy
from groundswell.platforms.services import open_connector, save_keys
from groundswell.platforms.tests.toy import CommentingToy, Toy, connectors, plugin
from groundswell.platforms.tests.toy_server import ToyServer, toy_server

__all__ = ["connectors", "toy_server"]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
POD, FAN = ("ana", "ben", "cem"), ("dora", "emil", "fay", "gus")


def under(number: int) -> list[Comment]:
    """Three of a pod, and one of four fans who has something to say."""
    return [
        *(Comment(who, soon=True, generic=True) for who in POD),
        Comment(FAN[number % 4], soon=False, generic=False),
    ]


def test_the_same_people_soon_with_nothing_to_say() -> None:
    found = pod_signs([under(number) for number in range(10)])
    assert (found.posts, found.comments, found.people, found.regulars) == (10, 40, 7, 3)
    assert (found.by_regulars, found.soon, found.generic, found.alike) == (30, 30, 30, 30)
    assert found.low is not None
    assert found.high is not None
    assert (round(found.low, 3), round(found.high, 3)) == (0.598, 0.858)  # Wilson's: the posts are all the same


def test_regulars_who_say_something_are_friends_and_no_pod() -> None:
    found = pod_signs([[Comment(who, soon=True, generic=False) for who in "abcd"] for _ in range(10)])
    assert (found.regulars, found.by_regulars, found.alike, found.low) == (4, 40, 0, 0.0)
    assert found.high is not None
    assert 0 < found.high < 0.1


def test_posts_that_differ_make_it_less_sure() -> None:
    alike = [[Comment(who, soon=True, generic=True) for who in "abcd"] for _ in range(5)]
    other = [[Comment(f"{post}{who}", soon=True, generic=True) for who in range(4)] for post in range(5)]
    found = pod_signs([*alike, *other])
    assert (found.regulars, found.alike, found.comments) == (4, 20, 40)
    assert found.low is not None
    assert found.high is not None
    assert [found.low, found.high] == pytest.approx([0.2, 0.8])  # by posts; by comments 0.35 to 0.65


@pytest.mark.parametrize("posts", [[], [[]], [under(0)] * 7, [[Comment("ana", soon=True, generic=True)]] * 20])
def test_too_little_tells_nothing(posts: list[list[Comment]]) -> None:
    found = pod_signs(posts)
    assert (found.low, found.high) == (None, None)


def test_who_writes_twice_under_a_post_counts_once() -> None:
    twice = [Comment("ana", soon=True, generic=True), Comment("ana", soon=False, generic=False)]
    assert (pod_signs([twice]).comments, pod_signs([twice]).soon) == (1, 1)


COMMENTS = st.builds(Comment, st.sampled_from("abcdefgh"), st.booleans(), st.booleans())


@given(st.lists(st.lists(COMMENTS, max_size=8), max_size=25))
def test_counts_fit_each_other(posts: list[list[Comment]]) -> None:
    found = pod_signs(posts)
    assert found.alike <= min(found.by_regulars, found.soon, found.generic) <= found.comments
    assert found.regulars <= found.people <= found.comments
    if found.low is not None and found.high is not None:
        assert 0 <= found.low <= found.alike / found.comments <= found.high <= 1


@pytest.mark.parametrize(
    ("text", "generic"),
    [
        ("🔥🔥🔥", True), ("", True), ("So pretty!!", True), ("@maya.example love this 😍", True), ("Wow", True),
        ("素敵です", True), ("So pretty, where did you get the scarf", False), ("How?", False), ("2 eggs", False),
        ("https://spam.example", False), ("昨日このレシピを作りましたがとても美味しかったです", False),
        ("I made this with oat milk and it worked", False),
    ],
)  # fmt: skip
def test_what_would_fit_any_post(text: str, generic: bool) -> None:
    assert is_generic(text) is generic


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert is_generic(text) in (True, False)


@pytest.fixture
def account(workspace: Workspace, connectors: Callable[..., None], toy_server: ToyServer) -> Account:
    """Maya, ten of whose twelve posts three people of a pod and one fan answered; one post is gone, one has no answers."""
    connectors(plugin(make=CommentingToy))
    save_keys(connector="bluesky", given={"host": toy_server.url})
    pk = toy_server.join("maya", posts=12)
    for number, post in enumerate(toy_server.posts[pk][:10]):
        toy_server.comments[post["external_id"]] = [answer(post, one) for one in under(number)]
    toy_server.comments[toy_server.posts[pk][10]["external_id"]] = []
    with clock.told(NOON):
        found = add_account(workspace=workspace, profile="maya.example", platform="bluesky")[1]
        with open_connector("bluesky") as opened:
            refresh_account(opened, found)
    return found


def answer(post: dict[str, Any], one: Comment) -> dict[str, Any]:
    at = datetime.fromisoformat(post["published_at"]) + timedelta(minutes=9 if one.soon else 300)
    return {
        "platform": "bluesky", "external_id": f"{post['external_id']}/{one.who}", "url": "", "author_id": f"id:{one.who}",
        "caption": "Love it" if one.generic else "Made it with rye flour and a pinch of salt", "published_at": at.isoformat(),
    }  # fmt: skip


@pytest.mark.django_db
def test_comments_are_read_and_only_counted(account: Account, toy_server: ToyServer) -> None:
    with clock.told(NOON):
        found = read_comments(account=account)
        again = read_comments(account=account)
    assert (found.posts, found.comments, found.people, found.regulars, found.alike) == (10, 40, 7, 3, 30)
    assert (found.share, found.read_at) == (0.75, NOON)
    assert (again.pk, CommentSample.objects.count()) == (found.pk, 1)
    assert toy_server.asked["/comments"] == 24
    kept = json.dumps(list(CommentSample.objects.values()), default=str)
    assert not any(who in kept for who in (*POD, *FAN, "Love it"))


@pytest.mark.django_db
def test_a_refusal_for_now_keeps_what_was_known_and_is_tried_later(account: Account, toy_server: ToyServer) -> None:
    with clock.told(NOON):
        before = read_comments(account=account)
        toy_server.failing["/comments"] = 429
        with pytest.raises(Slow):
            read_comments(account=account)
        assert read_comments_of.func(account.pk) == "later"
    assert CommentSample.objects.get() == before
    assert CommentSample.objects.get().comments == 40


@pytest.mark.django_db
def test_nothing_is_read_where_it_may_not_be(
    account: Account, workspace: Workspace, connectors: Callable[..., None], toy_server: ToyServer
) -> None:
    connectors(plugin(make=Toy))
    with pytest.raises(NotAvailable, match="Comments on Toy are not read"):
        read_comments(account=account)
    policy = Policy(retention_days=None, may_derive=False, may_mix=True, may_match=True)
    connectors(plugin(make=CommentingToy, policy=policy))
    with pytest.raises(NotAvailable, match="terms forbid"):
        read_comments(account=account)
    own = create_creator(workspace=workspace, name="Leo", platform="bluesky", handle="leo.example").accounts.get()
    with pytest.raises(BadInput, match="from a file only"):
        read_comments(account=own)
    assert toy_server.asked["/comments"] == 0
    assert not CommentSample.objects.exists()


@pytest.mark.django_db
def test_what_is_forgotten_takes_its_counts_along(account: Account) -> None:
    with clock.told(NOON):
        read_comments(account=account)
    forget_account(account)
    assert not CommentSample.objects.exists()
    assert read_comments_of.func(987654) == "forgotten"
