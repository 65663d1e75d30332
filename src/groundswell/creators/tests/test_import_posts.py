"""Posts and readings by file: whose they are, what is counted, and the engagement rate that follows."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, ImportRun, Post, Reading
from groundswell.creators.rules import engagement_rate
from groundswell.creators.services import create_creator, record_readings, save_post
from groundswell.creators.tests.conftest import ImportFile, PutFile, counts
from groundswell.kit.errors import BadInput
from groundswell.kit.tests.fixtures import Result

CREATORS = "influencer_id,name,category,gender,follower_count,platform\n1,Ana Ruiz,Food,Female,10000,YouTube\n2,Ben Holt,Sport,Male,2000,Instagram\n"
POSTS = (
    "post_id,influencer_id,platform,post_date,post_url,caption,reach,likes,comments\n"
    "1,1,YouTube,2025-04-22,http://hartman.example/,One,5000,90,10\n"
    "2,1,YouTube,2025-05-22,http://hartman.example/,Two,6000,280,20\n"
    "3,2.0,Instagram,2025-02-05,https://fowler.example/,Three,700,18,2\n"
    "4,9,Instagram,2025-02-05,https://fowler.example/,Four,700,18,2\n"
)
META = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Likes,Shares,Comments,Saves,Reach,Follows\n"
    '1801,1784,acme.maya,Maya Lind,"Caption, long",0,03/27/2026 06:08,https://www.instagram.com/p/Cxyz/,IG reel,,Lifetime,"15,000",5,3,2,4,45,1\n'
)
TIKTOK = 'Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views,Total play time,Average watch time,Watched full video,Add to favorites\nChair test,{link},2026-10-03 09:10,1.2K,22,15,"18,400",,0:09,0.31,40\n'
YOUTUBE = 'Content,Video title,Video publish time,Duration,Views,Average view duration,Average percentage viewed (%),Subscribers,Likes\nTotal,,,,9.000,,,,\nabcDEF12345,Chair test,"Oct 3, 2026",44,9.000,0:00:20,45.4,12,300\n'


def figures(post: Post) -> dict[str, float]:
    return dict(post.readings.values_list("metric", "value"))


def test_a_table_of_posts_finds_its_creators_by_the_files_ids(bring: ImportFile) -> None:
    bring("influencers.csv", CREATORS)
    run = bring("posts.csv", POSTS)
    assert counts(run) == (3, 0, 0, 1)
    assert run.rejected == [
        {"row": 4, "reason": "Nobody with the id 9 is known here. Import the creators' file first."}
    ]
    ana = Account.objects.get(platform="youtube")
    assert list(ana.posts.order_by("pk").values_list("external_id", "caption")) == [("1", "One"), ("2", "Two")]
    assert figures(Post.objects.get(external_id="1")) == {"reach": 5000, "likes": 90, "comments": 10}
    assert ana.last_posted_at == datetime(2025, 5, 22, tzinfo=UTC)
    assert counts(bring("posts.csv", POSTS)) == (0, 0, 3, 1)
    assert Reading.objects.filter(post__isnull=False).count() == 9


def test_the_engagement_rate_is_computed_with_interval_sample_and_source(bring: ImportFile) -> None:
    bring("influencers.csv", CREATORS)
    bring("posts.csv", POSTS)
    ana, ben = Account.objects.get(platform="youtube"), Account.objects.get(platform="instagram")
    assert ana.engagement_rate == pytest.approx(0.02)
    reading = ana.readings.get(metric="engagement_rate")
    assert (reading.sample, reading.source, reading.low) == (2, "computed from 2 posts", 0.0)
    assert reading.high == pytest.approx(0.02 + 12.706 * 0.01)
    single = ben.readings.get(metric="engagement_rate")
    assert (single.value, single.low, single.high, single.source) == (0.01, None, None, "computed from 1 post")


def test_a_rate_that_a_file_gave_stays_the_accounts_own(bring: ImportFile) -> None:
    bring("a.csv", "influencer_id,name,platform,followers,engagement rate\n1,Ana Ruiz,YouTube,10000,5%\n")
    bring("posts.csv", POSTS)
    ana = Account.objects.get(platform="youtube")
    assert ana.engagement_rate == pytest.approx(0.05)
    assert ana.readings.filter(metric="engagement_rate").count() == 2


def test_meta_business_suite(bring: ImportFile) -> None:
    assert counts(bring("meta.csv", META)) == (1, 0, 0, 0)
    post = Post.objects.get()
    assert (post.external_id, post.url, post.surface) == (
        "Cxyz",
        "https://www.instagram.com/reel/Cxyz/",
        "reel",
    ) or post.surface == "reel"
    assert (post.account.platform, post.account.handle, post.caption) == ("instagram", "acme.maya", "Caption, long")
    assert post.published_at == datetime(2026, 3, 27, 6, 8, tzinfo=UTC)
    assert figures(post)["views"] == 15_000
    assert post.account.creators.get().name == "Maya Lind"


def test_tiktok_studio_with_and_without_the_link(bring: ImportFile, workspace: Workspace) -> None:
    run = bring("tiktok.csv", TIKTOK.format(link="https://www.tiktok.com/@Maya/video/74000001"))
    assert counts(run) == (1, 0, 0, 0)
    post = Post.objects.get()
    assert (post.external_id, post.account.handle, post.surface) == ("74000001", "maya", "video")
    assert figures(post) == {
        "likes": 1200,
        "comments": 22,
        "shares": 15,
        "views": 18_400,
        "average_watch_time": 9,
        "watched_share": 0.31,
        "saves": 40,
    }
    with pytest.raises(BadInput, match="does not say whose posts"):
        bring("tiktok2.csv", TIKTOK.format(link=""))
    maya = Creator.objects.get()
    assert counts(bring("tiktok2.csv", TIKTOK.format(link=""), options={"creator": maya.pk})) == (1, 0, 0, 0)
    assert set(Post.objects.values_list("account__handle", flat=True)) == {"maya"}


def test_youtube_studio_leaves_the_total_out_and_asks_whose_it_is(
    cli: Callable[..., Result], put: PutFile, workspace: Workspace, other_workspace: Workspace
) -> None:
    path = put("youtube.csv", YOUTUBE)
    refused = cli("--workspace", workspace.slug, "import", path)
    assert (refused.exit_code, json.loads(refused.stderr.splitlines()[-1])["error"]) == (2, "creator_missing")
    assert ImportRun.objects.get().state == "failed"
    stranger = create_creator(workspace=other_workspace, name="Not Ours")
    assert cli("--workspace", workspace.slug, "import", path, "--creator", stranger.pk).exit_code == 2
    maya = create_creator(workspace=workspace, name="Maya Lind", handle="@maya", platform="youtube")
    done = json.loads(cli("--workspace", workspace.slug, "import", path, "--creator", maya.pk, "--json").stdout)
    assert (done["rows"], done["created"], done["warnings"]) == (1, 1, ["1 row of totals left out."])
    post = Post.objects.get()
    assert (post.account.handle, figures(post)["views"], figures(post)["average_watch_time"]) == ("maya", 9000, 20)
    assert not Post.objects.filter(account__creators=stranger).exists()


def test_a_later_export_adds_readings_only_where_figures_moved(bring: ImportFile) -> None:
    bring("meta.csv", META)
    run = bring("meta.csv", META.replace('"15,000",5,', '"16,000",5,').replace("Caption, long", "Caption, mended"))
    assert counts(run) == (0, 1, 0, 0)
    assert list(Reading.objects.filter(metric="views").order_by("pk").values_list("value", flat=True)) == [
        15_000,
        16_000,
    ]
    assert Reading.objects.filter(metric="likes").count() == 1
    assert Post.objects.get().caption == "Caption, mended"


def test_german_headers(bring: ImportFile) -> None:
    run = bring(
        "meta-de.csv",
        "Beitrags-ID;Nutzername;Beschreibung;Veröffentlichungszeitpunkt;Dauerlink;Beitragstyp;Aufrufe;Reichweite;Gefällt mir;Kommentare\n"
        "1801;maya.lind;Hallo;27.03.2026 06:08;https://www.instagram.com/p/Cxyz/;IG-Bild;15.000;1.450;5;2\n",
    )
    assert counts(run) == (1, 0, 0, 0)
    assert figures(Post.objects.get()) == {"views": 15_000, "reach": 1450, "likes": 5, "comments": 2}


def test_several_files_go_in_the_order_they_need_each_other(
    cli: Callable[..., Result], put: PutFile, workspace: Workspace
) -> None:
    posts, people = put("a_posts.csv", POSTS), put("z_influencers.csv", CREATORS)
    tried = json.loads(cli("import", posts, people, "--dry-run", "--json").stdout)["files"]
    assert [(one["file"], one["created"]) for one in tried] == [("z_influencers.csv", 2), ("a_posts.csv", 3)]
    assert not Creator.objects.exists()
    done = json.loads(cli("import", posts, people, "--json").stdout)["files"]
    assert [(one["kind"], one["created"]) for one in done] == [("creators", 2), ("posts", 3)]
    again = json.loads(cli("import", posts, people, "--json").stdout)["files"]
    assert [(one["created"], one["updated"]) for one in again] == [(0, 0), (0, 0)]


def test_one_bad_file_among_several_is_named_before_anything_is_written(
    cli: Callable[..., Result], put: PutFile, workspace: Workspace
) -> None:
    done = cli("import", put("people.csv", CREATORS), put("odd.csv", "a,b\n1,2\n"))
    assert (done.exit_code, json.loads(done.stderr)["where"]) == (2, "odd.csv")
    assert not Creator.objects.exists()


def test_readings_over_time_by_column_and_by_row(bring: ImportFile) -> None:
    wide = 'date,platform,handle,followers,engagement rate\n2026-01-01,instagram,@maya,"1,200",3%\n2026-02-01,instagram,@maya,"1,300",4%\n'
    run = bring("history.csv", wide)
    assert (run.kind, counts(run)) == ("readings", (2, 0, 0, 0))
    account = Account.objects.get()
    assert account.followers == 1300
    assert account.engagement_rate == pytest.approx(0.04)
    assert counts(bring("history.csv", wide)) == (0, 0, 2, 0)
    long = "observed_at,platform,handle,metric,value,low,high,sample,source\n2026-01-01,instagram,@maya,real_share,0.9,0.85,0.94,500,audit\n"
    assert counts(bring("long.csv", long)) == (1, 0, 0, 0)
    reading = Reading.objects.get(metric="real_share")
    assert (reading.low, reading.high, reading.sample, reading.source) == (0.85, 0.94, 500, "audit")
    assert counts(bring("long.csv", long.replace("0.9,", "0.8,"))) == (0, 1, 0, 0)
    assert Reading.objects.get(metric="real_share").value == 0.8
    assert counts(bring("old.csv", "date,platform,handle,followers\n2025-01-01,instagram,@maya,7\n")) == (1, 0, 0, 0)
    account.refresh_from_db()
    assert account.followers == 1300, "an older reading does not replace a newer figure"


def test_save_post_is_idempotent_and_meets_the_imported_one(workspace: Workspace, bring: ImportFile) -> None:
    bring("meta.csv", META)
    account = Account.objects.get()
    for _ in range(2):
        post = save_post(
            workspace=workspace,
            account=account,
            url="https://www.instagram.com/p/Cxyz/?igsh=9",
            caption="",
            source="submitted",
        )
    assert (Post.objects.count(), post.caption) == (1, "Caption, long")
    with pytest.raises(BadInput, match="tiktok"):
        save_post(
            workspace=workspace,
            account=account,
            url="https://www.tiktok.com/@maya/video/1",
            caption="",
            source="submitted",
        )


def test_record_readings_once_and_newest_wins(workspace: Workspace) -> None:
    maya = create_creator(workspace=workspace, name="Maya", handle="@maya", platform="instagram", followers=100)
    account = maya.accounts.get()
    late, early = datetime(2030, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)
    for _ in range(2):
        record_readings(workspace=workspace, subject=account, values={"followers": 500}, source="api", observed_at=late)
    record_readings(workspace=workspace, subject=account, values={"followers": 3}, source="api", observed_at=early)
    account.refresh_from_db()
    assert (account.followers, account.readings.count()) == (500, 3)


def test_engagement_rate_by_hand() -> None:
    estimate = engagement_rate([90, 110, 130, 70], 1000)
    assert estimate is not None
    # mean 0.1; deviations -.01 .01 .03 -.03: s = sqrt(.002/3) = .02582; t(3) = 3.182; half = 3.182 * .02582 / 2
    assert estimate.value == pytest.approx(0.1)
    assert estimate.sample == 4
    assert estimate.low == pytest.approx(0.1 - 0.04108, abs=1e-5)
    assert estimate.high == pytest.approx(0.1 + 0.04108, abs=1e-5)
    assert engagement_rate([], 1000) is None
    assert engagement_rate([5], 0) is None
    large = engagement_rate([float(n % 2) for n in range(101)], 1)
    assert large is not None
    assert large.high is not None
    # t(100) = 1.98397
    assert (large.high - large.value) * (101**0.5) / 0.50247 == pytest.approx(1.98397, abs=2e-4)
