"""A suggested fee on the pages, by API and by command, from real rows."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost, Participant
from groundswell.creators.models import Account, AudienceFigure, Creator, Post, Reading
from groundswell.kit import clock
from groundswell.reports.fees import Fee, suggested_fee
from groundswell.tracking.models import PostMatch

pytestmark = pytest.mark.django_db


def creator_with(workspace: Workspace, name: str, engagements: list[int], us: float | None = None) -> Creator:
    """Posts with so many likes each, and a share of the audience in the US."""
    creator = Creator.objects.create(workspace=workspace, name=name)
    account = Account.objects.create(
        workspace=workspace, platform="blog", handle=f"fee-{name.lower()}", followers=1_000
    )
    creator.accounts.add(account)
    for number, likes in enumerate(engagements):
        post = Post.objects.create(
            workspace=workspace, account=account, external_id=f"{number}", source="file", published_at=clock.now()
        )
        Reading.objects.create(
            workspace=workspace, post=post, metric="likes", value=likes, source="file", observed_at=clock.now()
        )
    if us is not None:
        AudienceFigure.objects.create(
            workspace=workspace, account=account, dimension="country", value="US", share=us, origin="first_party",
            source="insights", observed_at=clock.now(),
        )  # fmt: skip
    return creator


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    return creator_with(workspace, "Maya", [90, 100, 110])


@pytest.fixture
def past(workspace: Workspace) -> Campaign:
    """Seven creators with one post of 100 likes each, paid 100 to 700."""
    old = Campaign.objects.create(workspace=workspace, name="Old", slug="old", currency="USD", jurisdictions=["US"])
    for cost in range(1, 8):
        creator = creator_with(workspace, f"C{cost}", [100])
        participant = Participant.objects.create(workspace=workspace, campaign=old, creator=creator)
        post = Post.objects.get(account__creators=creator)
        PostMatch.objects.create(workspace=workspace, participant=participant, post=post, submitted_by="team")
        Cost.objects.create(
            workspace=workspace, creator=creator, campaign=old, kind="fee", amount=Decimal(cost * 100), currency="USD",
            source="t", external_id=str(cost),
        )  # fmt: skip
    return old


def test_the_hand_calculation_from_rows(
    member_client: Callable[..., Client],
    api: Callable[..., Client],
    cli: Callable[..., Any],
    maya: Creator,
    past: Campaign,
) -> None:
    document = api("read").get(f"/api/v1/creators/{maya.pk}/suggested-fee").json()
    assert (document["fee"], document["low"], document["high"]) == ("400.00", "75.16", "873.90")
    assert document["target_share"] is None
    assert json.loads(cli("reports", "fee", maya.pk, "--json").stdout) == document
    assert "400 USD (75 to 874) for 1 post." in cli("reports", "fee", maya.pk).stdout
    page = member_client("analyst").get(f"/w/acme/creators/{maya.pk}/fee/").content.decode()
    assert "$400.00" in page
    assert (
        f"/w/acme/creators/{maya.pk}/fee/"
        in member_client("analyst").get(f"/w/acme/creators/{maya.pk}/").content.decode()
    )


def test_what_was_paid_in_this_campaign_is_no_past_deal(api: Callable[..., Client], past: Campaign) -> None:
    cheapest = Creator.objects.get(name="C1")
    answer = api("read").get(f"/api/v1/creators/{cheapest.pk}/suggested-fee?campaign=old").json()
    assert answer == {"fee": None, "reason": "The engagements of 1 of their posts are known; at least 3 are needed."}
    Cost.objects.filter(external_id="7").delete()
    answer = api("read").get(f"/api/v1/creators/{cheapest.pk}/suggested-fee?campaign=old").json()
    assert "5 past deals in USD" in answer["reason"]


def test_the_target_countries(api: Callable[..., Client], workspace: Workspace, past: Campaign) -> None:
    tom = creator_with(workspace, "Tom", [100, 100, 100], us=0.25)
    path = f"/api/v1/creators/{tom.pk}/suggested-fee?campaign=old&posts=2"
    assert api("read").get(path).json()["target_share"] is None
    for account in Account.objects.filter(handle__startswith="fee-c"):
        AudienceFigure.objects.create(
            workspace=workspace, account=account, dimension="country", value="US", share=0.5, origin="first_party",
            source="insights", observed_at=clock.now(),
        )  # fmt: skip
    answer = api("read").get(path).json()
    assert (answer["fee"], answer["target_share"]) == ("400.00", 0.25)


def test_every_campaign_costs_no_query_of_its_own(
    workspace: Workspace, maya: Creator, past: Campaign, django_assert_num_queries: Any
) -> None:
    """Deals of many campaigns are read as those of one are: each judged by its own countries, the audiences read once."""
    for account in Account.objects.filter(handle__startswith="fee-"):
        AudienceFigure.objects.create(
            workspace=workspace, account=account, dimension="country", value="US", share=0.5, origin="first_party",
            source="insights", observed_at=clock.now(),
        )  # fmt: skip
    with CaptureQueriesContext(connection) as one:
        together = suggested_fee(workspace, maya, campaign=past)
    for cost in range(1, 8):
        apart = Campaign.objects.create(
            workspace=workspace,
            name=f"Apart {cost}",
            slug=f"apart-{cost}",
            currency="USD",
            jurisdictions=["US", "CA-QC"],
        )
        Cost.objects.filter(external_id=str(cost)).update(campaign=apart)
        Participant.objects.filter(creator__name=f"C{cost}").update(campaign=apart)
    with django_assert_num_queries(len(one)):
        assert suggested_fee(workspace, maya, campaign=past) == together
    assert isinstance(together, Fee)
    assert together.share == 0.5


def test_other_workspaces_deals_say_nothing(
    api: Callable[..., Client], other_workspace: Workspace, past: Campaign, maya: Creator
) -> None:
    theirs = creator_with(other_workspace, "Theirs", [1])
    assert api("read").get(f"/api/v1/creators/{theirs.pk}/suggested-fee").status_code == 404
    assert api("read").get(f"/api/v1/creators/{maya.pk}/suggested-fee?campaign=none").status_code == 404
    assert api("read").get(f"/api/v1/creators/{maya.pk}/suggested-fee?posts=0").status_code == 422
