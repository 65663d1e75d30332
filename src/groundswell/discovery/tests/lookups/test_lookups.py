"""Hashtags, accounts side by side, and audiences alike: by API, command and page."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.models import Account, Creator, Post, Reading
from groundswell.creators.services import record_audience
from groundswell.discovery.lookups.alike import alike_by_audience
from groundswell.discovery.lookups.comparing import compare
from groundswell.discovery.personas.services import create_persona
from groundswell.discovery.trends.queries import explore, tag_users
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotFound
from groundswell.kit.tests.fixtures import Result

Make = Callable[..., Account]
DAY = datetime(2026, 11, 1, tzinfo=UTC)


def said(account: Account, caption: str, *, days: int = 1) -> None:
    published = clock.now() - timedelta(days=days)
    Post.objects.create(
        account=account, workspace=account.workspace, caption=caption, published_at=published, source="t"
    )


def audience(account: Account, **countries: float) -> None:
    figures = [
        AudienceFacts("country", code, share, share - 0.05, min(1.0, share + 0.05)) for code, share in countries.items()
    ]
    record_audience(
        workspace=account.workspace,
        account=account,
        origin="vendor",
        source="file",
        observed_at=DAY,
        figures=figures,
        sample=200,
    )


@pytest.fixture
def tagged(workspace: Workspace, other_workspace: Workspace, make_account: Make) -> list[Account]:
    """Eight accounts that took #ultra up, one of somebody else's, one unlisted."""
    accounts = [make_account(f"a{n}", followers=n) for n in range(8)]
    for account in accounts:
        said(account, "tea", days=40)
        said(account, "Go #Ultra #gear")
    said(make_account("theirs", owner=other_workspace), "#ultra #secret")
    said(make_account("shy", listed=False), "#ultra #shy")
    return accounts


def test_tags_of_what_the_workspace_sees(workspace: Workspace, tagged: list[Account]) -> None:
    found = explore(workspace)
    assert [(tag.tag, tag.accounts, tag.taken_up, tag.trend) for tag in found.tags] == [
        ("gear", 8, 8, "rising"), ("ultra", 8, 8, "rising"),
    ]  # fmt: skip
    assert (found.posts, found.posts_before, found.cut) == (8, 8, False)
    assert [tag.tag for tag in explore(workspace, text="#ULT").tags] == ["ultra"]
    with pytest.raises(BadInput) as refusal:
        explore(workspace, days=3)
    assert refusal.value.where == "days"


def test_who_uses_a_tag_with_the_posts_as_proof(workspace: Workspace, tagged: list[Account]) -> None:
    said(tagged[3], "again #ultra, not #ultras")
    used = tag_users(workspace, "#Ultra")
    assert (used.total, used.accounts, used.beside[0]) == (9, 8, ("gear", 8))
    assert [(user.account.handle, user.posts) for user in used.users[:2]] == [("a3", 2), ("a7", 1)]
    assert tag_users(workspace, "ultras").total == 1
    with pytest.raises(BadInput):
        tag_users(workspace, "#")


def test_hashtags_on_every_face(
    api: Callable[..., Client], cli: Callable[..., Result], member_client: Callable[..., Client], tagged: list[Account]
) -> None:
    client = api()
    assert client.get("/api/v1/discovery/hashtags?days=30&text=ult").json()["tags"][0]["trend"] == "rising"
    assert client.get("/api/v1/discovery/hashtags?days=5").status_code == 422
    assert client.get("/api/v1/discovery/hashtags/users?tag=ultra").json()["accounts"] == 8
    assert "rising      #ultra" in cli("--workspace", "acme", "discover", "hashtags").stdout
    page = member_client()
    html = page.get("/w/acme/hashtags/?show=rising").content.decode()
    assert ("#ultra" in html, "secret" in html) == (True, False)
    assert "No hashtags here" in page.get("/w/acme/hashtags/?q=zzz").content.decode()
    one = page.get("/w/acme/hashtags/one/?tag=ultra").content.decode()
    assert ("Used beside it" in one, "Go #Ultra" in one) == (True, True)
    assert page.get("/w/acme/hashtags/one/").status_code == 422


def test_the_same_figures_side_by_side(workspace: Workspace, make_account: Make) -> None:
    known, blank = make_account("known", followers=1_200, engagement_rate=0.03, source="file"), make_account("blank")
    audience(known, US=0.6)
    Reading.objects.create(
        account=known, workspace=workspace, metric="engagement_rate", value=0.031, low=0.02, high=0.04, sample=12,
        source="Posts", observed_at=DAY,
    )  # fmt: skip
    create_persona(workspace=workspace, name="P", definition={"countries": {"US": 1.0}})
    first, second = compare(workspace, [known.pk, blank.pk, known.pk], "p")
    assert (first.followers.value, first.tier, first.engagement.value, first.engagement.low, first.engagement.sample) == (
        1_200, "micro", 0.031, 0.02, 12,
    )  # fmt: skip
    (share,) = first.audience["country"].shares
    assert (share.value, share.share, round(share.low or 0, 6)) == ("US", 0.6, 0.55)
    assert first.fit is not None
    assert (first.fit.score, first.fit.low, first.fit.high) == (60, 60, 60)
    assert (second.followers.value, second.tier, second.audience) == (None, None, {})
    assert second.fit is not None
    assert second.fit.score is None


