"""The programme at a glance: page, API, command and the weekly mail."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from groundswell.accounts.models import Membership, User, Workspace
from groundswell.campaigns.models import Campaign, Cost, Deliverable, Participant
from groundswell.creators.models import Account, Creator, Post, Reading
from groundswell.disclosure.services import receive_post
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.reports.glance import glance, glance_dict
from groundswell.reports.glance.digest import mail_digests, set_digest
from groundswell.reports.models import DigestReader
from groundswell.tracking.models import PostMatch

pytestmark = pytest.mark.django_db
URL = "https://www.instagram.com/maya.runs/p/CxAbC123/"
BAD = "The new trail shoe <b>muddy</b> already. #acmetrail #love #ad"
MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


@pytest.fixture
def reader(workspace: Workspace, owner: User, settings: Settings) -> User:
    settings.EMAIL_HOST = "mail.example"
    with clock.told(MONDAY - timedelta(days=3)):
        set_digest(workspace=workspace, user=owner, wanted=True)
    return owner


def posted(workspace: Workspace, campaign: Campaign, number: int, engagements: int, age: timedelta) -> Post:
    """A creator of 1,000 followers who posted that long ago."""
    creator = Creator.objects.create(workspace=workspace, name=f"Creator {number}")
    account = Account.objects.create(workspace=workspace, platform="blog", handle=f"glance{number}", followers=1_000)
    creator.accounts.add(account)
    participant = Participant.objects.create(workspace=workspace, campaign=campaign, creator=creator)
    at = clock.now() - age
    post = Post.objects.create(workspace=workspace, account=account, caption="A walk", source="x", published_at=at)
    PostMatch.objects.create(workspace=workspace, participant=participant, post=post, submitted_by="team")
    for value, when in ((1, at), (engagements, at + timedelta(hours=1))):
        Reading.objects.create(
            workspace=workspace, post=post, metric="likes", value=value, source="file", observed_at=when
        )
    return post


def test_an_empty_workspace_says_so(member_client: Callable[..., Client]) -> None:
    page = member_client("analyst").get("/w/acme/glance/").content.decode()
    assert "Nothing was posted" in page
    assert "No campaign is running" in page
    assert "Cannot tell" in page


def test_todays_posts_and_broken_rules(
    member_client: Callable[..., Client], workspace: Workspace, agreed: Participant
) -> None:
    receive_post(participant=agreed, url=URL, caption=BAD, submitted_by="creator")
    seen = glance(workspace, today=clock.today())
    assert [(one.match.participant, one.verdict) for one in seen.posts] == [(agreed, "fail")]
    assert [one.match.participant for one in seen.failing] == [agreed]
    page = member_client("analyst").get("/w/acme/glance/?days=abc").content.decode()
    assert "<b>muddy</b>" not in page
    assert agreed.creator.name in page
    earlier = glance(workspace, today=clock.today() - timedelta(days=1))
    assert (earlier.posts, len(earlier.failing)) == ([], 1)


def test_late_missed_and_silent_are_apart(workspace: Workspace, agreed: Participant) -> None:
    today = clock.today()
    rows = list(Deliverable.objects.filter(participant=agreed))
    Deliverable.objects.filter(pk__in=[row.pk for row in rows]).update(due_on=today - timedelta(days=7))
    seen = glance(workspace, today=today)
    assert (len(seen.late), seen.missed, seen.ghosted, seen.soon) == (len(rows), 0, 0, 0)
    seen = glance(workspace, today=today + timedelta(days=1))
    assert (seen.late, seen.missed, seen.ghosted) == ([], len(rows), 0)
    Participant.objects.filter(pk=agreed.pk).update(state=Participant.State.GHOSTED)
    seen = glance(workspace, today=today)
    assert (seen.late, seen.missed, seen.ghosted) == ([], 0, len(rows))
    Deliverable.objects.filter(pk__in=[row.pk for row in rows]).update(due_on=today + timedelta(days=7))
    assert glance(workspace, today=today).soon == len(rows)


def test_spend_against_budget(workspace: Workspace, agreed: Participant) -> None:
    campaign = agreed.campaign
    Cost.objects.of(workspace).delete()
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.RUNNING, budget=Decimal(1000))
    (budget,) = glance(workspace, today=clock.today()).budgets
    assert (budget.spent, budget.budget_share) == (Decimal(0), Decimal(0))
    facts: dict[str, Any] = {"workspace": workspace, "campaign": campaign, "creator": agreed.creator, "source": "t"}
    Cost.objects.create(kind="fee", amount=Decimal("300.10"), currency="USD", external_id="1", **facts)
    Cost.objects.create(kind="tools", amount=Decimal("5"), currency="EUR", external_id="2", **facts)
    (budget,) = glance(workspace, today=clock.today()).budgets
    assert (budget.spent, budget.other_currencies) == (Decimal("300.10"), {"EUR": Decimal(5)})
    assert budget.budget_share == Decimal("0.3001")
    (told,) = glance_dict(glance(workspace, today=clock.today()))["budgets"]
    assert (told["spent"], told["budget"]) == ("300.10", "1000.00")


def test_best_and_worst_are_ripe_and_never_the_same(workspace: Workspace, agreed: Participant) -> None:
    day = timedelta(days=1)
    for number, engagements in enumerate((10, 50, 20, 40)):
        posted(workspace, agreed.campaign, number, engagements, 2 * day)
    posted(workspace, agreed.campaign, 8, 900, timedelta(0))
    posted(workspace, agreed.campaign, 9, 900, 40 * day)
    seen = glance(workspace, today=clock.today())
    assert [one.rate for one in seen.best] == [0.05, 0.04, 0.02]
    assert [one.rate for one in seen.worst] == [0.01]
    assert seen.compared == 4


def test_over_http_and_by_command(
    api: Callable[..., Client], cli: Callable[..., Any], workspace: Workspace, owner: User
) -> None:
    document = api("read").get("/api/v1/reports/glance?days=7").json()
    assert (document["posts"], document["missed"], document["posts_compared"]) == ([], 0, 0)
    assert json.loads(cli("reports", "glance", "--days", 7, "--json").stdout) == document
    assert "Cannot tell: no post with known figures." in cli("reports", "glance").stdout
    assert api("read").get("/api/v1/reports/glance?days=0").status_code == 422
    assert api("read", "write").put(
        "/api/v1/reports/digest", {"wanted": True}, content_type="application/json"
    ).json() == {"wanted": True}
    assert DigestReader.objects.get().user == owner
    assert cli("reports", "digest", owner.email, "--off").exit_code == 0
    assert not DigestReader.objects.exists()
    assert cli("reports", "digest", "nobody@x.example").exit_code != 0


def test_who_wants_it_by_mail_says_so_on_the_page(
    member_client: Callable[..., Client], workspace: Workspace, settings: Settings
) -> None:
    client = member_client("analyst")
    assert "Mail me this" not in client.get("/w/acme/glance/").content.decode()
    settings.EMAIL_HOST = "mail.example"
    assert "Mail me this every Monday" in client.get("/w/acme/glance/").content.decode()
    client.post("/w/acme/glance/digest/", {"wanted": "1"})
    client.post("/w/acme/glance/digest/", {"wanted": "1"})
    assert DigestReader.objects.of(workspace).count() == 1
    assert "Mailed every Monday: stop" in client.get("/w/acme/glance/").content.decode()
    client.post("/w/acme/glance/digest/")
    assert DigestReader.objects.of(workspace).count() == 0


def test_the_digest_comes_once_a_week_from_monday_at_seven(reader: User, workspace: Workspace) -> None:
    for moment, sent in (
        (MONDAY - timedelta(minutes=1), 0), (MONDAY, 1), (MONDAY + timedelta(hours=1), 0), (MONDAY + timedelta(days=6), 0),
        (MONDAY + timedelta(days=9), 1),
    ):  # fmt: skip
        with clock.told(moment):
            assert mail_digests() == {"sent": sent, "failed": 0}, moment
    first = mail.outbox[0]
    assert (first.to, first.subject) == ([reader.email], f"{workspace.name}: your programme this week")
    assert "/w/acme/glance/?days=7" in first.body


def test_monday_is_the_workspaces_own(reader: User, workspace: Workspace) -> None:
    Workspace.objects.filter(pk=workspace.pk).update(time_zone="America/New_York")
    with clock.told(MONDAY + timedelta(hours=4, minutes=59)):
        assert mail_digests()["sent"] == 0
    with clock.told(MONDAY + timedelta(hours=5)):
        assert mail_digests()["sent"] == 1


def test_a_refused_digest_comes_later(reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("greylisted")

    with clock.told(MONDAY), monkeypatch.context() as patch:
        patch.setattr("groundswell.reports.glance.digest.send_mail", refuse)
        assert mail_digests() == {"sent": 0, "failed": 1}
    with clock.told(MONDAY + timedelta(hours=1)):
        assert mail_digests() == {"sent": 1, "failed": 0}


def test_who_left_hears_nothing_more(reader: User, workspace: Workspace, outsider: User) -> None:
    with pytest.raises(NotFound):
        set_digest(workspace=workspace, user=outsider, wanted=True)
    Membership.objects.of(workspace).filter(user=reader).delete()
    with clock.told(MONDAY):
        assert mail_digests() == {"sent": 0, "failed": 0}
    assert mail.outbox == []


def test_without_a_mail_server_nothing_is_claimed(reader: User, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    with clock.told(MONDAY):
        assert mail_digests() == {"sent": 0, "failed": 0}
    settings.EMAIL_HOST = "mail.example"
    with clock.told(MONDAY):
        assert mail_digests()["sent"] == 1


def test_another_workspaces_posts_are_not_seen(
    workspace: Workspace, other_workspace: Workspace, agreed: Participant
) -> None:
    receive_post(participant=agreed, url=URL, caption=BAD, submitted_by="creator")
    seen = glance(other_workspace, today=clock.today(), days=30)
    assert (seen.posts, seen.failing, seen.budgets, seen.compared) == ([], [], [], 0)
