"""A participant's new post comes into the campaign by itself, once, however often and on whatever way it comes."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Deliverable, Participant
from groundswell.campaigns.services import add_participants
from groundswell.creators.models import Account, Creator, Post, Reading
from groundswell.creators.network import add_account, save_posts
from groundswell.creators.services import create_creator
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.services import receive_post, record_connection
from groundswell.kit import clock
from groundswell.platforms.facts import PostFacts
from groundswell.platforms.tests.toy import SearchingToy, plugin
from groundswell.platforms.tests.toy_server import ToyServer
from groundswell.tracking.models import PostMatch
from groundswell.tracking.refresh import refresh_due
from groundswell.tracking.tests.refreshing import install
from groundswell.tracking.tests.watching import DAY, NOON, connectors, toy, toy_server
from groundswell.tracking.value import look_every

__all__ = ["connectors", "toy", "toy_server"]
pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
DID = "did:plc:maya"


def joins(workspace: Workspace, campaign: Campaign, creator: Creator, at: datetime = NOON - DAY) -> Participant:
    """The creator accepted, is paid, and owes one post on Bluesky."""
    with clock.told(at):
        record_connection(workspace=workspace, creator=creator, kind="paid", evidence="Fee", since=clock.today())
        add_participants(workspace=workspace, campaign=campaign, creators=[creator])
        found: Participant = Participant.objects.of(workspace).get(creator=creator, campaign=campaign)
        found.state, found.joined_at = Participant.State.ACCEPTED, at
        found.save()
        Deliverable.objects.create(
            workspace=workspace,
            participant=found,
            activity="hashtag_post",
            platform="bluesky",
            due_on=date(2026, 12, 1),
        )
    return found


@pytest.fixture
def participant(workspace: Workspace, campaign: Campaign, toy: ToyServer) -> Participant:
    """Maya, read from the toy network, in the running campaign."""
    toy.join("maya", posts=2)
    with clock.told(NOON - 2 * DAY):
        creator, _ = add_account(workspace=workspace, profile="maya.example", platform="bluesky")
    found = joins(workspace, campaign, creator)
    refresh(NOON)
    return found


def refresh(at: datetime) -> dict[str, object]:
    with clock.told(at):
        return refresh_due(seconds=60).as_dict()


def post(caption: str, rkey: str = "3k", **facts: Any) -> PostFacts:
    given: dict[str, Any] = {
        "platform": "bluesky", "external_id": f"at://{DID}/app.bsky.feed.post/{rkey}", "author_id": DID,
        "url": f"https://bsky.app/profile/{DID}/post/{rkey}", "caption": caption, "published_at": NOON, "raw": {"rkey": rkey},
    }  # fmt: skip
    return PostFacts(**{**given, **facts})


@pytest.fixture
def public(participant: Participant) -> Account:
    """Maya's account as Bluesky itself would tell of it."""
    account = participant.creator.accounts.get()
    account.external_id = DID
    account.save()
    return account


def test_a_new_post_is_placed_and_checked_within_a_minute(participant: Participant, toy: ToyServer) -> None:
    toy.say("id:maya", "#ad Dawn run #acmetrail", published_at=(NOON + 10 * MINUTE).isoformat())
    assert refresh(NOON + 10.5 * MINUTE)["new_posts"] == 1
    match = PostMatch.objects.get()
    assert (match.participant, match.submitted_by) == (participant, "network")
    assert match.deliverable is not None
    assert match.deliverable.state == "live"
    assert [reason["text"] for reason in match.reasons] == [
        "Bluesky told of it: @maya.example is Maya’s account.",
        "The caption carries #acmetrail.",
        "One kind of open deliverable on Bluesky fits, in its window.",
    ]
    check = DisclosureCheck.objects.get()
    assert (check.verdict, check.text) == ("pass", "#ad Dawn run #acmetrail")
    participant.refresh_from_db()
    assert (participant.state, participant.creator.relationship.stage) == ("live", "live")
    event = participant.creator.timeline.get(kind="post_submitted")
    assert event.text.startswith("A post was seen for Autumn trail: https://toy.example/")


