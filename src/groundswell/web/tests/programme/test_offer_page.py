"""The offer's life over HTTP, as a creator without an account lives it."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.campaigns.models import Cost, Deliverable, Offer, OfferResponse, Participant
from groundswell.campaigns.queries import page_of
from groundswell.campaigns.services import revise_offer, send_offer, withdraw_offer
from groundswell.campaigns.tests.fixtures import terms
from groundswell.kit import clock
from groundswell.relationships.models import Relationship, TimelineEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


def hidden(html: str) -> dict[str, str]:
    """What the page's form sends along."""
    fields = re.findall(r'name="(version|text_sha256)" value="([^"]*)"', html)
    return dict(fields)


def answer(client: Client, offer: Offer, **posted: str) -> object:
    page = client.get(f"/o/{offer.token}/").content.decode()
    return client.post(f"/o/{offer.token}/", {**hidden(page), **posted}, headers={"User-Agent": "Phone/1.0"})


def test_the_page_says_everything_and_is_not_indexed(client: Client, sent_offer: Offer) -> None:
    response = client.get(f"/o/{sent_offer.token}/")
    html = response.content.decode()
    assert response.status_code == 200
    for words in (
        "$250.00",
        "Trail shoe",
        "10 % of net sales",
        "#acmetrail",
        "@acmeshoes",
        "14 December 2099",
        "Acme Shoes",
        "New shoes!",
    ):
        assert words in html, words
    assert "41.5" not in html
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "private, no-store"
    sent_offer.refresh_from_db()
    assert sent_offer.viewed_at is not None


def test_acceptance_is_recorded_and_put_into_effect(client: Client, sent_offer: Offer) -> None:
    before = page_of(sent_offer)
    response = answer(client, sent_offer, kind="accepted", name="Maya Brook", agree="yes")
    assert response.status_code == 302  # type: ignore[attr-defined]

    record = OfferResponse.objects.get()
    assert (record.kind, record.name, record.offer_version) == ("accepted", "Maya Brook", 1)
    assert (record.ip, record.user_agent) == ("127.0.0.1", "Phone/1.0")
    assert record.offer_text == before.text
    assert record.text_sha256 == hashlib.sha256(record.offer_text.encode()).hexdigest()

    participant = Participant.objects.get()
    assert participant.state == "accepted"
    assert participant.commission_rate == Decimal("0.1")
    assert participant.link is not None
    assert participant.link.target_url == "https://shop.example/trail"
    assert participant.code is not None
    assert participant.code.code == "MAYA15"
    assert [(d.platform, d.activity, d.state) for d in Deliverable.objects.order_by("pk")] == [
        ("instagram", "hashtag_post", "planned"),
        ("tiktok", "review", "planned"),
    ]
    costs = {cost.kind: cost.amount for cost in Cost.objects.all()}
    assert costs == {"fee": Decimal("250.00"), "product": Decimal("41.50")}
    assert Relationship.objects.get().stage == "agreed"
    assert TimelineEvent.objects.filter(kind="offer_accepted").count() == 1


def test_a_second_submit_changes_nothing(client: Client, sent_offer: Offer) -> None:
    answer(client, sent_offer, kind="accepted", name="Maya Brook", agree="yes")
    page = page_of(sent_offer)
    again = {"version": "1", "text_sha256": page.sha256, "kind": "accepted", "name": "Maya B.", "agree": "yes"}
    assert client.post(f"/o/{sent_offer.token}/", again).status_code == 302
    assert OfferResponse.objects.count() == 1
    assert Deliverable.objects.count() == 2
    assert Cost.objects.count() == 2
    assert TimelineEvent.objects.filter(kind="offer_accepted").count() == 1


def test_what_was_accepted_stays_readable_and_downloadable(client: Client, sent_offer: Offer) -> None:
    answer(client, sent_offer, kind="accepted", name="Maya Brook", agree="yes")
    sent_offer.participant.campaign.hashtag = "changed"
    sent_offer.participant.campaign.save()
    Offer.objects.update(expires_at=clock.now() - timedelta(days=400))
    html = client.get(f"/o/{sent_offer.token}/").content.decode()
    assert "You accepted this offer" in html
    assert "#acmetrail" in html
    assert "#changed" not in html
    copy = client.get(f"/o/{sent_offer.token}/record.txt")
    assert copy["Content-Disposition"].startswith("attachment")
    head, _, text = copy.content.decode().partition("-" * 72 + "\n")
    assert hashlib.sha256(text.encode()).hexdigest() in head
    assert "Name typed: Maya Brook" in head


@pytest.mark.parametrize("missing", ["name", "agree"])
def test_no_acceptance_without_name_and_tick(client: Client, sent_offer: Offer, missing: str) -> None:
    posted = {"kind": "accepted", "name": "Maya Brook", "agree": "yes"} | {missing: ""}
    response = answer(client, sent_offer, **posted)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert not OfferResponse.objects.exists()
    assert Participant.objects.get().state == "offered"


def test_declining_tells_why_and_binds_nobody(client: Client, sent_offer: Offer) -> None:
    answer(client, sent_offer, kind="declined", message="Too many runners already")
    assert OfferResponse.objects.get().message == "Too many runners already"
    assert Participant.objects.get().state == "declined"
    assert Relationship.objects.get().stage == "declined"
    assert not Deliverable.objects.exists()
    assert not Cost.objects.exists()
    assert "You declined this offer" in client.get(f"/o/{sent_offer.token}/").content.decode()
    late = answer(client, sent_offer, kind="accepted", name="Maya Brook", agree="yes")
    assert late.status_code == 409  # type: ignore[attr-defined]


