"""Army or giant, and media value, on the page, by API and by what a workspace assumes.

A post with 100 likes (10 before) at 0.30: 30.00. With 0.50 to 0.60 assumed: 50.00 to 60.00.
"""

import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Account, Creator, Post, Reading
from groundswell.kit import clock
from groundswell.reports.models import Assumed
from groundswell.tracking.models import PostMatch

OWN = {"key": "likes", "low": "0.5", "high": "0.6", "source": "Our media agency", "read_on": "2026-11-01"}


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    campaign = Campaign.objects.create(workspace=workspace, name="Autumn", slug="autumn", currency="USD")
    creator = Creator.objects.create(workspace=workspace, name="Ana")
    account = Account.objects.create(workspace=workspace, platform="blog", handle="ana", followers=1_000)
    creator.accounts.add(account)
    participant = Participant.objects.create(workspace=workspace, campaign=campaign, creator=creator)
    at = clock.now() - timedelta(days=2)
    post = Post.objects.create(workspace=workspace, account=account, caption="A walk", source="x", published_at=at)
    PostMatch.objects.create(workspace=workspace, participant=participant, post=post, submitted_by="team")
    for value, when in ((10, at), (100, at + timedelta(hours=1))):
        Reading.objects.create(
            workspace=workspace, post=post, metric="likes", value=value, source="file", observed_at=when
        )
    return campaign


def test_the_page_says_estimate_and_shows_the_posts(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    page = member_client("analyst").get("/w/acme/roi/worth/?campaign=autumn")

    assert page.context["found"].emv.low == Decimal("30.00")
    assert [row.figures for row in page.context["page"]] == [{"likes": 100.0}]
    assert "not revenue, and in no other figure of this report" in page.text
    assert "Cannot tell: nothing was spent" in page.text
    assert "0 of 0 posts" not in page.text
    assert "Change an assumption" not in page.text


def test_an_assumption_is_changed_and_taken_back(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    browser = member_client("manager")

    assert browser.post("/w/acme/roi/worth/", OWN).status_code == 302
    page = browser.get("/w/acme/roi/worth/")
    assert (page.context["found"].emv.low, page.context["found"].emv.high) == (Decimal("50.00"), Decimal("60.00"))
    assert "Yours: Our media agency, 1 Nov 2026" in page.text
    assert browser.post("/w/acme/roi/worth/", {"key": "likes"}).status_code == 302
    assert not Assumed.objects.exists()


def test_the_files_name_what_is_assumed(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    browser = member_client("manager")
    browser.post("/w/acme/roi/worth/", OWN)
    sheet = browser.get("/w/acme/roi/file.xlsx").content
    pdf = browser.get("/w/acme/roi/file.pdf").content

    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_name("Assumptions").to_python()
    assert rows[1] == ["A like", 0.5, 0.6, "money each", "Own: Our media agency, 1 Nov 2026"]
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    assert "Earned media value: 50.00 to 60.00 USD. Estimate at assumed rates; not revenue" in said


def test_what_is_refused(campaign: Campaign, member_client: Callable[..., Client]) -> None:
    browser = member_client("manager")

    assert browser.post("/w/acme/roi/worth/", {**OWN, "source": ""}).status_code == 422
    assert browser.post("/w/acme/roi/worth/", {**OWN, "high": "0.1"}).status_code == 422
    assert member_client("analyst").post("/w/acme/roi/worth/", OWN).status_code == 403
    assert not Assumed.objects.exists()


def test_the_api(campaign: Campaign, other_workspace: Workspace, api: Callable[..., Client]) -> None:
    sent = {"key": "likes", "low": "0.5", "high": "0.6", "source": "Our media agency"}
    Assumed.objects.create(
        workspace=other_workspace, key="likes", low=9, high=9, currency="USD", source="x", read_on="2026-01-01"
    )

    before = api("read").get("/api/v1/reports/worth").json()
    assert (before["emv"]["low"], before["emv"]["posts"], before["giant"]["verdict"]) == (30.0, 1, "cannot tell")
    told = {kind["kind"]: (kind["count"], kind["low"]) for kind in before["emv"]["kinds"]}
    assert (told["likes"], told["comments"]) == ((100.0, 30.0), (None, None))
    answer = api("write").put("/api/v1/reports/assumptions", sent, content_type="application/json")
    assert answer.status_code == 200
    assert api("read").get("/api/v1/reports/worth").json()["emv"]["high"] == 60.0
    bad = api("write").put("/api/v1/reports/assumptions", {**sent, "key": "claps"}, content_type="application/json")
    assert bad.status_code == 422
    assert "emv" not in api("read").get("/api/v1/reports/roi").json()
