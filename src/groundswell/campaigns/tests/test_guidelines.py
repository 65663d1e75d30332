"""Brief and guidelines: read, published version by version, and part of what is accepted."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, GuidelineVersion, Offer, Participant
from groundswell.campaigns.queries import current_guidelines, held_against, page_of
from groundswell.campaigns.rules.guidelines import KINDS, Guideline, read_guidelines
from groundswell.campaigns.services import Answer, CampaignFacts, publish_guidelines, respond_to_offer, update_campaign
from groundswell.kit.errors import BadInput, Conflict

PLACES = ("US", "DE")
ITEMS = [{"kind": "hashtag", "value": "#acmetrail"}, {"kind": "forbidden", "value": "cures  pain"}, {"kind": "link"}]


def read(*rows: dict[str, Any]) -> list[tuple[str, str]]:
    return [(item.kind, item.value) for item in read_guidelines(rows, places=PLACES)]


def test_items_are_tidied_and_kept_once() -> None:
    assert read(
        {"kind": "mention", "value": " @acme "},
        {"kind": "hashtag", "value": "＃acmetrail"},
        {"kind": "hashtag", "value": "#acmetrail"},
        {"kind": "format", "value": "Reel, feed"},
        {"kind": "window", "value": "2026-12-01 / 2026-12-20"},
        {"kind": "window", "value": "", "platform": "tiktok"},
        {"kind": "competitor", "value": "@rival"},
        {"kind": "exclusivity", "value": "014"},
        {"kind": "disclosure", "value": "us"},
    ) == [
        ("mention", "acme"),
        ("hashtag", "acmetrail"),
        ("format", "feed,reel"),
        ("window", "2026-12-01/2026-12-20"),
        ("window", ""),
        ("competitor", "rival"),
        ("exclusivity", "14"),
        ("disclosure", "US"),
    ]


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ([{"kind": "nonsense"}], "items[1]"),
        ([{"kind": "hashtag", "value": "#"}], "items[1]"),
        ([{"kind": "link", "value": "https://x.example"}], "items[1]"),
        ([{"kind": "format", "value": "poster"}], "items[1]"),
        ([{"kind": "words", "value": "x"}, {"kind": "window", "value": "tomorrow"}], "items[2]"),
        ([{"kind": "window", "value": "2026-12-20/2026-12-01"}], "items[1]"),
        ([{"kind": "exclusivity", "value": "7"}], "items"),
        ([{"kind": "competitor", "value": "rival"}, {"kind": "exclusivity", "value": "-7"}], "items[2]"),
        ([{"kind": "competitor", "value": "rival"}, {"kind": "exclusivity", "value": "٧"}], "items[2]"),
        ([{"kind": "disclosure", "value": "XX"}], "items[1]"),
        ([{"kind": "words", "value": "x", "platform": "faxbook"}], "items[1]"),
        ([{"kind": "words", "value": "x", "colour": "red"}], "items[1]"),
        ([{"kind": "words", "value": "x" * 301}], "items[1]"),
        ([{"kind": "format", "value": "feed"}, {"kind": "format", "value": "reel"}], "items"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_its_place(rows: list[dict[str, Any]], where: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_guidelines(rows, places=PLACES)
    assert refused.value.where == where


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=40), st.sampled_from(["", "instagram", "nowhere"]))
def test_whatever_is_typed_is_read_or_refused_and_reads_the_same_again(kind: str, value: str, platform: str) -> None:
    rival = {"kind": "competitor", "value": "rival"}
    try:
        found = read_guidelines([rival, {"kind": kind, "value": value, "platform": platform}], places=PLACES)
    except BadInput:
        return
    assert read_guidelines([item.as_json() for item in found], places=PLACES) == found
    assert all(isinstance(item.words, str) and item.words for item in found)


def test_words_for_the_creator() -> None:
    assert Guideline(kind="window", value="2026-12-01/").words == "from 2026-12-01"
    assert Guideline(kind="window", value="/2026-12-20").words == "until 2026-12-20"
    assert Guideline(kind="window").words == "within the dates of each agreed post"
    assert Guideline(kind="format", value="feed,reel", platform="instagram").words == "feed or reel (on Instagram)"


@pytest.mark.django_db
def test_a_change_makes_a_version_and_no_change_makes_none(campaign: Campaign) -> None:
    first = publish_guidelines(campaign=campaign, brief="Run. ", items=ITEMS, places=PLACES)
    assert (first.version, first.brief) == (1, "Run.")
    assert publish_guidelines(campaign=campaign, brief="Run.", items=ITEMS, places=PLACES) == first
    second = publish_guidelines(campaign=campaign, brief="Run far.", items=ITEMS[:1], places=PLACES)
    assert second.version == 2
    first.refresh_from_db()
    assert first.items[1] == {"kind": "forbidden", "value": "cures pain", "platform": ""}
    campaign.refresh_from_db()
    assert campaign.brief == "Run far."
    update_campaign(campaign=campaign, facts=CampaignFacts(name=campaign.name, brief="Run further."))
    third = current_guidelines(campaign)
    assert third is not None
    assert (third.version, third.brief, third.items) == (3, "Run further.", second.items)


@pytest.mark.django_db
def test_nothing_at_all_is_refused_and_leaves_no_version(campaign: Campaign) -> None:
    with pytest.raises(BadInput):
        publish_guidelines(campaign=campaign, brief=" ", items=[], places=PLACES)
    with pytest.raises(BadInput):
        publish_guidelines(campaign=campaign, brief="x", items=[{"kind": "?"}], places=PLACES)
    assert not GuidelineVersion.objects.exists()


@pytest.mark.django_db
def test_the_offer_shows_them_and_who_accepts_is_held_to_that_version(
    campaign: Campaign, sent_offer: Offer, accept: Callable[..., Any]
) -> None:
    read_before = page_of(sent_offer)
    first = publish_guidelines(campaign=campaign, brief="Run.", items=ITEMS, places=PLACES)
    page = page_of(sent_offer)
    assert "BRIEF AND GUIDELINES, VERSION 1\nRun.\nHashtag: #acmetrail\nDo not say: “cures pain”" in page.text
    with pytest.raises(Conflict, match="changed since you opened it"):
        respond_to_offer(
            token=sent_offer.token,
            answer=Answer(kind="accepted", version=1, text_sha256=read_before.sha256, name="Maya Brook"),
        )
    accept(sent_offer)
    second = publish_guidelines(campaign=campaign, brief="Run.", items=ITEMS[:1], places=PLACES)
    maya = Participant.objects.select_related("agreed_guidelines").get()
    held = held_against(maya, second)
    assert held is not None
    assert (held.version, held.agreed, held.newer) == (first, True, second)
    assert "VERSION 1\nRun." in Offer.objects.get().responses.get().offer_text


@pytest.mark.django_db
def test_who_accepted_before_there_were_any_is_held_to_the_newest_but_did_not_agree(
    campaign: Campaign, agreed: Participant
) -> None:
    assert held_against(agreed, current_guidelines(campaign)) is None
    version = publish_guidelines(campaign=campaign, brief="Run.", items=ITEMS, places=PLACES)
    held = held_against(agreed, current_guidelines(campaign))
    assert held is not None
    assert (held.version, held.agreed, held.newer) == (version, False, None)


@pytest.mark.django_db
def test_a_workspace_that_goes_takes_its_guidelines_along(
    campaign: Campaign, sent_offer: Offer, accept: Callable[..., Any], workspace: Workspace
) -> None:
    publish_guidelines(campaign=campaign, brief="Run.", items=ITEMS, places=PLACES)
    accept(sent_offer)
    sent_offer.responses.all().delete()
    campaign.delete()
    assert not GuidelineVersion.objects.exists()