def test_a_question_leaves_the_offer_open(client: Client, sent_offer: Offer) -> None:
    for _ in range(2):
        answer(client, sent_offer, kind="question", message="Which size? <b>")
    assert OfferResponse.objects.count() == 1
    assert Relationship.objects.get().stage == "in_conversation"
    assert "Which size? &lt;b&gt;" in client.get(f"/o/{sent_offer.token}/").content.decode()
    answer(client, sent_offer, kind="accepted", name="Maya Brook", agree="yes")
    assert Participant.objects.get().state == "accepted"


def test_an_unknown_answer_is_refused(client: Client, sent_offer: Offer) -> None:
    assert answer(client, sent_offer, kind="maybe").status_code == 422  # type: ignore[attr-defined]
    assert not OfferResponse.objects.exists()


def test_an_old_version_cannot_be_accepted(client: Client, sent_offer: Offer) -> None:
    read = hidden(client.get(f"/o/{sent_offer.token}/").content.decode())
    newer = revise_offer(offer=sent_offer, terms=terms(fee=Decimal(300)))
    assert (newer.version, newer.state) == (2, "draft")
    assert "$250.00" in client.get(f"/o/{sent_offer.token}/").content.decode(), "a draft is not shown yet"
    send_offer(offer=newer)

    posted = {**read, "kind": "accepted", "name": "Maya Brook", "agree": "yes"}
    response = client.post(f"/o/{sent_offer.token}/", posted)
    html = response.content.decode()
    assert response.status_code == 409
    assert "The offer has changed" in html
    assert "$300.00" in html
    assert not OfferResponse.objects.exists()

    answer(client, sent_offer, kind="accepted", name="Maya Brook", agree="yes")
    assert OfferResponse.objects.get().offer_version == 2
    assert Cost.objects.get(kind="fee").amount == 300


def test_a_changed_campaign_must_be_read_again(client: Client, sent_offer: Offer) -> None:
    read = hidden(client.get(f"/o/{sent_offer.token}/").content.decode())
    campaign = sent_offer.participant.campaign
    campaign.hashtag = "othertag"
    campaign.save()
    response = client.post(f"/o/{sent_offer.token}/", {**read, "kind": "accepted", "name": "Maya", "agree": "yes"})
    assert response.status_code == 409
    assert not OfferResponse.objects.exists()


def test_guessed_drafted_expired_and_withdrawn_are_404(client: Client, sent_offer: Offer) -> None:
    assert client.get("/o/" + "A" * 43 + "/").status_code == 404
    draft = revise_offer(offer=sent_offer, terms=terms())
    assert client.get(f"/o/{draft.token}/").status_code == 404

    Offer.objects.filter(pk=sent_offer.pk).update(expires_at=clock.now() - timedelta(seconds=1))
    expired = client.get(f"/o/{sent_offer.token}/")
    assert expired.status_code == 404
    assert "run out" in expired.content.decode()
    posted = client.post(f"/o/{sent_offer.token}/", {"kind": "accepted", "name": "Maya", "agree": "yes"})
    assert posted.status_code == 404
    assert not OfferResponse.objects.exists()

    withdraw_offer(offer=sent_offer)
    withdrawn = client.get(f"/o/{sent_offer.token}/")
    assert withdrawn.status_code == 404
    assert "withdrawn" in withdrawn.content.decode()
    assert not Offer.objects.filter(pk=draft.pk).exists()


def test_only_a_trusted_proxy_names_the_visitor(
    client: Client, sent_offer: Offer, settings: pytest.FixtureRequest
) -> None:
    forged = {"X-Forwarded-For": "6.6.6.6, 203.0.113.9"}
    address = f"/o/{sent_offer.token}/"
    read = hidden(client.get(f"/o/{sent_offer.token}/").content.decode())
    client.post(address, {**read, "kind": "question", "message": "One?"}, headers=forged)
    settings.BEHIND_PROXY = True  # type: ignore[attr-defined]
    client.post(address, {**read, "kind": "question", "message": "Two?"}, headers=forged)
    client.post(
        address, {**read, "kind": "question", "message": "Three?"}, headers={"X-Forwarded-For": "1.2.3.4, unknown"}
    )
    ips = list(OfferResponse.objects.order_by("pk").values_list("ip", flat=True))
    assert ips == ["127.0.0.1", "203.0.113.9", "127.0.0.1"]


def test_knocking_too_often_is_refused(client: Client, sent_offer: Offer) -> None:
    codes = {client.get(f"/o/guess-{number}/").status_code for number in range(121)}
    assert codes == {404, 429}


def test_the_page_is_cheap(
    client: Client, sent_offer: Offer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(f"/o/{sent_offer.token}/")
    with django_assert_max_num_queries(8):
        client.get(f"/o/{sent_offer.token}/")


def test_forgery_protection_is_on(sent_offer: Offer) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/o/{sent_offer.token}/", {"kind": "declined"}).status_code == 403
    assert not OfferResponse.objects.exists()


def test_services_agree_with_the_page(sent_offer: Offer, accept: Callable[..., OfferResponse]) -> None:
    assert accept(sent_offer).pk == accept(sent_offer).pk
