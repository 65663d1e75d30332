"""Hostile bios, names and captions are text: they are kept, shown and exported, and break no page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.campaigns.services import CampaignFacts, add_participants, create_campaign
from groundswell.creators.models import Account, Post, PostVersion
from groundswell.creators.network import save_posts, save_profile
from groundswell.discovery import index
from groundswell.discovery.services import take_accounts
from groundswell.kit import clock
from groundswell.kit.tests.fixtures import Result
from groundswell.platforms.facts import PostFacts, ProfileFacts
from groundswell.relationships.services import add_to_list
from groundswell.tracking.models import Mention, PostMatch
from groundswell.tracking.services import create_monitor

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert('x')</script>"
TEXT = (
    f"{SCRIPT}<img src=x onerror=alert(1)>\"'`{{{{ 7*7 }}}}{{% now %}} \u202eRTL\u2066\u0007\u001b[31m\x00\ud800 "
    "=cmd|'/c calc'!A1 &lt;b&gt; Acme #acmerun"
)
LONG = TEXT + " x" * 50_000
MOST_BYTES = 400_000


@pytest.fixture
def hostile(workspace: Workspace) -> PostMatch:
    """Somebody whose every word is hostile: on the board, on a list, met by a monitor, with a post in a campaign."""
    facts = ProfileFacts(
        platform="bluesky", external_id="did:plc:evil", handle="evil.example", url="https://bsky.app/profile/evil.example",
        display_name=TEXT, bio=LONG, metrics={"followers": 12.0},
    )  # fmt: skip
    create_monitor(workspace=workspace, text="Acme")
    account = save_profile(facts, source="Bluesky")
    (creator,) = take_accounts(workspace=workspace, account_ids=[account.pk])
    add_to_list(workspace=workspace, creators=[creator], list_name="Evil")
    campaign = create_campaign(
        workspace=workspace,
        facts=CampaignFacts(name="Autumn", state="running", hashtag="acmerun", jurisdictions=("US",)),
    )
    add_participants(workspace=workspace, campaign=campaign, creators=[creator])
    Participant.objects.update(state=Participant.State.ACCEPTED)
    post = PostFacts(
        platform="bluesky", external_id="at://did:plc:evil/app.bsky.feed.post/3k", url="https://bsky.app/x", author_id="did:plc:evil",
        title=TEXT, caption=LONG, warning=TEXT, hashtags=("acmerun",), published_at=clock.now(), raw={"text": LONG, "\x00": "\x00"},
    )  # fmt: skip
    save_posts(account, [post], source="Bluesky")
    index.rebuild()
    match: PostMatch = PostMatch.objects.get()
    return match


def test_it_is_kept_as_text_without_what_no_database_stores(hostile: PostMatch) -> None:
    for text in (Account.objects.get().bio, Post.objects.get().caption, PostVersion.objects.get().caption):
        assert SCRIPT in text
        assert len(text) > 100_000
        assert "\x00" not in text
        assert "\ud800" not in text
    assert Mention.objects.count() == 1
    assert json.dumps(PostVersion.objects.get().raw).count("\\u0000") == 0


def test_every_page_that_shows_it_stays_whole(hostile: PostMatch, member_client: Callable[..., Client]) -> None:
    client, creator = member_client("manager"), hostile.participant.creator_id
    pages = [
        "", f"creators/{creator}/", f"creators/{creator}/network/", f"creators/{creator}/edit/", "find/", "find/?q=acme", "find/?q=acme&view=table", "board/", "grid/",
        f"relationships/{creator}/", f"relationships/{creator}/?part=1", "lists/", "lists/evil/", "advocates/", "mentions/", "monitors/",
        "posts/", f"posts/{hostile.pk}/", "disclosure/", "campaigns/", "campaigns/autumn/", "campaigns/autumn/?tab=participants",
        "campaigns/autumn/?tab=deliverables", "outreach/", "platforms/", "roi/",
    ]  # fmt: skip
    wrong, shown = [], 0
    for page in pages:
        answer = client.get(f"/w/acme/{page}", follow=True)
        text = answer.content.decode()
        shown += "&lt;script&gt;" in text
        if answer.status_code == 404 and page.startswith("relationships/"):
            continue
        if (
            answer.status_code != 200
            or "<script>alert" in text
            or "<img src=x" in text
            or "\x00" in text
            or len(text) > MOST_BYTES
        ):
            wrong.append((page, answer.status_code, len(text), "<script>alert" in text))
    assert wrong == []
    assert shown > 8
    own = client.get(f"/c/{hostile.participant.token}").content.decode()
    assert "<script>alert" not in own


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
@pytest.mark.parametrize("kind", ["creators", "posts", "findings"])
def test_every_export_is_whole(
    hostile: PostMatch, cli: Callable[..., Result], tmp_path: Path, kind: str, form: str
) -> None:
    target = tmp_path / f"out.{form}"
    done = cli("export", kind, "--format", form, "--out", target)
    assert done.exit_code == 0, done.stderr
    assert target.stat().st_size > 500
    if form == "jsonl":
        rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
        assert SCRIPT in json.dumps(rows[0], ensure_ascii=False)


def test_the_api_tells_it_as_text(hostile: PostMatch, api: Callable[..., Client]) -> None:
    (advocate,) = api().get("/api/v1/mentions").json()
    assert advocate["caption"].startswith(SCRIPT)
    assert Campaign.objects.count() == 1