def test_a_look_is_one_call_and_comes_every_half_minute(participant: Participant, toy: ToyServer) -> None:
    toy.asked.clear()
    refresh(NOON + MINUTE)
    refresh(NOON + MINUTE + timedelta(seconds=20))
    refresh(NOON + MINUTE + timedelta(seconds=31))
    assert toy.asked == {"/posts": 2}
    participant.campaign.state = "done"
    participant.campaign.save()
    refresh(NOON + 5 * MINUTE)
    assert toy.asked == {"/posts": 2}


@pytest.mark.parametrize(
    ("seconds", "units", "accounts", "every"), [(30, None, 500, 30.0), (30, 10_000, 1, 30.0), (30, 10_000, 50, 864.0)]
)
def test_looks_take_half_of_a_daily_limit_at_most(seconds: int, units: int | None, accounts: int, every: float) -> None:
    assert look_every(seconds, units, accounts) == every


def test_nobody_is_looked_at_where_posts_cost_money(
    workspace: Workspace, campaign: Campaign, connectors: Callable[..., None], toy_server: ToyServer
) -> None:
    install(connectors, toy_server, plugin(make=SearchingToy, monthly_money=5.0))
    toy_server.join("maya")
    with clock.told(NOON - 2 * DAY):
        creator, _ = add_account(workspace=workspace, profile="maya.example", platform="bluesky")
    joins(workspace, campaign, creator)
    refresh(NOON)
    toy_server.asked.clear()
    refresh(NOON + 5 * MINUTE)
    assert toy_server.asked == {}
    refresh(NOON + 61 * MINUTE)
    assert toy_server.asked["/posts"] == 1


def test_a_failing_look_waits_and_is_noted(participant: Participant, toy: ToyServer) -> None:
    toy.failing["/posts"] = 404
    assert refresh(NOON + MINUTE)["errors"] == {"platform_gone": 1}
    toy.failing.clear()
    toy.asked.clear()
    refresh(NOON + 2 * MINUTE)
    assert toy.asked == {}
    refresh(NOON + 17 * MINUTE)
    assert toy.asked == {"/posts": 1}


@pytest.mark.parametrize(
    "facts",
    [
        {"caption": "My breakfast"},
        {"caption": "#acmetrail of last week", "published_at": NOON - 3 * DAY},
        {"caption": "#acmetrails"},
    ],
)
def test_what_is_none_of_the_campaigns_is_left_alone(public: Account, facts: dict[str, Any]) -> None:
    save_posts(public, [post(**facts)], source="Bluesky")
    assert (
        PostMatch.objects.count(),
        DisclosureCheck.objects.count(),
        Post.objects.filter(account=public).count(),
    ) == (0, 0, 3)


def test_a_campaign_without_marks_takes_no_post_by_itself(public: Account, campaign: Campaign) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(hashtag="", brand_handle="")
    save_posts(public, [post("Anything at all")], source="Bluesky")
    assert PostMatch.objects.count() == 0


def test_a_link_that_the_network_shortened_in_the_caption_counts(public: Account, participant: Participant) -> None:
    from groundswell.links.services import create_link

    participant.link = create_link(
        workspace=participant.workspace, target_url="https://shop.example/", slug="maya-x", creator=participant.creator
    )
    participant.save()
    save_posts(
        public, [post("Ad: look at 127.0.0.1/l/ma…", links=("http://127.0.0.1:8000/l/maya-x",))], source="Bluesky"
    )
    match = PostMatch.objects.get()
    assert match.deliverable is not None
    assert match.reasons[1]["text"] == "The caption carries the link /l/maya-x."


def test_the_network_first_and_then_the_address_is_one_post(public: Account, participant: Participant) -> None:
    save_posts(public, [post("#ad Dawn #acmetrail")], source="Bluesky")
    for handle in ("maya.example", "Maya.Example", DID):
        with clock.told(NOON):
            received = receive_post(
                participant=participant, url=f"https://bsky.app/profile/{handle}/post/3k?ref=x", caption="typed", submitted_by="creator",
                readings={"views": 7},
            )  # fmt: skip
        assert received.match == PostMatch.objects.get()
        assert received.check == DisclosureCheck.objects.get()
    found = Post.objects.get(external_id__endswith="/3k")
    assert (found.caption, found.workspace, found.account) == ("#ad Dawn #acmetrail", None, public)
    assert Reading.objects.filter(post=found, source="creator").count() == 1


