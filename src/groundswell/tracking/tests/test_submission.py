"""Posts handed in: whose they are, where they go, and what moves with them."""

from datetime import UTC, datetime

import pytest

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Deliverable, Participant
from groundswell.campaigns.services import add_participants, publish_guidelines
from groundswell.creators.models import Account, Creator, Post, Reading
from groundswell.creators.services import create_creator
from groundswell.kit.errors import BadInput, Conflict
from groundswell.relationships.models import Relationship
from groundswell.tracking.models import PostMatch
from groundswell.tracking.queries import open_deliverables
from groundswell.tracking.services import place_post, remove_post, submit_post, verify_deliverable

pytestmark = pytest.mark.django_db
URL = "https://www.instagram.com/maya.runs/p/CxAbC123/"
CAPTION = "#ad Out on the trail #acmetrail"


def texts(match: PostMatch) -> list[str]:
    return [reason["text"] for reason in match.reasons]


def test_a_sure_post_is_placed_and_everything_goes_live(agreed: Participant) -> None:
    match = submit_post(
        participant=agreed, url=URL, caption=CAPTION, submitted_by="creator",
        published_at=datetime(2026, 12, 1, tzinfo=UTC), readings={"likes": 120},
    )  # fmt: skip
    assert match.deliverable is not None
    assert match.deliverable.platform == "instagram"
    assert {d.platform: d.state for d in Deliverable.objects.all()} == {"instagram": "live", "tiktok": "planned"}
    assert Participant.objects.get().state == "live"
    assert Relationship.objects.get().stage == "live"
    assert texts(match) == [
        "@maya.runs is Maya Brook’s Instagram account.",
        "The caption carries #acmetrail.",
        "One kind of open deliverable on Instagram fits, in its window.",
    ]
    reading = Reading.objects.get()
    assert (reading.metric, reading.value, reading.source, reading.post) == ("likes", 120, "creator", match.post)


def test_the_same_address_twice_is_one_post(agreed: Participant) -> None:
    first = submit_post(participant=agreed, url=URL, caption=CAPTION, submitted_by="creator")
    again = submit_post(participant=agreed, url=URL + "?igsh=abc", caption=CAPTION + " !", submitted_by="team")
    assert first.pk == again.pk
    assert Post.objects.count() == 1
    assert Post.objects.get().caption == CAPTION + " !"
    assert again.submitted_by == "creator"
    assert Deliverable.objects.filter(state="live").count() == 1


def test_a_post_without_a_mark_waits_and_is_placed_when_the_caption_is_mended(agreed: Participant) -> None:
    match = submit_post(participant=agreed, url=URL, caption="Out again", submitted_by="creator")
    assert match.deliverable is None
    assert "The caption carries none of the campaign’s hashtag, mention, link or code." in texts(match)
    assert not Deliverable.objects.filter(state="live").exists()
    assert submit_post(participant=agreed, url=URL, caption=CAPTION, submitted_by="creator").deliverable is not None


def test_a_strangers_account_is_flagged_and_not_linked(agreed: Participant) -> None:
    match = submit_post(
        participant=agreed, url=URL.replace("maya.runs", "some.body"), caption=CAPTION, submitted_by="creator"
    )
    assert match.deliverable is None
    assert texts(match)[0] == "@some.body is not Maya Brook’s Instagram account (@maya.runs)."
    assert [account.handle for account in agreed.creator.accounts.all()] == ["maya.runs"]


def test_another_creators_account_is_flagged(agreed: Participant, workspace: Workspace) -> None:
    create_creator(workspace=workspace, name="Jonas Ek", platform="tiktok", handle="jonas_ek")
    match = submit_post(
        participant=agreed,
        url="https://www.tiktok.com/@jonas_ek/video/7412345678901234567",
        caption=CAPTION,
        submitted_by="team",
    )
    assert match.deliverable is None
    assert texts(match)[0] == "@jonas_ek on TikTok belongs to another creator."


def test_the_first_account_on_a_platform_becomes_theirs(agreed: Participant) -> None:
    match = submit_post(
        participant=agreed,
        url="https://www.tiktok.com/@maya.tok/video/7412345678901234567",
        caption=CAPTION,
        submitted_by="creator",
    )
    assert match.deliverable is not None
    assert match.deliverable.platform == "tiktok"
    assert sorted(account.handle for account in agreed.creator.accounts.all()) == ["maya.runs", "maya.tok"]


def test_an_address_without_a_handle_is_taken_as_their_only_account(agreed: Participant) -> None:
    match = submit_post(
        participant=agreed, url="https://www.instagram.com/p/CxAbC123/", caption=CAPTION, submitted_by="creator"
    )
    assert match.deliverable is not None
    assert match.post.account.handle == "maya.runs"
    assert Account.objects.count() == 1


