"""What networks tell, in the catalogue: once, renamed, edited, hidden, gone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, AccountSync, FollowEdge, Post, PostVersion, Reading
from groundswell.creators.network import forget_account, forget_posts, purge_expired, save_posts, save_profile
from groundswell.creators.network.follows import save_follows, take_off_who_left
from groundswell.creators.services import create_creator, record_readings, save_post
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.services import check_post
from groundswell.discovery import index
from groundswell.discovery.language import SearchQuery
from groundswell.discovery.queries import search
from groundswell.kit import clock
from groundswell.platforms.facts import PostFacts, ProfileFacts
from groundswell.platforms.policy import Policy
from groundswell.platforms.tests.toy import connectors, plugin

__all__ = ["connectors"]
pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MAYA = ProfileFacts(
    platform="bluesky", external_id="did:plc:maya", handle="maya.example", url="https://bsky.app/profile/maya.example",
    display_name="Maya", bio="Runs.", metrics={"followers": 1200, "following": 30, "posts_count": 5},
)  # fmt: skip
POST = PostFacts(
    platform="bluesky", external_id="at://did:plc:maya/app.bsky.feed.post/1", author_id="did:plc:maya",
    url="https://bsky.app/profile/did:plc:maya/post/1", caption="New shoes #ad", published_at=NOON - DAY,
    metrics={"likes": 5, "comments": 0}, raw={"uri": "1", "likeCount": 5},
)  # fmt: skip


def saved(facts: ProfileFacts = MAYA, at: datetime = NOON) -> Account:
    return save_profile(facts, source="Bluesky", at=at)


def series(metric: str) -> list[tuple[datetime, float]]:
    return list(Reading.objects.filter(metric=metric).order_by("observed_at").values_list("observed_at", "value"))


def test_a_profile_is_one_row_whatever_its_handle() -> None:
    first = saved()
    renamed = saved(replace(MAYA, handle="Maya.Runs.example"), NOON + HOUR)
    assert (renamed.pk, renamed.handle, renamed.workspace, renamed.followers) == (
        first.pk,
        "maya.runs.example",
        None,
        1200,
    )
    assert Account.objects.count() == 1


def test_a_handle_that_somebody_took_over_leaves_its_old_owner_without() -> None:
    old = saved()
    new = saved(replace(MAYA, external_id="did:plc:other"), NOON + HOUR)
    old.refresh_from_db()
    assert (old.handle, new.handle, old.pk == new.pk) == ("", "maya.example", False)


def test_the_same_person_on_two_networks_and_in_a_workspace_stays_apart(workspace: Workspace) -> None:
    create_creator(workspace=workspace, name="Maya", platform="bluesky", handle="maya.example", followers=9)
    saved()
    saved(replace(MAYA, platform="mastodon"))
    own = Account.objects.get(workspace=workspace)
    assert (Account.objects.count(), own.followers, own.display_name) == (3, 9, "Maya")


def test_figures_are_a_series_and_unknown_is_not_zero() -> None:
    saved()
    saved(at=NOON + HOUR)
    saved(replace(MAYA, metrics={"followers": 1300}), NOON + 2 * HOUR)
    account = saved(replace(MAYA, metrics={"followers": 1300}), NOON + 23 * HOUR)
    assert series("followers") == [(NOON, 1200), (NOON + 2 * HOUR, 1300), (NOON + 23 * HOUR, 1300)]
    assert (account.followers, account.following, account.read_at) == (1300, 30, NOON + 23 * HOUR)
    hidden = saved(replace(MAYA, metrics={}, hidden=frozenset({"followers", "followers_list"})), NOON + DAY)
    assert hidden.followers is None
    assert AccountSync.objects.get().hidden == ["followers", "followers_list"]
    assert not Reading.objects.filter(value=0).exists()


def test_an_older_answer_does_not_overwrite_a_newer_count() -> None:
    saved()
    assert saved(replace(MAYA, metrics={"followers": 7}), NOON - DAY).followers == 1200
    assert series("followers") == [(NOON - DAY, 7), (NOON, 1200)]


def test_hostile_text_is_kept_as_text_within_bounds() -> None:
    bio = "<script>alert(1)</script>\u202e\0\ud800" + "x" * 100_000
    account = saved(replace(MAYA, bio=bio, display_name="N" * 999, url="https://e.example/" + "u" * 999))
    account.refresh_from_db()
    assert account.bio.startswith("<script>alert(1)</script>\u202e")
    assert "\0" not in account.bio
    assert (len(account.display_name), len(account.url)) == (255, 500)


def test_a_post_is_saved_once_and_its_edits_are_kept() -> None:
    account = saved()
    assert [one.state for one in save_posts(account, [POST, POST], source="Bluesky", at=NOON)] == ["new"]
    again = replace(POST, metrics={"likes": 9, "comments": 0}, raw={"uri": "1", "likeCount": 9})
    assert [one.state for one in save_posts(account, [again], source="Bluesky", at=NOON + HOUR)] == ["same"]
    edited = replace(POST, caption="New shoes")
    assert [one.state for one in save_posts(account, [edited], source="Bluesky", at=NOON + 2 * HOUR)] == ["edited"]
    post = Post.objects.get()
    assert (post.caption, post.published_at, post.seen_at, post.workspace) == (
        "New shoes",
        NOON - DAY,
        NOON + 2 * HOUR,
        None,
    )
    versions = PostVersion.objects.order_by("seen_at").values_list("caption", "seen_at", "told_at", "raw")
    assert list(versions) == [
        ("New shoes #ad", NOON, NOON + HOUR, {"uri": "1", "likeCount": 5}),
        ("New shoes", NOON + 2 * HOUR, NOON + 2 * HOUR, {"uri": "1", "likeCount": 5}),
    ]
    assert series("likes") == [(NOON, 5), (NOON + HOUR, 9), (NOON + 2 * HOUR, 5)]
    assert series("comments") == [(NOON, 0)]
    account.refresh_from_db()
    assert account.last_posted_at == NOON - DAY


def test_a_post_a_workspace_filed_becomes_public_and_stays_as_the_network_tells_it(workspace: Workspace) -> None:
    account = saved()
    filed: dict[str, Any] = {
        "workspace": workspace, "account": account, "url": POST.url, "external_id": POST.external_id, "source": "team",
    }  # fmt: skip
    own = save_post(caption="As I heard", **filed)
    assert [one.state for one in save_posts(account, [POST], source="Bluesky", at=NOON)] == ["new"]
    save_post(caption="Something else", **filed)
    post = Post.objects.get()
    assert (post.pk, post.workspace, post.caption) == (own.pk, None, "New shoes #ad")


def test_follow_lists_grow_page_by_page_and_who_left_is_taken_off() -> None:
    account = saved()
    people = [replace(MAYA, external_id=f"did:plc:{n}", handle=f"p{n}.example") for n in range(3)]
    save_follows(account, "followers", people[:2], at=NOON)
    save_follows(account, "followers", people[1:], at=NOON + HOUR)
    save_follows(account, "following", people[:1], at=NOON)
    assert FollowEdge.objects.filter(direction="followers").count() == 3
    assert take_off_who_left(account, "followers", before=NOON) == 0
    save_follows(account, "followers", [replace(people[0], handle="new.example")], at=NOON + DAY)
    assert take_off_who_left(account, "followers", before=NOON + DAY) == 2
    edge = FollowEdge.objects.get(direction="followers")
    assert (edge.handle, edge.first_seen_at, edge.last_seen_at) == ("new.example", NOON, NOON + DAY)
    assert FollowEdge.objects.filter(direction="following").count() == 1


def test_a_deleted_post_goes_with_everything_but_the_proof_that_it_was_judged(workspace: Workspace) -> None:
    account = saved()
    judged = replace(POST, caption='They said "thanks" and #collab', title="Mine", external_id="2", url="")
    one, other = save_posts(account, [POST, judged], source="Bluesky", at=NOON)
    check = check_post(workspace=workspace, post=other.post, connection="paid", jurisdictions=["US"])
    record_readings(workspace=workspace, subject=other.post, values={"reach": 5}, source="own")
    assert "collab" in str(check.findings)
    with clock.told(NOON + HOUR):
        assert forget_posts([one.post.pk, other.post.pk]) == 2
        assert forget_posts([one.post.pk]) == 0
    kept = Post.objects.get()
    assert (kept.pk, kept.caption, kept.title, kept.gone_at) == (other.post.pk, "", "", NOON + HOUR)
    assert PostVersion.objects.count() == 0
    assert Reading.objects.exclude(post=None).get().source == "own"
    after = DisclosureCheck.objects.get()
    assert (after.text, after.text_sha256, after.verdict) == ("", check.text_sha256, check.verdict)
    assert [finding["rule"] for finding in after.findings] == [finding["rule"] for finding in check.findings]
    everything = str([list(model.objects.values()) for model in (Post, DisclosureCheck)])
    assert [word for word in ("collab", "thanks", "Mine") if word in everything] == []
    again = check_post(workspace=workspace, post=kept, connection="paid", jurisdictions=["US"])
    assert again.pk == after.pk
    assert save_posts(account, [judged], source="Bluesky", at=NOON + DAY)[0].state == "new"


def test_a_workspaces_own_post_is_not_the_networks_to_forget(workspace: Workspace) -> None:
    account = saved()
    own = save_post(workspace=workspace, account=account, url="", caption="Insights file", source="file")
    assert forget_posts([own.pk]) == 0
    forget_account(account)
    assert Post.objects.get().caption == "Insights file"


def test_a_profile_that_is_gone_leaves_nothing_where_nobody_needs_it() -> None:
    account, other = saved(), saved(replace(MAYA, external_id="did:plc:kim", handle="kim.example"))
    save_posts(account, [POST], source="Bluesky", at=NOON)
    save_follows(other, "followers", [MAYA], at=NOON)
    save_follows(account, "following", [replace(MAYA, external_id="did:plc:kim")], at=NOON)
    forget_account(account)
    assert list(Account.objects.all()) == [other]
    assert (Post.objects.count(), FollowEdge.objects.count()) == (0, 0)
    assert not Reading.objects.filter(account=account.pk).exists()


def test_a_creators_profile_that_is_gone_keeps_its_bare_identity_and_comes_back(workspace: Workspace) -> None:
    account = saved()
    creator = create_creator(workspace=workspace, name="Maya")
    creator.accounts.add(account)
    save_posts(account, [POST], source="Bluesky", at=NOON)
    forget_account(account)
    account.refresh_from_db()
    assert (account.handle, account.external_id, account.bio, account.followers, account.listed) == (
        "maya.example",
        "did:plc:maya",
        "",
        None,
        False,
    )
    assert AccountSync.objects.get().gone_at is not None
    back = saved(at=NOON + DAY)
    assert (back.pk, back.bio, back.followers, back.listed) == (account.pk, "Runs.", 1200, True)
    assert AccountSync.objects.get().gone_at is None


def test_who_asked_not_to_be_found_is_not_found(workspace: Workspace) -> None:
    saved()
    saved(replace(MAYA, external_id="did:plc:shy", handle="shy.example", display_name="Maya", indexable=False))
    index.rebuild()
    answer = search(workspace, SearchQuery.model_validate({"text": "maya"}))
    assert [result.account.handle for result in answer.results] == ["maya.example"]
    saved(replace(MAYA, indexable=False), NOON + HOUR)
    assert search(workspace, SearchQuery.model_validate({"text": "maya"})).results == []


def test_what_terms_do_not_let_us_keep_goes_on_time(connectors: Any) -> None:
    limited = Policy(retention_days=30, may_derive=False, may_mix=False, may_match=True)
    connectors(plugin(name="youtube", policy=limited), plugin(name="bluesky"))
    tube = save_profile(replace(MAYA, platform="youtube"), source="YouTube", at=NOON)
    free = saved()
    for account, platform in ((tube, "youtube"), (free, "bluesky")):
        facts = [replace(POST, platform=platform), replace(POST, platform=platform, external_id="old", raw={"a": 1})]
        save_posts(account, facts, source="x", at=NOON)
    with clock.told(NOON + 29 * DAY):
        save_profile(replace(MAYA, platform="youtube"), source="YouTube")
        save_posts(tube, [replace(POST, platform="youtube", metrics={"likes": 50})], source="x")
        assert purge_expired(clock.now()) == {"youtube": 0}
    with clock.told(NOON + 31 * DAY):
        assert purge_expired(clock.now())["youtube"] > 0
        assert purge_expired(clock.now()) == {"youtube": 0}
    assert list(Post.objects.filter(account=tube).values_list("external_id", "caption")) == [
        (POST.external_id, "New shoes #ad")
    ]
    assert list(PostVersion.objects.filter(post__account=tube).values_list("raw", flat=True)) == [{}]
    assert set(Reading.objects.filter(post__account=tube).values_list("value", flat=True)) == {50.0}
    tube.refresh_from_db()
    assert tube.bio == "Runs."
    assert Reading.objects.filter(account=tube).count() == 3
    assert Post.objects.filter(account=free).count() == 2
    assert PostVersion.objects.filter(post__account=free).exclude(raw={}).count() == 2
    assert Reading.objects.filter(post__account=free).count() == 4
    with clock.told(NOON + 60 * DAY):
        purge_expired(clock.now())
    assert not Account.objects.filter(pk=tube.pk).exists()
    assert Account.objects.filter(pk=free.pk).exists()