@pytest.mark.parametrize("own_account", [False, True])
def test_the_address_first_and_then_the_network_is_one_post(
    workspace: Workspace, campaign: Campaign, participant: Participant, own_account: bool
) -> None:
    creator = participant.creator
    if own_account:
        creator = create_creator(workspace=workspace, name="Tom", platform="bluesky", handle="tom.example")
        participant = joins(workspace, campaign, creator)
        handle = "tom.example"
    else:
        handle = "maya.example"
    with clock.told(NOON):
        received = receive_post(
            participant=participant, url=f"https://bsky.app/profile/{handle}/post/3k", caption="typed #acmetrail",
            submitted_by="creator", readings={"views": 7},
        )  # fmt: skip
    assert received.check.verdict == "fail"
    if own_account:
        account = Account.objects.create(platform="bluesky", external_id=DID, handle="tom.example", source="Bluesky")
        creator.accounts.add(account)
    else:
        account = creator.accounts.get()
    save_posts(account, [post("#ad Dawn #acmetrail")], source="Bluesky")
    match = PostMatch.objects.get()
    assert (match.pk, match.deliverable, match.submitted_by) == (
        received.match.pk,
        received.match.deliverable,
        "creator",
    )
    assert (match.post.caption, match.post.workspace, match.post.external_id) == (
        "#ad Dawn #acmetrail", None, f"at://{DID}/app.bsky.feed.post/3k",
    )  # fmt: skip
    assert list(DisclosureCheck.objects.order_by("pk").values_list("verdict", "post")) == [
        ("fail", match.post_id), ("pass", match.post_id),
    ]  # fmt: skip
    assert Reading.objects.get(metric="views").post_id == match.post_id
    assert Post.objects.filter(account__creators=creator, external_id__endswith="3k").count() == 1


def test_an_edited_post_is_judged_anew_and_keeps_its_place(public: Account) -> None:
    save_posts(public, [post("New shoes #acmetrail")], source="Bluesky")
    save_posts(public, [post("New shoes #acmetrail")], source="Bluesky")
    place = PostMatch.objects.get().deliverable
    save_posts(public, [post("#ad New shoes #acmetrail")], source="Bluesky")
    assert PostMatch.objects.get().deliverable == place
    assert list(DisclosureCheck.objects.order_by("pk").values_list("verdict", flat=True)) == ["fail", "pass"]


def test_two_campaigns_of_two_brands_each_take_what_is_theirs(
    public: Account, other_workspace: Workspace, participant: Participant
) -> None:
    from groundswell.campaigns.services import CampaignFacts, create_campaign

    facts = CampaignFacts(name="Boots", state="running", hashtag="rivalboots", jurisdictions=("US",))
    rival = create_campaign(workspace=other_workspace, facts=facts)
    creator = Creator.objects.create(workspace=other_workspace, name="Maya B.")
    creator.accounts.add(public)
    joins(other_workspace, rival, creator)
    save_posts(public, [post("#ad #acmetrail"), post("#ad #rivalboots", "3m")], source="Bluesky")
    assert [(one.workspace.slug, one.post.external_id[-2:]) for one in PostMatch.objects.order_by("pk")] == [
        ("acme", "3k"), ("rival", "3m"),
    ]  # fmt: skip


def test_a_post_from_nobodys_account_changes_nothing(participant: Participant) -> None:
    stranger = Account.objects.create(platform="bluesky", external_id="did:plc:x", handle="x.example", source="Bluesky")
    saved = save_posts(stranger, [post("#ad #acmetrail", author_id="did:plc:x")], source="Bluesky")
    assert PostMatch.objects.count() == 0
    assert [one.state for one in saved] == ["new"]
