"""The team's pages of campaigns, offers, posts and the ledger."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Campaign, Deliverable, Offer, Participant
from groundswell.campaigns.services import add_participants
from groundswell.creators.models import Creator
from groundswell.creators.services import create_creator
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.services import receive_post
from groundswell.kit import clock
from groundswell.outreach.models import Mailbox, Message
from groundswell.relationships.services import add_to_list
from groundswell.tracking.models import PostMatch

pytestmark = pytest.mark.django_db
URL = "https://www.instagram.com/maya.runs/p/CxAbC123/"
BAD = "The new trail shoe <b>muddy</b> already. #acmetrail #love #ad"
TERMS = {
    "fee": "200", "product": "Trail shoe", "disclosure_clause": "Say it first.", "expires_on": "2099-12-01",
    "posts-TOTAL_FORMS": "2", "posts-INITIAL_FORMS": "0",
    "posts-0-quantity": "2", "posts-0-platform": "instagram", "posts-0-activity": "hashtag_post", "posts-0-due_on": "2099-12-14",
    "posts-1-quantity": "1", "posts-1-platform": "", "posts-1-activity": "tip",
}  # fmt: skip


@pytest.fixture
def manager(member_client: Callable[..., Client]) -> Client:
    return member_client("manager")


@pytest.fixture
def mailbox(workspace: Workspace) -> Mailbox:
    made: Mailbox = Mailbox.objects.create(
        workspace=workspace, name="Team", from_name="Ana", from_email="ana@acme.example", host="127.0.0.1"
    )
    return made


@pytest.fixture
def failed(agreed: Participant) -> DisclosureCheck:
    return receive_post(participant=agreed, url=URL, caption=BAD, submitted_by="creator").check


def test_empty_pages_say_what_to_do_next(manager: Client, workspace: Workspace) -> None:
    assert "Make the first one" in manager.get("/w/acme/campaigns/").content.decode()
    assert "No posts here" in manager.get("/w/acme/posts/").content.decode()
    assert "Nothing is late" in manager.get("/w/acme/posts/?show=late").content.decode()
    assert "No checks yet" in manager.get("/w/acme/disclosure/").content.decode()
    assert "Nobody takes part in a campaign yet" in manager.get("/w/acme/posts/new/").content.decode()


def test_a_campaign_is_made_and_edited(manager: Client, workspace: Workspace) -> None:
    posted = {
        "name": "Autumn trail", "state": "running", "currency": "usd", "budget": "1000", "commission": "12.5",
        "hashtag": "#acmetrail", "landing_url": "https://shop.example/", "jurisdictions": ["US", "CA-QC"],
    }  # fmt: skip
    response = manager.post("/w/acme/campaigns/new/", posted)
    assert response["Location"] == "/w/acme/campaigns/autumn-trail/"
    made = Campaign.objects.of(workspace).get()
    assert (made.hashtag, made.currency, made.commission_rate) == ("acmetrail", "USD", Decimal("0.125"))
    assert made.jurisdictions == ["US", "CA-QC"]
    edit = manager.get("/w/acme/campaigns/autumn-trail/edit/").content.decode()
    assert 'value="12.5"' in edit
    manager.post("/w/acme/campaigns/autumn-trail/edit/", posted | {"name": "Winter trail", "commission": ""})
    made.refresh_from_db()
    assert (made.name, made.slug, made.commission_rate) == ("Winter trail", "autumn-trail", None)


def test_a_wrong_form_keeps_what_was_typed(manager: Client, workspace: Workspace) -> None:
    posted = {"name": "Autumn", "state": "draft", "currency": "USD", "starts_on": "2026-12-02", "ends_on": "2026-12-01"}
    html = manager.post("/w/acme/campaigns/new/", posted).content.decode()
    assert "The campaign would end before it starts." in html
    assert 'value="Autumn"' in html
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("tab", ["overview", "participants", "deliverables", "posts", "brief"])
def test_every_tab_with_and_without_people(
    manager: Client, campaign: Campaign, tab: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/w/acme/campaigns/{campaign.slug}/?tab={tab}"
    assert manager.get(address).status_code == 200
    creators = [create_creator(workspace=campaign.workspace, name=f"Creator {n}") for n in range(12)]
    add_participants(workspace=campaign.workspace, campaign=campaign, creators=creators)
    with django_assert_max_num_queries(24):
        assert manager.get(address).status_code == 200
    assert manager.get(f"/w/acme/campaigns/{campaign.slug}/?tab=nonsense").status_code == 404


def test_creators_are_added_by_id_and_by_list(
    manager: Client, campaign: Campaign, maya: Creator, owner: User, outsider: User
) -> None:
    workspace = campaign.workspace
    listed = create_creator(workspace=workspace, name="Jonas Ek")
    add_to_list(workspace=workspace, list_name="Runners", creators=[listed], user=owner)
    stranger = create_creator(workspace=outsider.memberships.get().workspace, name="Not Ours")
    manager.post("/w/acme/campaigns/participants/add/", {"campaign": campaign.slug, "creator": [maya.pk, stranger.pk]})
    manager.post(f"/w/acme/campaigns/{campaign.slug}/participants/add/", {"list": "runners"})
    assert sorted(p.creator.name for p in Participant.objects.all()) == ["Jonas Ek", "Maya Brook"]
    assert manager.post("/w/acme/campaigns/participants/add/", {"creator": [maya.pk]}).status_code == 422
    assert manager.post(f"/w/acme/campaigns/{campaign.slug}/participants/add/", {}).status_code == 422


def test_an_offer_is_drafted_previewed_and_sent(manager: Client, participant: Participant, mailbox: Mailbox) -> None:
    new = f"/w/acme/campaigns/{participant.campaign.slug}/offers/new/"
    form = manager.get(new).content.decode()
    assert "United States: start with" in form
    response = manager.post(new, TERMS | {"participant": participant.pk})
    offer = Offer.objects.get()
    assert response["Location"] == f"/w/acme/offers/{offer.pk}/"
    assert [(row["platform"], row["quantity"], row["due_on"]) for row in offer.deliverables] == [
        ("instagram", 2, "2099-12-14")
    ]
    preview = manager.get(f"/w/acme/offers/{offer.pk}/preview/").content.decode()
    assert "Preview" in preview
    assert "$200.00" in preview
    assert Client().get(f"/o/{offer.token}/").status_code == 404, "a draft is not public"

    manager.post(
        f"/w/acme/offers/{offer.pk}/open/",
        {"mailbox": mailbox.pk, "subject": "Hi {{ creator.first_name }}", "body": "{{ offer.link }}"},
    )
    assert Message.objects.get().subject == "Hi Maya"
    assert Client().get(f"/o/{offer.token}/").status_code == 200
    assert f"/o/{offer.token}" in manager.get(f"/w/acme/offers/{offer.pk}/").content.decode()


def test_changing_a_sent_offer_drafts_the_next_version(manager: Client, sent_offer: Offer) -> None:
    response = manager.post(f"/w/acme/offers/{sent_offer.pk}/edit/", TERMS | {"posts-INITIAL_FORMS": "0"})
    draft = Offer.objects.get(version=2)
    assert response["Location"] == f"/w/acme/offers/{draft.pk}/"
    manager.post(f"/w/acme/offers/{draft.pk}/open/", {"by": "link"})
    assert {o.version: o.state for o in Offer.objects.all()} == {1: "replaced", 2: "sent"}
    assert not Message.objects.exists()
    manager.post(f"/w/acme/offers/{draft.pk}/withdraw/")
    assert Client().get(f"/o/{sent_offer.token}/").status_code == 404


def test_drafts_are_sent_together_and_refusals_named(
    manager: Client, campaign: Campaign, participant: Participant, mailbox: Mailbox
) -> None:
    silent = create_creator(workspace=campaign.workspace, name="No Address")
    add_participants(workspace=campaign.workspace, campaign=campaign, creators=[silent])
    assert manager.post(f"/w/acme/campaigns/{campaign.slug}/offers/new/", TERMS)["Location"].endswith("/offers/send/")
    letter = {
        "mailbox": mailbox.pk,
        "subject": "Hi",
        "body": "{{ offer.link }}",
        "offer": [o.pk for o in Offer.objects.all()],
    }
    html = manager.post(f"/w/acme/campaigns/{campaign.slug}/offers/send/", letter).content.decode()
    assert "No Address" in html
    assert Message.objects.count() == 1
    assert sorted(o.state for o in Offer.objects.all()) == ["draft", "sent"]


def test_the_record_is_there_once_answered(manager: Client, sent_offer: Offer, accept: Callable[..., Any]) -> None:
    assert manager.get(f"/w/acme/offers/{sent_offer.pk}/record.txt").status_code == 404
    record = accept(sent_offer)
    assert record.text_sha256 in manager.get(f"/w/acme/offers/{sent_offer.pk}/record.txt").content.decode()
    assert record.text_sha256 in manager.get(f"/w/acme/offers/{sent_offer.pk}/").content.decode()


def test_posts_by_what_they_need(manager: Client, failed: DisclosureCheck) -> None:
    assert "muddy" in manager.get("/w/acme/posts/?show=failed").content.decode()
    assert "muddy" not in manager.get("/w/acme/posts/?show=unmatched").content.decode()
    assert "muddy" not in manager.get("/w/acme/posts/?show=review").content.decode()
    assert manager.get("/w/acme/posts/?show=nonsense").status_code == 404


def test_one_post_shows_span_reason_tie_and_evidence(manager: Client, failed: DisclosureCheck) -> None:
    html = manager.get(f"/w/acme/posts/{PostMatch.objects.get().pk}/").content.decode()
    for words in (
        '<mark class="found found-fail">#ad</mark>', "&lt;b&gt;muddy&lt;/b&gt;", "This caption would pass", failed.text_sha256,
        "Accepted an offer for Autumn trail, version 1.", "@maya.runs is Maya Brook’s Instagram account.",
    ):  # fmt: skip
        assert words in html, words
    assert "<b>muddy" not in html


def test_the_team_adds_places_verifies_and_removes(manager: Client, agreed: Participant) -> None:
    posted = {"participant": agreed.pk, "url": URL, "caption": "Out again", "published_on": "2026-12-01"}
    response = manager.post("/w/acme/posts/new/", posted)
    match = PostMatch.objects.get()
    assert response["Location"] == f"/w/acme/posts/{match.pk}/"
    assert match.deliverable is None
    assert match.post.published_at is not None
    feed = Deliverable.objects.get(platform="instagram")
    manager.post(f"/w/acme/posts/{match.pk}/place/", {"deliverable": feed.pk})
    manager.post(f"/w/acme/deliverables/{feed.pk}/verify/")
    feed.refresh_from_db()
    assert feed.state == "verified"
    manager.post(f"/w/acme/posts/{match.pk}/remove/")
    assert not PostMatch.objects.exists()
    feed.refresh_from_db()
    assert feed.state == "verified", "what was verified stays so"


def test_a_fix_is_requested_from_the_post(manager: Client, failed: DisclosureCheck, mailbox: Mailbox) -> None:
    address = f"/w/acme/disclosure/{failed.pk}/fix/"
    assert "A small correction to your post" in manager.get(address).content.decode()
    manager.post(address, {"mailbox": mailbox.pk, "subject": "A fix", "body": "Please"})
    assert Message.objects.get().to_email == "maya@creators.example"
    assert "fix asked" in manager.get("/w/acme/disclosure/").content.decode()


def test_the_ledger_leaves_as_a_file_without_formulas(manager: Client, agreed: Participant) -> None:
    receive_post(participant=agreed, url=URL, caption="=HYPERLINK(1) #acmetrail", submitted_by="creator")
    response = manager.get("/w/acme/disclosure/ledger.csv")
    text = response.content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Checked at (UTC),Verdict,Creator")
    assert "'=HYPERLINK(1)" in text
    assert manager.get("/w/acme/disclosure/ledger.xlsx").status_code == 200
    assert manager.get("/w/acme/disclosure/ledger.exe").status_code == 404
    assert len(manager.get("/w/acme/disclosure/ledger.csv?verdict=pass").content.splitlines()) == 1


WRITES = [
    "/w/acme/campaigns/new/", "/w/acme/campaigns/autumn-trail/edit/", "/w/acme/campaigns/participants/add/",
    "/w/acme/campaigns/autumn-trail/offers/new/", "/w/acme/campaigns/autumn-trail/offers/send/", "/w/acme/participants/{p}/remove/",
    "/w/acme/offers/{o}/edit/", "/w/acme/offers/{o}/open/", "/w/acme/offers/{o}/withdraw/", "/w/acme/posts/new/",
    "/w/acme/posts/{m}/place/", "/w/acme/posts/{m}/remove/", "/w/acme/deliverables/{d}/verify/", "/w/acme/disclosure/{c}/fix/",
]  # fmt: skip
READS = [
    "/w/acme/campaigns/", "/w/acme/campaigns/autumn-trail/", "/w/acme/offers/{o}/", "/w/acme/offers/{o}/preview/", "/w/acme/posts/",
    "/w/acme/posts/{m}/", "/w/acme/disclosure/", "/w/acme/disclosure/ledger.csv",
]  # fmt: skip


def filled(address: str, check: DisclosureCheck) -> str:
    match = PostMatch.objects.get()
    ids = {
        "p": match.participant_id,
        "o": Offer.objects.get().pk,
        "m": match.pk,
        "d": match.deliverable_id,
        "c": check.pk,
    }
    return address.format(**ids)


@pytest.mark.parametrize("address", WRITES)
def test_an_analyst_writes_nothing(member_client: Callable[..., Client], failed: DisclosureCheck, address: str) -> None:
    assert member_client("analyst").post(filled(address, failed), TERMS | {"name": "X"}).status_code == 403


@pytest.mark.parametrize("address", READS)
def test_an_analyst_reads_everything(
    member_client: Callable[..., Client], failed: DisclosureCheck, address: str
) -> None:
    assert member_client("analyst").get(filled(address, failed)).status_code == 200


@pytest.mark.parametrize("address", [*WRITES, *READS])
def test_ids_of_another_workspace_are_404(
    client_of: Callable[[User], Client], outsider: User, failed: DisclosureCheck, address: str
) -> None:
    client = client_of(outsider)
    assert client.get(filled(address, failed)).status_code == 404, "not their workspace"
    theirs = filled(address, failed).replace("/w/acme/", "/w/rival/")
    if "{" in address or "autumn-trail" in address:
        assert client.post(theirs, TERMS).status_code in (404, 405)


def test_the_late_queue_by_kind_and_more_time(manager: Client, agreed: Participant) -> None:
    feed = agreed.deliverables.get(platform="instagram")
    Deliverable.objects.filter(pk=feed.pk).update(due_on=clock.today() - timedelta(days=2))
    html = manager.get("/w/acme/posts/?show=late&only=late").content.decode()
    assert "missed in 6 days" in html
    assert "Late (1)" in html
    assert "Ghosted (0)" in html
    assert manager.get("/w/acme/posts/?show=late&only=lost").status_code == 404
    extend = f"/w/acme/deliverables/{feed.pk}/extend/"
    for bad in ("", "soon", "2026-02-31"):
        assert manager.post(extend, {"due_on": bad}).status_code == 422
    assert manager.post(extend, {"due_on": "2099-01-01"})["Location"] == "/w/acme/posts/?show=late"
    assert "Nothing is late" in manager.get("/w/acme/posts/?show=late").content.decode()


def test_steps_on_the_deliverables_tab(manager: Client, agreed: Participant) -> None:
    feed = agreed.deliverables.get(platform="instagram")
    tab = "/w/acme/campaigns/autumn-trail/?tab=deliverables"
    assert "Draft is in" in manager.get(tab).content.decode()
    manager.post(f"/w/acme/deliverables/{feed.pk}/move/", {"state": "draft"})
    assert "Ask for changes" in manager.get(tab).content.decode()
    assert manager.post(f"/w/acme/deliverables/{feed.pk}/move/", {"state": "paid"}).status_code == 409
    feed.refresh_from_db()
    assert feed.state == "draft"
