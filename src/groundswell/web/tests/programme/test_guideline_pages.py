"""Guidelines from the form to the report, on the team's pages and the creator's."""

import csv
import io
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Deliverable, GuidelineVersion, Offer, Participant
from groundswell.campaigns.services import publish_guidelines
from groundswell.creators.consent import make_link
from groundswell.creators.consent.links import token_of
from groundswell.disclosure.services import receive_post
from groundswell.kit import clock
from groundswell.reports.queries import guideline_report

pytestmark = pytest.mark.django_db
ROOT = "/w/acme/campaigns/autumn-trail/"
URL = "https://www.instagram.com/maya.runs/p/CxAbC123/"
FORM = {
    "brief": "Show the shoe\nin mud.", "mention": "@acmeshoes\n\n", "hashtag": "acmetrail", "code": "on",
    "forbidden": "cures\ncheap", "competitor": "Rival", "exclusivity": "7", "window": "agreed", "format": ["feed"],
    "disclosure": ["US"], "usage_rights": "Reposts for a year.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def manager(member_client: Callable[..., Client]) -> Client:
    return member_client("manager")


def test_the_form_begins_with_what_the_campaign_says(manager: Client, campaign: Campaign) -> None:
    html = manager.get(ROOT + "guidelines/").content.decode()
    assert "acmetrail</textarea>" in html
    assert 'value="US"' in html
    assert "No guidelines yet" in manager.get(ROOT + "?tab=kept").content.decode()


def test_published_changed_and_shown_again(manager: Client, campaign: Campaign) -> None:
    assert manager.post(ROOT + "guidelines/", FORM)["Location"] == ROOT + "?tab=brief"
    assert manager.post(ROOT + "guidelines/", FORM).status_code == 302
    version = GuidelineVersion.objects.get()
    assert [(item["kind"], item["value"]) for item in version.items] == [
        ("mention", "acmeshoes"),
        ("hashtag", "acmetrail"),
        ("forbidden", "cures"),
        ("forbidden", "cheap"),
        ("competitor", "Rival"),
        ("usage_rights", "Reposts for a year."),
        ("code", ""),
        ("format", "feed"),
        ("window", ""),
        ("exclusivity", "7"),
        ("disclosure", "US"),
    ]
    html = manager.get(ROOT + "guidelines/").content.decode()
    assert "cures\ncheap</textarea>" in html
    fixed = {"window": "fixed", "starts_on": "2026-12-01", "ends_on": "2026-12-20"}
    manager.post(ROOT + "guidelines/", FORM | fixed)
    assert {"kind": "window", "value": "2026-12-01/2026-12-20", "platform": ""} in campaign.guideline_versions.get(
        version=2
    ).items
    tab = manager.get(ROOT + "?tab=brief").content.decode()
    assert "Version 2, 11 guidelines" in tab
    assert "from 2026-12-01 until 2026-12-20" in tab


def test_what_the_form_does_not_show_is_kept(manager: Client, campaign: Campaign) -> None:
    only = {"kind": "words", "value": "in the caption", "platform": "tiktok"}
    publish_guidelines(campaign=campaign, brief="", items=[only], places=("US",))
    manager.post(ROOT + "guidelines/", FORM)
    assert only in campaign.guideline_versions.get(version=2).items


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"competitor": ""}, "No competitor is named"),
        ({"window": "fixed"}, "Give a first day"),
        ({"window": "fixed", "starts_on": "2026-12-20", "ends_on": "2026-12-01"}, "would end before it starts"),
    ],
)
def test_what_cannot_be_checked_comes_back_with_the_reason(
    manager: Client, campaign: Campaign, change: dict[str, str], words: str
) -> None:
    answer = manager.post(ROOT + "guidelines/", FORM | change)
    assert words in answer.content.decode()
    assert "Show the shoe" in answer.content.decode()
    assert not GuidelineVersion.objects.exists()


def test_analysts_read_and_do_not_write(member_client: Callable[..., Client], campaign: Campaign) -> None:
    analyst = member_client("analyst")
    assert analyst.post(ROOT + "guidelines/", FORM).status_code == 403
    assert not GuidelineVersion.objects.exists()


