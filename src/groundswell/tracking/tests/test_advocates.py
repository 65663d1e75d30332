"""Who speaks of the brand though nobody asked, and what becomes of them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost
from groundswell.campaigns.services import add_participants
from groundswell.creators.models import Account, AccountSync, Creator, Post, PostVersion
from groundswell.creators.network import add_account, forget_account, forget_posts
from groundswell.disclosure.services import record_connection
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.platforms.tests.toy_server import ToyServer
from groundswell.relationships.models import Relationship
from groundswell.relationships.services import add_note, move_stage
from groundswell.tracking.models import Mention
from groundswell.tracking.queries import natural_advocates
from groundswell.tracking.services import mute_account, take_advocate
from groundswell.tracking.tests.watching import DAY, NOON, connectors, met, search, toy, toy_server, watch

__all__ = ["connectors", "toy", "toy_server"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(workspace: Workspace, toy: ToyServer) -> Creator:
    """Maya, known to the workspace."""
    toy.join("maya")
    with clock.told(NOON - 20 * DAY):
        return add_account(workspace=workspace, profile="maya.example", platform="bluesky")[0]


def say(toy: ToyServer, name: str, days: float, text: str = "Acme!") -> None:
    toy.say(f"id:{name}", text, published_at=(NOON - timedelta(days=days)).isoformat())


def in_campaign(workspace: Workspace, creator: Creator, campaign: Campaign) -> None:
    add_participants(workspace=workspace, campaign=campaign, creators=[creator])


def contacted(workspace: Workspace, creator: Creator, campaign: Campaign) -> None:
    move_stage(workspace=workspace, creator=creator, stage="contacted")


def paid(workspace: Workspace, creator: Creator, campaign: Campaign) -> None:
    Cost.objects.create(
        workspace=workspace, creator=creator, kind="product", amount=10, currency="USD", incurred_on=clock.today(),
        source="file", external_id="1",
    )  # fmt: skip


def connected(workspace: Workspace, creator: Creator, campaign: Campaign) -> None:
    record_connection(workspace=workspace, creator=creator, kind="family", evidence="My sister", since=clock.today())


@pytest.mark.parametrize("ask", [in_campaign, contacted, paid, connected])
def test_asked_is_who_was_asked_before_the_post(
    workspace: Workspace, campaign: Campaign, toy: ToyServer, maya: Creator, ask: Callable[..., None]
) -> None:
    say(toy, "maya", 12)
    with clock.told(NOON - 10 * DAY):
        ask(workspace, maya, campaign)
    say(toy, "maya", 8)
    watch(workspace, "Acme")
    search()
    assert [asked for *_, asked in met(workspace)] == [False, True]
    assert [advocate.posts for advocate in natural_advocates(workspace)] == [1]


@pytest.mark.parametrize(("stage", "asked"), [("warming", False), ("agreed", True), ("declined", True)])
def test_a_stage_of_unknown_date_counts_as_reached_before(
    workspace: Workspace, toy: ToyServer, maya: Creator, stage: str, asked: bool
) -> None:
    Relationship.objects.create(workspace=workspace, creator=maya, stage=stage)
    say(toy, "maya", 8)
    watch(workspace, "Acme")
    search()
    assert met(workspace)[0][3] is asked


def test_who_says_most_comes_first_with_the_newest_posts_as_proof(workspace: Workspace, toy: ToyServer) -> None:
    for name in ("maya", "tom", "kim"):
        toy.join(name)
    for days in (9, 8, 7, 6):
        say(toy, "tom", days, f"Acme, {days} days ago")
    say(toy, "maya", 2, "Acme #acmerun")
    toy.posts["id:maya"][0]["hashtags"] = ["acmerun"]
    say(toy, "kim", 1, "Nothing")
    watch(workspace, "#acmerun")
    watch(workspace, "Acme")
    search()
    with clock.told(NOON):
        tom, maya = natural_advocates(workspace)
    assert (tom.account.handle, tom.posts, [proof.text for proof in tom.proofs]) == (
        "tom.example", 4, ["Acme, 6 days ago", "Acme, 7 days ago", "Acme, 8 days ago"],
    )  # fmt: skip
    assert (maya.account.handle, maya.posts, maya.on_board) == ("maya.example", 1, True)
    (proof,) = maya.proofs
    assert proof.met == ("#acmerun", "Acme")
    assert proof.published_at == NOON - 2 * DAY
    assert (proof.mention.how, proof.mention.found_at) == ("search", NOON)
    assert proof.evidence is not None
    assert proof.evidence.seen_at == NOON
    with clock.told(NOON + 366 * DAY):
        assert natural_advocates(workspace) == []


def test_they_are_put_on_the_board_or_a_list_with_one_call(
    workspace: Workspace, other_workspace: Workspace, toy: ToyServer
) -> None:
    toy.join("maya")
    say(toy, "maya", 2)
    watch(workspace, "Acme", to_board=False)
    search()
    account = Account.objects.get().pk
    assert (Creator.objects.count(), natural_advocates(workspace)[0].on_board) == (0, False)
    creator = take_advocate(workspace=workspace, account_id=account)
    assert (creator.name, creator.relationship.stage) == ("Maya", "identified")
    assert take_advocate(workspace=workspace, account_id=account, list_name="Fans") == creator
    assert [one.slug for one in creator.lists.all()] == ["fans"]
    assert natural_advocates(workspace)[0].on_board
    for refused in (take_advocate, mute_account):
        more: dict[str, Any] = {"muted": True} if refused is mute_account else {}
        with pytest.raises(NotFound):
            refused(workspace=other_workspace, account_id=account, **more)
    assert Creator.objects.of(other_workspace).count() == 0


def test_the_muted_are_left_out_and_never_put_on_the_board(workspace: Workspace, toy: ToyServer) -> None:
    toy.join("maya")
    say(toy, "maya", 2)
    watch(workspace, "Acme", to_board=False)
    search()
    account = Account.objects.get().pk
    for _ in range(2):
        mute_account(workspace=workspace, account_id=account, muted=True)
    watch(workspace, "Acme")
    say(toy, "maya", 1)
    search(NOON + DAY)
    assert (natural_advocates(workspace), Creator.objects.count(), Mention.objects.count()) == ([], 0, 2)
    assert [one.account.pk for one in natural_advocates(workspace, muted=True)] == [account]
    mute_account(workspace=workspace, account_id=account, muted=False)
    assert [one.posts for one in natural_advocates(workspace)] == [2]


def test_what_its_network_deletes_is_forgotten_with_the_mention(workspace: Workspace, toy: ToyServer) -> None:
    toy.join("maya")
    say(toy, "maya", 2)
    watch(workspace, "Acme")
    search()
    forget_posts([Post.objects.get().pk])
    assert (Mention.objects.count(), Post.objects.count(), PostVersion.objects.count()) == (0, 0, 0)
    assert natural_advocates(workspace) == []
    assert Creator.objects.count() == 1


@pytest.mark.parametrize("touched", [False, True])
def test_who_leaves_the_network_leaves_the_board_unless_somebody_worked_with_them(
    workspace: Workspace, toy: ToyServer, touched: bool
) -> None:
    toy.join("maya")
    say(toy, "maya", 2)
    watch(workspace, "Acme")
    search()
    if touched:
        add_note(workspace=workspace, creator=Creator.objects.get(), body="Lovely")
    forget_account(Account.objects.get())
    assert Creator.objects.count() == Account.objects.count() == AccountSync.objects.count() == int(touched)
    assert (Mention.objects.count(), Post.objects.count()) == (0, 0)
    if touched:
        account = Account.objects.get()
        assert (account.display_name, account.bio, account.followers, account.listed) == ("", "", None, False)


def test_dates_of_connections_are_those_of_the_day(workspace: Workspace, toy: ToyServer, maya: Creator) -> None:
    record_connection(
        workspace=workspace, creator=maya, kind="gifted", evidence="Shoes", since=date(2026, 11, 15)
    )  # NOON is the 20th
    say(toy, "maya", 5)
    say(toy, "maya", 6)
    watch(workspace, "Acme")
    search()
    assert sorted(asked for *_, asked in met(workspace)) == [False, True]
