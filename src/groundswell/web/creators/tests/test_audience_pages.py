"""The tab Audience, as members see it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import AudienceFacts, Origin
from groundswell.creators.models import Account, AudienceSample, CommentSample, Creator, Post, Reading
from groundswell.creators.network import add_account, advance_sample, read_comments
from groundswell.creators.services import create_creator, record_audience, refresh_benchmarks
from groundswell.kit import clock
from groundswell.platforms.services import save_keys
from groundswell.platforms.tests.toy import CommentingToy, connectors, plugin
from groundswell.platforms.tests.toy_server import ToyServer, toy_server

__all__ = ["connectors", "toy_server"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def creator(workspace: Workspace, connectors: Callable[..., None], toy_server: ToyServer) -> Creator:
    """Maya of Bluesky with 30 followers."""
    connectors(plugin())
    save_keys(connector="bluesky", given={"host": toy_server.url})
    toy_server.join("maya", followers=30)
    for number in range(30):
        metrics = {"following": 9.0, "posts_count": 5.0}
        toy_server.join(f"maya-{number}", display_name="Maria Lopez", bio="📍 Madrid", metrics=metrics)
    return add_account(workspace=workspace, profile="maya.example", platform="bluesky")[0]


def address(creator: Creator, rest: str = "") -> str:
    return f"/w/{creator.workspace.slug}/creators/{creator.pk}/audience/{rest}"


def page(client: Client, creator: Creator) -> str:
    response = client.get(address(creator))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_nothing_known_says_what_to_do(member_client: Callable[[str], Client], creator: Creator) -> None:
    text = page(member_client("manager"), creator)
    assert "Nothing is known of this audience yet" in text
    assert "± 5 points: 28 profiles" in text  # of 30 followers
    assert "Nobody told where the followers live." in text
    assert "Not estimable: nobody states an age" in text
    assert "not known, no comments were read" in text
    assert "too few readings to know what is usual" in text


def test_an_estimate_is_begun_watched_and_shown(member_client: Callable[[str], Client], creator: Creator) -> None:
    client = member_client("manager")
    response = client.post(address(creator, "estimate/"), {"width": "0.06"})
    assert response.status_code == 302
    sample = AudienceSample.objects.get()
    assert "Reading the list of followers" in page(client, creator)
    watched = client.get(address(creator, "progress/"))
    assert "Reading the list of followers" in watched.content.decode()
    assert "HX-Refresh" not in watched
    assert not advance_sample(sample=sample, seconds=60)
    assert client.get(address(creator, "progress/"))["HX-Refresh"] == "true"
    text = page(client, creator)
    assert "Spain" in text
    assert "Our estimate: Sample of Toy followers (audience-1)" in text
    assert f"sample {sample.tally['sample']}; could be told for 100.0% of it" in text
    assert "without any sign against them" in text


def test_begun_twice_is_one_sample(member_client: Callable[[str], Client], creator: Creator) -> None:
    client = member_client("manager")
    for _ in range(2):
        client.post(address(creator, "estimate/"), {"width": "0.1"})
    assert AudienceSample.objects.count() == 1


@pytest.mark.parametrize("width", ["", "wide", "0", "nan", "5"])
def test_an_impossible_width_is_refused_kindly(
    member_client: Callable[[str], Client], creator: Creator, width: str
) -> None:
    response = member_client("manager").post(address(creator, "estimate/"), {"width": width}, follow=True)
    assert response.status_code == 200
    assert not AudienceSample.objects.exists()


def test_why_a_sample_came_to_nothing_is_told(
    member_client: Callable[[str], Client], creator: Creator, toy_server: ToyServer
) -> None:
    client = member_client("manager")
    client.post(address(creator, "estimate/"), {"width": "0.1"})
    toy_server.failing["/follows"] = 403
    assert not advance_sample(sample=AudienceSample.objects.get(), seconds=60)
    assert "The last sample came to nothing" in page(client, creator)


def test_analysts_read_and_begin_nothing(member_client: Callable[[str], Client], creator: Creator) -> None:
    client = member_client("analyst")
    assert "managers start an estimate" in page(client, creator)
    assert client.post(address(creator, "estimate/"), {"width": "0.1"}).status_code == 403
    assert not AudienceSample.objects.exists()


def test_another_creators_account_is_not_there(
    member_client: Callable[[str], Client], creator: Creator, workspace: Workspace
) -> None:
    other = create_creator(workspace=workspace, name="Leo", platform="instagram", handle="leo").accounts.get()
    client = member_client("manager")
    for where in (other.pk, 10**9, "x"):
        assert client.get(address(creator) + f"?account={where}").status_code == 404
        assert client.post(address(creator, "estimate/"), {"account": where, "width": "0.1"}).status_code == 404
    assert not AudienceSample.objects.exists()


def test_sources_stand_beside_each_other_and_disagreement_is_shown(
    member_client: Callable[[str], Client], creator: Creator, workspace: Workspace
) -> None:
    account = creator.accounts.get()
    told: list[tuple[Origin, str, float]] = [("vendor", "Modash report", 0.45), ("first_party", "Insights", 0.62)]
    for origin, source, share in told:
        record_audience(
            workspace=workspace, account=account, origin=origin, source=source, observed_at=clock.now(),
            figures=[AudienceFacts("gender", "female", share)],
        )  # fmt: skip
    text = page(member_client("manager"), creator)
    assert "The creator&#x27;s own insights: Insights" in text
    assert "The sources disagree" in text
    assert "Female: 62.0% here, 45.0% by Modash report." in text
    assert "It names no interval." in text


def test_a_burst_is_a_question_with_its_posts(
    member_client: Callable[[str], Client], creator: Creator, workspace: Workspace
) -> None:
    account = creator.accounts.get()
    with growing(account):
        Post.objects.create(
            account=account, title="Seen on television", source="Toy", published_at=clock.now() - timedelta(days=11)
        )
    text = page(member_client("manager"), creator)
    assert "1 burst." in text
    assert "500 new followers (50.0%), where 0 a day are usual." in text
    assert "Seen on television" in text
    assert "ask the creator" in text
    assert "fake" not in text.lower()


@contextmanager
def growing(account: Account) -> Iterator[None]:
    """1,000 followers for ten days, then 1,500."""
    for day in range(20):
        Reading.objects.create(
            account=account, metric="followers", value=1000 if day < 10 else 1500, source="Toy",
            observed_at=clock.now() - timedelta(days=20 - day),
        )  # fmt: skip
    yield


def test_comparable_profiles_stand_beside(member_client: Callable[[str], Client], creator: Creator) -> None:
    account = creator.accounts.get()
    for number in range(20):
        Account.objects.create(
            platform="bluesky", external_id=f"other-{number}", followers=50, engagement_rate=number / 100
        )
    Account.objects.filter(pk=account.pk).update(engagement_rate=0.15)
    assert refresh_benchmarks() > 0
    text = page(member_client("manager"), creator)
    assert "Engagement rate: 15.0%" in text
    assert "of 21 profiles of the public catalogue" in text


def test_the_creators_page_leads_there(member_client: Callable[[str], Client], creator: Creator) -> None:
    text = member_client("manager").get(f"/w/acme/creators/{creator.pk}/").content.decode()
    assert address(creator) in text


def test_a_creator_without_any_account(
    member_client: Callable[[str], Client], workspace: Workspace, django_assert_max_num_queries: Any
) -> None:
    nobody = create_creator(workspace=workspace, name="Nobody")
    client = member_client("manager")
    assert "No account yet" in page(client, nobody)
    assert client.post(address(nobody, "estimate/"), {"width": "0.1"}).status_code == 404


def test_the_page_stays_within_its_queries(
    member_client: Callable[[str], Client], creator: Creator, django_assert_max_num_queries: Any
) -> None:
    client = member_client("manager")
    page(client, creator)
    with django_assert_max_num_queries(25):
        page(client, creator)


def test_comments_are_read_on_wish_and_shown_with_their_counts(
    member_client: Callable[[str], Client], creator: Creator, connectors: Callable[..., None]
) -> None:
    client, account = member_client("manager"), creator.accounts.get()
    refused = client.post(address(creator, "comments/"), follow=True)
    assert "Comments on Toy are not read" in refused.content.decode()
    assert not DBTaskResult.objects.exists()
    connectors(plugin(make=CommentingToy))
    assert client.post(address(creator, "comments/")).status_code == 302
    assert DBTaskResult.objects.get().args_kwargs["args"] == [account.pk]
    read_comments(account=account)
    assert "cannot tell: 0 comments by others under 0 of the newest posts" in page(client, creator)
    CommentSample.objects.update(
        posts=10, comments=40, people=7, regulars=3, by_regulars=30, soon=30, generic=30, alike=30, low=0.6, high=0.86
    )
    text = page(client, creator)
    assert "<strong>75%</strong> (60.0%\u201386.0%)" in text
    assert "40 comments by 7 people under 10 posts" in text
    assert "30 by 3 who stand under at least half of them" in text
    assert client.post(address(creator, "comments/"), {"account": "987"}).status_code == 404
    assert member_client("analyst").post(address(creator, "comments/")).status_code == 403
