"""A creator's page: what is known, how it came, and what is done about it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import AuditEntry, User, Workspace
from groundswell.campaigns.models import Campaign, Cost, Participant
from groundswell.creators.models import Account, Creator, CreatorKey, MergeSuggestion, Post, Reading
from groundswell.creators.services import record_readings, save_post
from groundswell.kit import clock
from groundswell.links.models import Code, Link
from groundswell.relationships.services import add_to_list

SignIn = Callable[..., Client]


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    creator: Creator = Creator.objects.create(
        workspace=workspace, name="Maya Brook", email="maya@mail.example", country="US", city="Denver", topics=["trail"]
    )
    creator.accounts.add(
        Account.objects.create(
            workspace=workspace,
            platform="instagram",
            handle="maya",
            followers=12_000,
            read_at=clock.now(),
            source="creators.csv",
        )
    )
    return creator


def address(creator: Creator, rest: str = "") -> str:
    return f"/w/acme/creators/{creator.pk}/{rest}"


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def busy(workspace: Workspace, creator: Creator, many: int) -> None:
    """Fills the page: posts with readings, history, links, codes, lists, a campaign with a cost."""
    account = creator.accounts.get()
    for n in range(many):
        at = clock.now() - timedelta(days=n)
        post = Post.objects.create(
            workspace=workspace, account=account, external_id=f"p{n}", caption=f"Post {n}", published_at=at, source="t"
        )
        for metric in ("views", "likes", "comments"):
            Reading.objects.create(workspace=workspace, post=post, metric=metric, value=n, source="t", observed_at=at)
        for metric in ("followers", "engagement_rate"):
            Reading.objects.create(
                workspace=workspace, account=account, metric=metric, value=n / 100, source="t", observed_at=at
            )
        Link.objects.create(workspace=workspace, slug=f"maya{n}", target_url="https://shop.example/", creator=creator)
        Code.objects.create(workspace=workspace, code=f"MAYA{n}", folded=f"MAYA{n}", creator=creator)
        add_to_list(workspace=workspace, creators=[creator], list_name=f"List {n}")
        campaign = Campaign.objects.create(workspace=workspace, name=f"C{n}", slug=f"c{n}", currency="USD")
        Participant.objects.create(workspace=workspace, campaign=campaign, creator=creator)
        Cost.objects.create(
            workspace=workspace,
            creator=creator,
            campaign=campaign,
            kind="fee",
            amount=100,
            currency="USD",
            source="t",
            external_id=str(n),
        )


def test_figures_stand_with_interval_source_and_date(
    member_client: SignIn, workspace: Workspace, maya: Creator
) -> None:
    account = maya.accounts.get()
    now = clock.now()
    for days, value in ((30, 0.02), (0, 0.04)):
        Reading.objects.create(
            workspace=workspace, account=account, metric="engagement_rate", value=value, low=value - 0.01, high=value + 0.01, sample=12,
            source="last 12 posts", observed_at=now - timedelta(days=days),
        )  # fmt: skip
    response = member_client().get(address(maya))
    html = response.content.decode()
    assert "Maya Brook" in html
    assert "Denver, United States" in html
    assert "12k" in html
    assert "4.0%" in html
    assert "between 3.0% and 5.0% · sample of 12 · last 12 posts" in html
    history = response.context["engagement_history"]
    assert (history["series"][0]["values"], history["series"][0]["low"]) == (
        [0.02, None, 0.04],  # nobody read it in between
        [0.01, None, 0.03],
    )
    assert response.context["followers_history"] is None


def test_a_newer_figure_of_a_file_wins_over_an_older_reading(
    workspace: Workspace, maya: Creator, member_client: SignIn
) -> None:
    account = maya.accounts.get()
    old = clock.now() - timedelta(days=90)
    Reading.objects.create(
        workspace=workspace, account=account, metric="followers", value=500, source="old", observed_at=old
    )
    (row,) = member_client().get(address(maya)).context["accounts"]
    assert (row.followers.value, row.followers.source) == (12_000, "creators.csv")
    record_readings(workspace=workspace, subject=account, values={"followers": 13_000}, source="today")
    (row,) = member_client("analyst").get(address(maya)).context["accounts"]
    assert (row.followers.value, row.followers.source) == (13_000, "today")


def test_posts_show_their_readings(member_client: SignIn, workspace: Workspace, maya: Creator) -> None:
    post = save_post(
        workspace=workspace,
        account=maya.accounts.get(),
        url="",
        caption="Trail day",
        title="",
        source="t",
        external_id="p1",
    )
    for value, days in ((10, 2), (99, 1)):
        record_readings(
            workspace=workspace,
            subject=post,
            values={"likes": value},
            source="t",
            observed_at=clock.now() - timedelta(days=days),
        )
    response = member_client().get(address(maya))
    assert response.context["shown"] == ["likes"]
    cells = response.context["posts"][0][1]
    assert [(metric, figure.value) for metric, figure in cells] == [("likes", 99)]
    assert "Trail day" in response.content.decode()


def test_the_number_of_queries_does_not_grow(
    member_client: SignIn, workspace: Workspace, maya: Creator, django_assert_max_num_queries: Any
) -> None:
    client = member_client()
    busy(workspace, maya, 8)
    page(client, address(maya))
    with django_assert_max_num_queries(25):
        page(client, address(maya))


def test_other_workspaces_see_nothing_of_it(
    client_of: Callable[[User], Client],
    outsider: User,
    member_client: SignIn,
    other_workspace: Workspace,
    maya: Creator,
) -> None:
    stranger = client_of(outsider)
    assert stranger.get(address(maya)).status_code == 404
    assert stranger.get(f"/w/rival/creators/{maya.pk}/").status_code == 404
    assert stranger.post(f"/w/rival/creators/{maya.pk}/edit/", {"name": "Mine"}).status_code == 404
    theirs = Creator.objects.create(workspace=other_workspace, name="Secret")
    assert member_client().get(address(theirs)).status_code == 404


def test_readings_and_posts_of_others_stay_out(
    member_client: SignIn, workspace: Workspace, other_workspace: Workspace, maya: Creator
) -> None:
    shared = Account.objects.create(workspace=None, platform="youtube", handle="maya")
    maya.accounts.add(shared)
    Post.objects.create(workspace=other_workspace, account=shared, caption="Secret launch", source="t")
    Reading.objects.create(
        workspace=other_workspace,
        account=shared,
        metric="followers",
        value=777_777,
        source="theirs",
        observed_at=clock.now(),
    )
    html = page(member_client(), address(maya))
    assert "Secret launch" not in html
    assert "theirs" not in html


def test_facts_are_edited_and_audited(member_client: SignIn, maya: Creator) -> None:
    client = member_client()
    assert 'value="Maya Brook"' in page(client, address(maya, "edit/"))
    facts = {
        "name": "Maya B.",
        "email": "maya@mail.example",
        "country": "ca",
        "city": "Toronto",
        "topics": "trail, gear, trail",
    }
    assert client.post(address(maya, "edit/"), facts).status_code == 302
    maya.refresh_from_db()
    assert (maya.name, maya.country, maya.city, maya.topics) == ("Maya B.", "CA", "Toronto", ["trail", "gear"])
    entry = AuditEntry.objects.get(action="creator.changed")
    assert entry.detail["changed"] == ["city", "country", "name", "topics"]


def test_an_address_of_somebody_else_is_refused(member_client: SignIn, workspace: Workspace, maya: Creator) -> None:
    noah = Creator.objects.create(workspace=workspace, name="Noah", email="noah@mail.example")
    CreatorKey.objects.create(workspace=workspace, creator=noah, kind="email", value="noah@mail.example")
    response = member_client().post(address(maya, "edit/"), {"name": "Maya Brook", "email": "noah@mail.example"})
    assert response.status_code == 422
    assert "noah@mail.example is Noah already." in response.content.decode()
    maya.refresh_from_db()
    assert maya.email == "maya@mail.example"


def test_a_creator_is_added_by_hand(member_client: SignIn, workspace: Workspace) -> None:
    client = member_client()
    page(client, "/w/acme/creators/new/")
    response = client.post(
        "/w/acme/creators/new/", {"name": "Zoe", "handle": "@zoe.example", "platform": "tiktok", "followers": "900"}
    )
    zoe = Creator.objects.of(workspace).get()
    assert response["Location"] == address(zoe)
    assert (zoe.accounts.get().handle, zoe.accounts.get().followers) == ("zoe.example", 900)
    again = client.post("/w/acme/creators/new/", {"name": "Zoe", "handle": "@zoe.example", "platform": "tiktok"})
    assert again.status_code == 422
    assert Creator.objects.count() == 1


def test_lists_from_the_page(member_client: SignIn, maya: Creator) -> None:
    client = member_client()
    client.post(address(maya, "lists/"), {"name": "Autumn trail"})
    assert "Take off Autumn trail" in page(client, address(maya))
    client.post(address(maya, "lists/"), {"off": "autumn-trail"})
    assert "Take off Autumn trail" not in page(client, address(maya))


def test_a_possible_duplicate_is_merged_or_kept_apart(
    member_client: SignIn, workspace: Workspace, maya: Creator
) -> None:
    client = member_client()
    twin = Creator.objects.create(workspace=workspace, name="Maya Broock", phone="+1 555 0100")
    other = Creator.objects.create(workspace=workspace, name="Mayo Brook")
    merge = MergeSuggestion.objects.create(workspace=workspace, left=maya, right=twin, reasons=["a similar name"])
    keep = MergeSuggestion.objects.create(workspace=workspace, left=other, right=maya, reasons=["a similar name"])
    html = page(client, address(maya))
    assert html.count("Possibly the same person") == 2
    for suggestion, decision in ((merge, "left"), (keep, "apart")):
        assert f'action="/w/acme/merges/{suggestion.pk}/?from={maya.pk}"' in html
        answer = client.post(f"/w/acme/merges/{suggestion.pk}/?from={maya.pk}", {"decision": decision})
        assert answer.url == address(maya)  # type: ignore[attr-defined]  # a redirect has one
    maya.refresh_from_db()
    assert maya.phone == "+1 555 0100"
    assert not Creator.objects.filter(pk=twin.pk).exists()
    assert Creator.objects.filter(pk=other.pk).exists()
    assert "Possibly the same person" not in page(client, address(maya))


def test_analysts_change_nothing(member_client: SignIn, maya: Creator) -> None:
    client = member_client("analyst")
    html = page(client, address(maya))
    assert "Add to a list" not in html
    for rest in ("edit/", "lists/"):
        assert client.post(address(maya, rest), {"name": "x"}).status_code == 403