def test_a_post_somebody_else_handed_in_first_is_flagged(
    agreed: Participant, workspace: Workspace, campaign: Campaign
) -> None:
    other: Creator = create_creator(workspace=workspace, name="Jonas Ek")
    other.accounts.add(agreed.creator.accounts.get())
    add_participants(workspace=workspace, campaign=campaign, creators=[other])
    rival = Participant.objects.get(creator=other)
    Deliverable.objects.create(workspace=workspace, participant=rival, activity="tip", platform="instagram")
    submit_post(participant=agreed, url=URL, caption=CAPTION, submitted_by="creator")
    match = submit_post(participant=rival, url=URL, caption=CAPTION, submitted_by="creator")
    assert match.deliverable is None
    assert "Somebody else submitted this post before." in texts(match)


def test_what_is_no_post_is_refused_whole(agreed: Participant) -> None:
    with pytest.raises(BadInput):
        submit_post(
            participant=agreed, url="https://www.instagram.com/maya.runs/", caption=CAPTION, submitted_by="creator"
        )
    assert not Post.objects.exists()
    assert not PostMatch.objects.exists()


def test_a_person_places_verifies_and_removes(agreed: Participant) -> None:
    match = submit_post(participant=agreed, url=URL, caption="Out again", submitted_by="creator")
    feed, video = Deliverable.objects.order_by("pk")
    with pytest.raises(Conflict):
        verify_deliverable(deliverable=feed)
    place_post(match=match, deliverable=feed)
    feed.refresh_from_db()
    assert feed.state == "live"
    with pytest.raises(Conflict):
        place_post(match=match, deliverable=video)
    verify_deliverable(deliverable=feed)
    assert Participant.objects.get().state == "live", "the video is still owed"
    Deliverable.objects.filter(pk=video.pk).update(state="verified")
    Deliverable.objects.filter(pk=feed.pk).update(state="live")
    feed.refresh_from_db()
    verify_deliverable(deliverable=feed)
    assert Participant.objects.get().state == "completed"
    assert Relationship.objects.get().stage == "completed"


def test_removing_a_post_opens_its_deliverable_again(agreed: Participant) -> None:
    match = submit_post(participant=agreed, url=URL, caption=CAPTION, submitted_by="creator")
    remove_post(match=match)
    assert Deliverable.objects.filter(state="planned").count() == 2
    assert not PostMatch.objects.exists()


def test_nobody_elses_deliverable_can_be_answered(
    agreed: Participant, workspace: Workspace, campaign: Campaign
) -> None:
    other = create_creator(workspace=workspace, name="Jonas Ek")
    add_participants(workspace=workspace, campaign=campaign, creators=[other])
    theirs = Deliverable.objects.create(
        workspace=workspace, participant=Participant.objects.get(creator=other), activity="tip", platform="instagram"
    )
    match = submit_post(participant=agreed, url=URL, caption="Out again", submitted_by="creator")
    with pytest.raises(BadInput):
        place_post(match=match, deliverable=theirs)


def test_one_post_serves_two_deliverables_and_both_open_again(agreed: Participant) -> None:
    Deliverable.objects.update(platform="instagram")
    first, second = Deliverable.objects.order_by("pk")
    Deliverable.objects.filter(pk=first.pk).update(requirements="Use #launchday")
    Deliverable.objects.filter(pk=second.pk).update(requirements="Use #trailtip")
    match = submit_post(
        participant=agreed, url=URL, caption="#ad #acmetrail #launchday #trailtip", submitted_by="creator"
    )
    assert (match.deliverable, list(match.also.all())) == (first, [second])
    assert set(Deliverable.objects.values_list("state", flat=True)) == {"live"}
    remove_post(match=match)
    assert set(Deliverable.objects.values_list("state", flat=True)) == {"planned"}


def test_a_person_lets_a_placed_post_serve_another_one(agreed: Participant) -> None:
    match = submit_post(participant=agreed, url=URL, caption=CAPTION, submitted_by="creator")
    video = Deliverable.objects.get(state="planned")
    with pytest.raises(Conflict, match="another network"):
        place_post(match=match, deliverable=video)
    assert list(open_deliverables(match)) == []
    Deliverable.objects.filter(pk=video.pk).update(platform="instagram")
    video.refresh_from_db()
    assert list(open_deliverables(match)) == [video]
    place_post(match=match, deliverable=video)
    assert list(match.also.all()) == [video]
    with pytest.raises(Conflict):
        place_post(match=match, deliverable=video)


def test_the_same_words_again_are_no_second_piece_of_work(agreed: Participant) -> None:
    Deliverable.objects.update(platform="instagram", activity="tip", due_on=None)
    submit_post(participant=agreed, url=URL, caption=CAPTION, submitted_by="creator")
    again = submit_post(participant=agreed, url=URL.replace("123", "124"), caption=CAPTION, submitted_by="creator")
    assert again.deliverable is None
    assert again.reasons[-1]["text"].startswith("The same words were published before")


def test_a_format_that_the_guidelines_do_not_ask_for_waits(agreed: Participant) -> None:
    items = [{"kind": "format", "value": "reel"}]
    publish_guidelines(campaign=agreed.campaign, brief="", items=items, places=())
    post = submit_post(participant=agreed, url=URL, caption=CAPTION, submitted_by="creator", surface="feed")
    assert post.deliverable is None
    assert "published as feed" in post.reasons[-1]["text"]