def test_fewer_than_two_more_than_five_and_others_accounts_are_refused(
    workspace: Workspace, other_workspace: Workspace, make_account: Make
) -> None:
    ids = [make_account(f"a{n}").pk for n in range(6)]
    for wrong in (ids[:1], ids):
        with pytest.raises(BadInput):
            compare(workspace, wrong)
    with pytest.raises(NotFound):
        compare(workspace, [ids[0], make_account("theirs", owner=other_workspace).pk])


def test_comparing_on_every_face(
    api: Callable[..., Client], cli: Callable[..., Result], member_client: Callable[..., Client], make_account: Make
) -> None:
    one, two = make_account("one", followers=900), make_account("two")
    body = json.dumps({"accounts": [one.pk, two.pk]})
    answer = api().post("/api/v1/discovery/compare", body, content_type="application/json").json()
    assert [row["figures"]["followers"]["value"] for row in answer] == [900, None]
    assert cli("discover", "compare", one.pk, two.pk).stdout.splitlines()[0].split() == [
        "instagram",
        "900",
        "—",
        "@one",
    ]
    page = member_client()
    html = page.get(f"/w/acme/find/compare/?account={one.pk}&account={two.pk}").content.decode()
    assert ("One" in html, "Two" in html, "900" in html) == (True, True, True)
    assert "Choose two to five people" in page.get("/w/acme/find/compare/").content.decode()
    assert page.get(f"/w/acme/find/compare/?account={one.pk}&account=99999999").status_code == 404


def test_the_nearest_audience_comes_first_and_coverage_is_said(
    workspace: Workspace, other_workspace: Workspace, make_account: Make
) -> None:
    about, near, far, theirs = (make_account(name) for name in ("about", "near", "far", "unknown"))
    audience(about, US=0.6, CA=0.4)
    audience(near, US=0.5, CA=0.5)
    audience(far, BR=1.0)
    hidden = make_account("hidden", owner=other_workspace)
    audience(hidden, US=0.6, CA=0.4)
    answer = alike_by_audience(workspace, about)
    assert [(one.account.handle, round(one.distance.value, 2)) for one in answer.found] == [
        ("near", 0.09),
        ("far", 1.0),
    ]
    assert (answer.own, answer.compared, answer.known) == (("country",), 2, 2)
    assert alike_by_audience(workspace, theirs).found == []


def test_audiences_alike_on_every_face(
    api: Callable[..., Client], cli: Callable[..., Result], member_client: Callable[..., Client], make_account: Make,
    other_workspace: Workspace,
) -> None:  # fmt: skip
    one, two = make_account("one"), make_account("two")
    for account in (one, two):
        audience(account, US=0.6)
    answer: Any = api().get(f"/api/v1/discovery/alike/{one.pk}").json()
    assert (answer["results"][0]["handle"], answer["results"][0]["distance"]) == ("two", 0)
    assert (
        cli("--workspace", "acme", "discover", "alike", one.pk).stdout.splitlines()[-1]
        == "1 compared of 1 whose audience is known"
    )
    page = member_client()
    assert "Compared by country with 1 of 1" in page.get(f"/w/acme/find/alike/{one.pk}/").content.decode()
    blank = make_account("blank")
    assert "Nothing is known of this audience" in page.get(f"/w/acme/find/alike/{blank.pk}/").content.decode()
    theirs = make_account("theirs", owner=other_workspace)
    assert page.get(f"/w/acme/find/alike/{theirs.pk}/").status_code == 404


def test_people_without_account_by_api_and_command(
    api: Callable[..., Client],
    cli: Callable[..., Result],
    workspace: Workspace,
    other_workspace: Workspace,
    make_account: Make,
) -> None:
    make_account("ann")
    Creator.objects.create(workspace=workspace, name="Ann Letter", email="ann@post.example")
    Creator.objects.create(workspace=other_workspace, name="Ann Rival")
    answer = api().get("/api/v1/discovery/without-account?text=ann").json()
    assert (answer["total"], answer["results"][0]["email"]) == (1, "ann@post.example")
    told = json.loads(
        cli("--workspace", "acme", "discover", "without-account", "--text", "letter post", "--json").stdout
    )
    assert [row["name"] for row in told] == ["Ann Letter"]
