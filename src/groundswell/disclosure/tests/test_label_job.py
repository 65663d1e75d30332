"""Networks' labels for paid posts are looked for by themselves, within the budget, and verdicts follow them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Post
from groundswell.creators.network import read_labels
from groundswell.creators.services import create_creator
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.services import Shown, receive_post
from groundswell.kit import clock
from groundswell.platforms.models import BucketPlace
from groundswell.platforms.services import pause_connector, save_keys
from groundswell.platforms.tests.faults import FaultyServer, Reply, faulty, led
from groundswell.platforms.tests.toy import connectors
from groundswell.platforms.tiktok import plugin
from groundswell.platforms.tiktok.tests import recorded
from groundswell.tracking import labels, tasks
from groundswell.tracking.models import PostMatch

__all__ = ["connectors", "faulty", "led"]
pytestmark = pytest.mark.django_db
PAID, OTHER = "7430000000000000002", "7430000000000000001"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
KEYS = {"client_key": "k", "client_secret": "s", "research_key": "rk", "research_secret": "r-secret"}


@pytest.fixture
def tiktok(connectors: Callable[..., None], led: FaultyServer) -> FaultyServer:
    connectors(plugin)
    save_keys(connector="tiktok", given=KEYS)
    led.reply("/oauth/token/", Reply.of({"access_token": "clt.1"}))
    led.reply("commercial_content/query", Reply.of(recorded("labels")))
    return led


@pytest.fixture
def posts(participant: Participant, tiktok: FaultyServer) -> dict[str, PostMatch]:
    """Two of Maya's videos in a running campaign, both judged; only one bears the label."""
    Participant.objects.filter(pk=participant.pk).update(state=Participant.State.LIVE)
    participant.refresh_from_db()
    return {number: handed_in(participant, number) for number in (PAID, OTHER)}


def handed_in(participant: Participant, number: str, shown: Shown | None = None) -> PostMatch:
    url = f"https://www.tiktok.com/@maya.cooks/video/{number}"
    with clock.told(NOON):
        received = receive_post(
            participant=participant, url=url, caption="Soup #acmetrail", submitted_by="team", shown=shown
        )
    return received.match


def run(at: datetime = NOON) -> dict[str, int]:
    with clock.told(at):
        found: dict[str, int] = tasks.read_labels.func()
    return found


def label_shown(client: Client, match: PostMatch) -> str:
    html = client.get(f"/w/acme/posts/{match.pk}/").content.decode()
    return html.partition("Network’s paid label</dt><dd>")[2].partition("<")[0]


def test_the_label_is_found_marked_judged_and_shown(
    posts: dict[str, PostMatch], tiktok: FaultyServer, member_client: Callable[[str], Client]
) -> None:
    client = member_client("manager")
    assert label_shown(client, posts[PAID]) == "not known"
    before = DisclosureCheck.objects.count()
    assert run() == {"read": 1}
    assert dict(Post.objects.values_list("external_id", "paid_label")) == {PAID: True, OTHER: None}
    check = DisclosureCheck.objects.filter(post=posts[PAID].post).latest("pk")
    assert check.inputs["platform_label"] is True
    assert any("The platform's paid label" in finding["message"] for finding in check.findings)
    assert DisclosureCheck.objects.count() == before + 1
    assert (label_shown(client, posts[PAID]), label_shown(client, posts[OTHER])) == ("shown", "not known")


def test_each_profile_is_asked_once_a_day(posts: dict[str, PostMatch], tiktok: FaultyServer) -> None:
    assert run() == {"read": 1}
    asked = len(tiktok.asked)
    assert run(NOON + timedelta(hours=23)) == {"read": 0}
    assert len(tiktok.asked) == asked
    assert run(NOON + timedelta(hours=25)) == {"read": 1}
    assert DisclosureCheck.objects.filter(post=posts[PAID].post).count() == 2


def test_what_somebody_told_of_a_post_stays_told_when_it_is_judged_anew(
    participant: Participant, tiktok: FaultyServer, workspace: Workspace
) -> None:
    match = handed_in(participant, PAID, Shown(overlay_text="Werbung"))
    read_labels(workspace=workspace, creator=participant.creator)
    check = DisclosureCheck.objects.filter(post=match.post).latest("pk")
    assert (check.inputs["overlay_text"], check.inputs["platform_label"]) == ("Werbung", True)


@pytest.mark.parametrize("change", ["not running", "set aside", "all labelled", "demo", "gone", "paused", "no keys"])
def test_nothing_is_asked_where_nothing_is_to_be_known(
    posts: dict[str, PostMatch], tiktok: FaultyServer, workspace: Workspace, change: str
) -> None:
    if change == "not running":
        Campaign.objects.update(state=Campaign.State.DONE)
    elif change == "set aside":
        Participant.objects.update(state=Participant.State.DECLINED)
    elif change == "all labelled":
        Post.objects.update(paid_label=True)
    elif change == "demo":
        Workspace.objects.update(is_demo=True)
    elif change == "gone":
        Post.objects.update(gone_at=NOON)
    elif change == "paused":
        pause_connector(connector="tiktok", paused=True)
    else:
        save_keys(connector="tiktok", given={"research_key": ""})
    assert run() == {"read": 0}
    assert tiktok.asked == []


def test_the_days_budget_stops_it_before_it_is_crossed(
    posts: dict[str, PostMatch], participant: Participant, tiktok: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labels, "A_DAY", 1)
    creator = create_creator(workspace=participant.workspace, name="Nora", platform="tiktok", handle="nora")
    other = Participant.objects.create(
        workspace=participant.workspace, campaign=participant.campaign, creator=creator, state=Participant.State.LIVE
    )
    with clock.told(NOON + timedelta(hours=1)):
        receive_post(
            participant=other, url="https://www.tiktok.com/@nora/video/7430000000000000009", caption="x",
            submitted_by="team",
        )  # fmt: skip
    assert run(NOON + timedelta(hours=2)) == {"read": 1, "budget_spent": 1}
    assert BucketPlace.objects.get().item == "tiktok:nora"


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply.of({}, 403), "platform_sign_in"),
        (Reply.of({}, 500), "platform_unreachable"),
        (Reply.of({}, 404), "platform_gone"),
    ],
)
def test_a_fault_is_counted_marks_nothing_and_is_tried_again_the_next_day(
    posts: dict[str, PostMatch], tiktok: FaultyServer, reply: Reply, code: str
) -> None:
    tiktok.reply("commercial_content/query", reply)
    checks = DisclosureCheck.objects.count()
    assert run() == {"read": 0, code: 1}
    assert not Post.objects.filter(paid_label=True).exists()
    assert DisclosureCheck.objects.count() == checks
    tiktok.reply("commercial_content/query", Reply.of(recorded("labels")))
    assert run(NOON + timedelta(hours=25)) == {"read": 1}


def test_marking_that_is_broken_off_leaves_no_mark(
    posts: dict[str, PostMatch], tiktok: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Any) -> None:
        raise RuntimeError("killed")

    from groundswell.creators.network import labels as marking

    monkeypatch.setattr(marking, "_listeners", [fail])
    with pytest.raises(RuntimeError):
        run()
    assert not Post.objects.filter(paid_label=True).exists()