def test_the_creator_sees_them_on_the_offer_and_both_pages(
    client: Client, manager: Client, sent_offer: Offer, workspace: Workspace
) -> None:
    manager.post(ROOT + "guidelines/", FORM | {"brief": "<b>mud</b>"})
    offer = client.get(f"/o/{sent_offer.token}/").content.decode()
    participant = sent_offer.participant
    own = client.get(f"/c/{participant.token}/").content.decode()
    link = make_link(workspace=workspace, creator=participant.creator)
    data = client.get(f"/c/{token_of(link)}/").content.decode()
    for html in (offer, own):
        assert "“cures”" in html
        assert "&lt;b&gt;mud&lt;/b&gt;" in html
    assert "Brief and guidelines, version 1" in offer
    assert f"/c/{participant.token}/" in data


def test_the_report_says_item_by_item_what_was_done(manager: Client, agreed: Participant) -> None:
    manager.post(ROOT + "guidelines/", FORM | {"forbidden": "muddy"})
    caption = "#ad The new trail shoe of @acmeshoes, muddy already. #acmetrail"
    receive_post(participant=agreed, url=URL, caption=caption, submitted_by="creator", published_at=clock.now())
    rows = list(csv.DictReader(io.StringIO(manager.get(ROOT + "guidelines/report.csv").content.decode("utf-8-sig"))))
    assert {row["kind"]: row["outcome"] for row in rows if row["post"]} == {
        "Mention": "kept",
        "Hashtag": "kept",
        "Do not say": "broken",
        "Do not name": "kept",
        "Usage rights": "unknown",
        "Your own code": "broken",
        "Format": "kept",
        "Publish": "kept",
        "Exclusivity": "unknown",
        "Disclosure": "kept",
    }
    (nothing,) = [row for row in rows if not row["post"]]
    assert (nothing["outcome"], nothing["evidence"], nothing["agreed"]) == ("open", "No post is known.", "false")
    broken = next(row for row in rows if row["kind"] == "Do not say")
    assert broken["evidence"] == "“…new trail shoe of @acmeshoes, muddy already. #acmetrail” at character 39"
    assert len(broken["text_sha256"]) == 64
    page = manager.get(ROOT + "?tab=kept").content.decode()
    assert "at character 39" in page
    assert "not part of an offer they accepted" in page
    only = manager.get(ROOT + "?tab=kept&show=broken").content.decode()
    assert "No post is known." not in only
    assert manager.get(ROOT + "guidelines/report.doc").status_code == 404


def test_a_post_that_is_gone_is_held_against_what_was_checked(manager: Client, agreed: Participant) -> None:
    manager.post(ROOT + "guidelines/", FORM)
    received = receive_post(participant=agreed, url=URL, caption="#ad cheap #acmetrail", submitted_by="creator")
    post = received.match.post
    post.caption, post.gone_at = "", clock.now()
    post.save()
    one = next(row for row in guideline_report(agreed.campaign, today=clock.today()) if row.post)
    assert {(item.kind, item.value): result.outcome for item, result in one.items}["forbidden", "cheap"] == "broken"


def test_the_report_asks_no_more_for_more_posts(agreed: Participant) -> None:
    publish_guidelines(campaign=agreed.campaign, brief="x", items=[{"kind": "words", "value": "mud"}], places=())

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as made:
            report = guideline_report(Campaign.objects.get(), today=clock.today())
        return len(made), sum(bool(one.items) for one in report)

    Deliverable.objects.update(platform="instagram", activity="tip", due_on=None)
    counts = []
    for number in (1, 2):
        receive_post(
            participant=agreed, url=f"{URL[:-2]}{number}/", caption=f"#ad mud {number} #acmetrail", submitted_by="team",
            published_at=clock.now(),
        )  # fmt: skip
        counts.append(asked())
    assert [posts for _, posts in counts] == [1, 2]
    assert counts[0][0] == counts[1][0] < 12
