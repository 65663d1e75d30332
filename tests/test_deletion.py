"""What somebody deletes on a real network is gone here within a day, and what must stay stays; with a moved clock."""

from datetime import timedelta

import pytest
from django.test import override_settings

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, FollowEdge, Post, PostVersion, Reading
from groundswell.creators.network import add_account
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.services import check_post
from groundswell.kit import clock
from groundswell.platforms.services import save_keys
from groundswell.tracking.models import Mention
from groundswell.tracking.monitors import run_monitors
from groundswell.tracking.refresh import refresh_due
from groundswell.tracking.services import create_monitor
from tests.testbeds.atproto.network import Network
from tests.testbeds.atproto.people import People

pytestmark = pytest.mark.django_db
WITHIN_A_DAY = timedelta(hours=23)


@override_settings(OFFLINE=False, ALLOW_PRIVATE_ADDRESSES=True)
def test_deleted_deactivated_and_renamed_on_the_network(people: People, atproto: Network, workspace: Workspace) -> None:
    save_keys(connector="bluesky", given={"appview": atproto.appview, "pds": atproto.pds})
    for name in ("della", "dunja", "dina"):
        people.join(name, bio=f"I am {name} of the lake")
    people.follow("dunja", "della")
    posts = {
        words: people.post(name, f"{words} lakeglow")
        for name, words in (
            ("della", "Judged"),
            ("della", "Deleted"),
            ("della", "Kept"),
            ("dunja", "Dunja"),
            ("dina", "Dina"),
        )
    }
    for name, count in (("della", 3), ("dunja", 1), ("dina", 1)):
        did = people.did[name]
        people.see("app.bsky.feed.getAuthorFeed", lambda told, n=count: len(told.get("feed", [])) == n, actor=did)
    add_account(workspace=workspace, profile="della.test", platform="bluesky")
    create_monitor(workspace=workspace, text="lakeglow")
    assert run_monitors(seconds=60).errors == {}
    assert refresh_due(seconds=60).errors == {}
    assert (Post.objects.count(), Mention.objects.count(), Creator.objects.count()) == (5, 5, 3)
    judged = Post.objects.get(external_id=posts["Judged"]["uri"])
    check = check_post(workspace=workspace, post=judged, connection="paid", jurisdictions=["US"])

    for words in ("Judged", "Deleted"):
        people.delete("della", posts[words]["uri"])
    people.deactivate("dunja")
    people.rename("dina", "dina-of-the-lake.test")
    people.see("app.bsky.feed.getAuthorFeed", lambda told: len(told.get("feed", [])) == 1, actor=people.did["della"])
    people.see(
        "app.bsky.actor.getProfile", lambda told: told.get("error") == "AccountDeactivated", actor=people.did["dunja"]
    )
    people.see(
        "app.bsky.actor.getProfile",
        lambda told: told.get("handle") == "dina-of-the-lake.test",
        actor=people.did["dina"],
    )
    with clock.told(clock.now() + WITHIN_A_DAY):
        assert refresh_due(seconds=60).errors == {}

    texts = " ".join(
        [*Post.objects.values_list("caption", flat=True), *PostVersion.objects.values_list("caption", flat=True)]
    )
    for words in ("Judged", "Deleted", "Dunja"):
        assert words not in texts
    judged.refresh_from_db()
    assert (judged.caption, judged.url, judged.gone_at is not None) == ("", "", True)
    check = DisclosureCheck.objects.get(pk=check.pk)
    assert (check.text, check.verdict, len(check.text_sha256)) == ("", "fail", 64)
    # Dunja was put on the board by the monitor alone, and leaves with her profile; Della's list forgets her too.
    assert sorted(Creator.objects.values_list("name", flat=True)) == ["Della", "Dina"]
    assert not Account.objects.filter(external_id=people.did["dunja"]).exists()
    assert not FollowEdge.objects.filter(external_id=people.did["dunja"]).exists()
    dina = Account.objects.get(external_id=people.did["dina"])
    assert (dina.handle, dina.posts.get().caption) == ("dina-of-the-lake.test", "Dina lakeglow")
    assert Reading.objects.filter(account=dina, metric="followers").exists()
    assert sorted(Mention.objects.values_list("post__caption", flat=True)) == ["Dina lakeglow", "Kept lakeglow"]
