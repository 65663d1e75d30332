"""A creator's own page: what was agreed, drafts checked, posts handed in."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.campaigns.models import Participant
from groundswell.creators.models import Post
from groundswell.disclosure.models import DisclosureCheck
from groundswell.tracking.models import PostMatch

pytestmark = pytest.mark.django_db
URL = "https://www.instagram.com/maya.runs/p/CxAbC123/"
GOOD = "#ad The new trail shoe, muddy already. #acmetrail"
BAD = "The new trail shoe <b>muddy</b> already. #acmetrail #love #ad"


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


def test_everything_of_theirs_is_on_it(client: Client, agreed: Participant) -> None:
    response = client.get(f"/c/{agreed.token}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert agreed.link is not None
    for words in (
        f"/l/{agreed.link.slug}",
        "MAYA15",
        "Product review",
        "#acmetrail",
        "@acmeshoes",
        f"/o/{agreed.offers.get().token}/",
    ):
        assert words in html, words
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_before_anything_is_agreed_the_page_says_so(client: Client, participant: Participant) -> None:
    html = client.get(f"/c/{participant.token}/").content.decode()
    assert "Nothing is agreed yet" in html
    assert client.get(f"/c/{participant.token}/qr.svg").status_code == 404


def test_a_guess_is_404(client: Client, agreed: Participant) -> None:
    for address in ("/c/guess/", "/c/guess/qr.svg"):
        assert client.get(address).status_code == 404
    assert client.post("/c/guess/posts/", {"url": URL, "caption": GOOD}).status_code == 404
    assert not Post.objects.exists()


def test_the_qr_code_is_an_image(client: Client, agreed: Participant) -> None:
    response = client.get(f"/c/{agreed.token}/qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert b"<svg" in response.content


def test_a_draft_is_judged_at_once_and_not_kept(client: Client, agreed: Participant) -> None:
    posted = {"platform": "instagram", "surface": "feed", "caption": BAD}
    html = client.post(f"/c/{agreed.token}/draft/", posted).content.decode()
    assert "Please mend this before you publish." in html
    assert '<mark class="found found-fail">#ad</mark>' in html
    assert "&lt;b&gt;muddy&lt;/b&gt;" in html
    assert "This caption would pass" in html
    assert "Good to go." in client.post(f"/c/{agreed.token}/draft/", posted | {"caption": GOOD}).content.decode()
    assert (
        "Paste your caption first"
        in client.post(f"/c/{agreed.token}/draft/", posted | {"caption": ""}).content.decode()
    )
    assert not DisclosureCheck.objects.exists()


def test_a_post_comes_in_and_is_judged(client: Client, agreed: Participant) -> None:
    response = client.post(f"/c/{agreed.token}/posts/", {"url": URL, "caption": BAD}, follow=True)
    html = response.content.decode()
    assert "its disclosure must be mended" in html
    assert "This caption would pass" in html
    match = PostMatch.objects.get()
    assert match.submitted_by == "creator"
    assert match.deliverable is not None
    response = client.post(f"/c/{agreed.token}/posts/", {"url": URL, "caption": GOOD}, follow=True)
    assert "Thank you: your post is in" in response.content.decode()
    assert PostMatch.objects.count() == 1
    assert DisclosureCheck.objects.count() == 2


@pytest.mark.parametrize("url", ["https://www.instagram.com/maya.runs/", "nonsense", "javascript:alert(1)"])
def test_what_is_no_post_is_said_beside_the_field(client: Client, agreed: Participant, url: str) -> None:
    response = client.post(f"/c/{agreed.token}/posts/", {"url": url, "caption": GOOD})
    assert response.status_code == 422
    assert "field-error" in response.content.decode()
    assert not PostMatch.objects.exists()


def test_the_page_is_cheap(
    client: Client, agreed: Participant, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.post(f"/c/{agreed.token}/posts/", {"url": URL, "caption": GOOD})
    with django_assert_max_num_queries(24):
        client.get(f"/c/{agreed.token}/")
