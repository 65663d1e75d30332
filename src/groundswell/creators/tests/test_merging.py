"""Two creators become one: everything of both rooms and others stays, and the trail says who did it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import ManyToOneRel

from groundswell.accounts.models import AuditEntry, User, Workspace
from groundswell.creators.models import Account, Creator, CreatorKey, MergeSuggestion, Post, Reading
from groundswell.creators.services import (
    create_creator,
    dismiss_suggestion,
    merge_creators,
    suggest_merge,
    update_creator,
)
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict


@pytest.fixture
def pair(workspace: Workspace) -> tuple[Creator, Creator]:
    """A creator who stays, and one who is taken in."""
    keep = create_creator(
        workspace=workspace,
        name="Maya Lind",
        email="maya@example.com",
        handle="@maya",
        platform="instagram",
        topics=["running"],
    )
    absorb = create_creator(
        workspace=workspace,
        name="M. Lind",
        email="m@example.com",
        handle="@maya.tt",
        platform="tiktok",
        country="DE",
        topics=["Running", "food"],
    )
    return keep, absorb


def test_keys_profiles_and_missing_facts_move(workspace: Workspace, owner: User, pair: tuple[Creator, Creator]) -> None:
    keep, absorb = pair
    merge_creators(workspace=workspace, keep=keep, absorb=absorb, user=owner)
    keep.refresh_from_db()
    assert (keep.name, keep.email, keep.country, keep.topics) == (
        "Maya Lind",
        "maya@example.com",
        "DE",
        ["running", "food"],
    )
    assert set(keep.accounts.values_list("platform", flat=True)) == {"instagram", "tiktok"}
    assert set(CreatorKey.objects.filter(creator=keep).values_list("value", flat=True)) == {
        "maya@example.com",
        "m@example.com",
    }
    assert not Creator.objects.filter(pk=absorb.pk or 0, name="M. Lind").exists()
    entry = AuditEntry.objects.get(action="creator.merged")
    assert (entry.user, entry.detail["name"]) == (owner, "M. Lind")


def test_other_rooms_rows_move_and_collisions_leave_one(
    workspace: Workspace, owner: User, pair: tuple[Creator, Creator]
) -> None:
    from django.apps import apps

    keep, absorb = pair
    model: dict[str, Any] = {name: apps.get_model(name) for name in (
        "relationships.Relationship", "relationships.Note", "relationships.CreatorList", "relationships.ListEntry", "relationships.TimelineEvent",
        "campaigns.Campaign", "campaigns.Participant", "campaigns.Deliverable", "campaigns.Offer", "links.Link",
    )}  # fmt: skip
    for one in pair:
        model["relationships.Relationship"].objects.get_or_create(workspace=workspace, creator=one)
        model["relationships.Note"].objects.create(
            workspace=workspace, creator=one, author=owner, body=f"note of {one}"
        )
    shared = model["relationships.CreatorList"].objects.create(workspace=workspace, name="Runners", slug="runners")
    for one in pair:
        model["relationships.ListEntry"].objects.create(list=shared, creator=one)
    campaign = model["campaigns.Campaign"].objects.create(workspace=workspace, name="Spring", slug="spring")
    for one in pair:
        participant = model["campaigns.Participant"].objects.create(workspace=workspace, campaign=campaign, creator=one)
        model["campaigns.Offer"].objects.create(
            workspace=workspace, participant=participant, version=1, expires_at=clock.now()
        )
    model["links.Link"].objects.create(
        workspace=workspace, slug="abc", target_url="https://shop.example", creator=absorb
    )
    merge_creators(workspace=workspace, keep=keep, absorb=absorb)
    assert model["relationships.Relationship"].objects.get().creator == keep
    assert model["relationships.Note"].objects.filter(creator=keep).count() == 2
    assert [entry.creator for entry in model["relationships.ListEntry"].objects.all()] == [keep]
    assert model["links.Link"].objects.get().creator == keep
    participant = model["campaigns.Participant"].objects.get()
    assert sorted(participant.offers.values_list("version", flat=True)) == [1, 2], "no offer is lost"


def test_no_relation_to_creators_is_forgotten() -> None:
    from groundswell.creators.services.merging import _pointing

    named = {(field.model._meta.label, field.name) for field in _pointing(Creator)}
    wanted = {
        (relation.related_model._meta.label, relation.field.name)
        for relation in Creator._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel)
    }
    assert named == wanted
    assert {
        ("creators.CreatorKey", "creator"),
        ("relationships.Note", "creator"),
        ("creators.Creator_accounts", "creator"),
    } <= named


def test_suggestions_of_the_absorbed_follow_and_the_decided_pair_goes(
    workspace: Workspace, pair: tuple[Creator, Creator]
) -> None:
    keep, absorb = pair
    third = create_creator(workspace=workspace, name="Third One")
    suggest_merge(workspace=workspace, left=keep.pk, right=absorb.pk, reasons=["x"])
    suggest_merge(workspace=workspace, left=third.pk, right=absorb.pk, reasons=["y"])
    merge_creators(workspace=workspace, keep=third, absorb=absorb)
    suggestion = MergeSuggestion.objects.get()
    assert (suggestion.left, suggestion.right, suggestion.reasons) == (keep, third, ["x"])


def test_nobody_is_merged_with_themselves_or_with_a_stranger(
    workspace: Workspace, other_workspace: Workspace, pair: tuple[Creator, Creator]
) -> None:
    stranger = create_creator(workspace=other_workspace, name="Stranger")
    for absorb in (pair[0], stranger):
        with pytest.raises(BadInput, match="Two different creators"):
            merge_creators(workspace=workspace, keep=pair[0], absorb=absorb)
    assert Creator.objects.filter(pk=stranger.pk).exists()


def test_dismissing_is_audited(workspace: Workspace, owner: User, pair: tuple[Creator, Creator]) -> None:
    suggest_merge(workspace=workspace, left=pair[0].pk, right=pair[1].pk, reasons=["x"])
    dismiss_suggestion(workspace=workspace, suggestion=MergeSuggestion.objects.get(), user=owner)
    assert MergeSuggestion.objects.get().dismissed_at is not None
    assert AuditEntry.objects.filter(action="merge.dismissed", user=owner).exists()


def test_an_address_or_profile_of_somebody_else_is_refused(workspace: Workspace, pair: tuple[Creator, Creator]) -> None:
    with pytest.raises(Conflict, match="Maya Lind already"):
        create_creator(workspace=workspace, name="Other", email=" MAYA@example.com")
    with pytest.raises(Conflict, match="Maya Lind already"):
        create_creator(workspace=workspace, name="Other", handle="https://instagram.com/Maya")
    with pytest.raises(Conflict) as refused:
        update_creator(workspace=workspace, creator=pair[1], changes={"email": "maya@example.com"})
    assert refused.value.cure == "Merge the two creators instead."
    with pytest.raises(BadInput, match="no password"):
        update_creator(workspace=workspace, creator=pair[1], changes={"password": "x"})
    assert Creator.objects.count() == 2


def nameless(workspace: Workspace, creator: Creator, followers: int, days: int) -> Account:
    """An account as a file leaves it that names a network and no handle, read some days from now, with a post."""
    account = Account.objects.create(
        workspace=workspace, platform="instagram", followers=followers, read_at=clock.now() + timedelta(days=days)
    )
    creator.accounts.add(account)
    Post.objects.create(workspace=workspace, account=account, external_id="1", caption="Morning oats")
    return account


def test_a_profile_without_a_handle_becomes_the_named_one(workspace: Workspace, pair: tuple[Creator, Creator]) -> None:
    keep, absorb = pair
    account = nameless(workspace, absorb, followers=20_000, days=1)
    Reading.objects.create(
        workspace=workspace,
        post=account.posts.get(),
        metric="likes",
        value=400,
        source="a.csv",
        observed_at=clock.now(),
    )
    merge_creators(workspace=workspace, keep=keep, absorb=absorb)
    mine = keep.accounts.get(platform="instagram")
    assert (mine.handle, mine.followers) == ("maya", 20_000)
    assert mine.engagement_rate == pytest.approx(0.02)
    assert [post.caption for post in mine.posts.all()] == ["Morning oats"]
    assert not Account.objects.filter(pk=account.pk).exists()


def test_older_figures_do_not_come_back_and_two_named_profiles_stay_two(
    workspace: Workspace, pair: tuple[Creator, Creator]
) -> None:
    keep, absorb = pair
    mine = keep.accounts.get(platform="instagram")
    mine.followers, mine.read_at = 30_000, clock.now()
    mine.save()
    nameless(workspace, absorb, followers=20_000, days=-9)
    merge_creators(workspace=workspace, keep=keep, absorb=absorb)
    assert keep.accounts.get(platform="instagram").followers == 30_000

    other = create_creator(workspace=workspace, name="Maya L.", handle="@maya.private", platform="instagram")
    nameless(workspace, other, followers=5, days=1)
    merge_creators(workspace=workspace, keep=keep, absorb=other)
    handles = keep.accounts.filter(platform="instagram").order_by("handle").values_list("handle", flat=True)
    assert list(handles) == ["", "maya", "maya.private"], "nobody can tell which of the two it is"
