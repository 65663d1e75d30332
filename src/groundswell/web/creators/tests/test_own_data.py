"""A creator's own page in the browser's words: seen, filled in, and closed to everybody else."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.consent import make_link, revoke_link
from groundswell.creators.consent.links import token_of
from groundswell.creators.models import AudienceFigure, Consent, ConsentLink, Creator
from groundswell.creators.services import create_creator
from groundswell.creators.tests.fake_network import network
from groundswell.platforms.tests.toy import connectors
from groundswell.web.creators.tests.own_page import (
    HOSTILE,
    PNG,
    creator,
    in_november,
    insights_of,
    link,
    own_media,
    page,
    tiktok,
)

__all__ = ["connectors", "creator", "in_november", "link", "network", "own_media", "page", "tiktok"]
pytestmark = pytest.mark.django_db


def test_the_creator_sees_what_is_known_and_from_where(client: Client, page: str, workspace: Workspace) -> None:
    response = client.get(page)
    html = response.content.decode()
    assert response.status_code == 200
    assert "maya@example.org" in html
    assert "1,234" in html
    assert "from a file" in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "private, no-store"
    assert ConsentLink.objects.get().seen_at is not None


def test_guesses_revoked_links_and_other_tokens_are_404(client: Client, page: str, link: ConsentLink) -> None:
    wrong = page[:-2] + ("A" if page[-2] != "A" else "B") + "/"
    for address in (wrong, "/c/me_short/", f"/c/me_{'x' * 43}/", f"{wrong}insights/", f"{wrong}withdraw/"):
        assert client.get(address).status_code in (404, 405)
        assert client.post(address, {"consent": "all"}).status_code in (404, 405)
    revoke_link(workspace=link.workspace, creator=link.creator)
    for address in (page, page.rstrip("/")):
        assert client.get(address).status_code == 404
    for part in ("insights", "connect", "withdraw"):
        assert client.post(f"{page}{part}/", {"consent": "all", "agree": "yes"}).status_code == 404


def test_posts_without_the_csrf_token_are_refused(page: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    for part in ("insights", "connect", "withdraw"):
        assert strict.post(f"{page}{part}/", {"consent": "all"}).status_code == 403
    assert ConsentLink.objects.get().revoked_at is None


def test_knocking_too_often_is_refused(client: Client, page: str, creator: Creator) -> None:
    for _ in range(20):
        client.post(f"{page}insights/", {})
    assert client.post(f"{page}insights/", insights_of(creator, **{"gender-female": "60"})).status_code == 429
    assert not Consent.objects.exists()


def test_insights_typed_by_hand(client: Client, page: str, creator: Creator, workspace: Workspace) -> None:
    typed = {
        "gender-female": "61,5", "gender-male": "38.5 %", "age-25-34": "40", "gender_age-female.25-34": "30",
        "country-0": "Germany", "country-share-0": "55", "city-1": HOSTILE.replace("\u202e", ""), "city-share-1": "0.5",
        "country-3": "US",
    }  # fmt: skip
    response = client.post(f"{page}insights/", insights_of(creator, **typed))
    assert (response.status_code, response["Location"]) == (302, f"{page}?done=uploaded#given")
    assert dict(AudienceFigure.objects.values_list("value", "share")) == {
        "female": 0.615, "male": 0.385, "25-34": 0.4, "female.25-34": 0.3, "DE": 0.55,
        "<script>alert(1)</script>": 0.005,
    }  # fmt: skip
    html = client.get(f"{page}?done=uploaded").content.decode()
    assert "Thank you: your insights are in" in html
    assert "<script>alert" not in html
    assert f"{workspace.name} may keep them" in Consent.objects.get().text


def test_insights_as_a_file_with_a_screenshot(client: Client, page: str, creator: Creator, own_media: Path) -> None:
    sent = {
        "file": SimpleUploadedFile("../../evil.csv", b"dimension,value,share\ncountry,US,41%\n"),
        "screenshot": SimpleUploadedFile("shot.svg", PNG, content_type="image/svg+xml"),
    }
    assert client.post(f"{page}insights/", insights_of(creator, **sent)).status_code == 302
    figure = AudienceFigure.objects.get()
    assert (figure.value, figure.share, figure.origin) == ("US", 0.41, "first_party")
    (kept,) = [path for path in own_media.rglob("*") if path.is_file()]
    assert kept.suffix == ".png"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "There are no shares in it."),
        ({"agree": "", "gender-female": "60"}, "Tick the box to agree."),
        ({"gender-female": "lots"}, "is no share"),
        ({"gender-female": "70", "gender-male": "40"}, "make 110%"),
        ({"country-0": "Atlantis", "country-share-0": "3"}, "is no country"),
        ({"observed_on": "2030-01-01", "gender-female": "60"}, "The day lies ahead"),
        ({"observed_on": "yesterday", "gender-female": "60"}, "Enter a valid date"),
        ({"account": "other", "profile": "two words", "gender-female": "60"}, "of which network?"),
        ({"account": "999999", "gender-female": "60"}, "Select a valid choice"),
        ({"file": SimpleUploadedFile("a.csv", b"dimension,value,share\nage,old,3")}, "row 1: “old” is not understood."),
        ({"file": SimpleUploadedFile("a.csv", b"x" * 300_000)}, "larger than 256 KB"),
        ({"gender-female": "60", "screenshot": SimpleUploadedFile("a.png", b"<svg/>")}, "no PNG, JPEG or WebP"),
        ({"gender-female": "60", "screenshot": SimpleUploadedFile("a.png", PNG * 130_000)}, "larger than 8 MB"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_kept(
    client: Client, page: str, creator: Creator, own_media: Path, more: dict[str, Any], words: str
) -> None:
    response = client.post(f"{page}insights/", insights_of(creator, **more))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Consent.objects.exists()
    assert not AudienceFigure.objects.exists()
    assert not own_media.exists()


def test_another_account_by_its_address(client: Client, page: str, creator: Creator, workspace: Workspace) -> None:
    more = {"account": "other", "profile": "https://www.tiktok.com/@maya.cooks", "gender-female": "60"}
    assert client.post(f"{page}insights/", insights_of(creator, **more)).status_code == 302
    assert creator.accounts.get(platform="tiktok").workspace == workspace
    create_creator(workspace=workspace, name="Nora", platform="tiktok", handle="nora")
    response = client.post(
        f"{page}insights/", insights_of(creator, **{**more, "profile": "https://www.tiktok.com/@nora"})
    )
    assert response.status_code == 422
    assert "filed under another name here" in response.content.decode()


def test_one_creators_token_takes_nothing_of_another(
    client: Client, page: str, creator: Creator, workspace: Workspace, other_workspace: Workspace
) -> None:
    client.post(f"{page}insights/", insights_of(creator, **{"gender-female": "60"}))
    consent = Consent.objects.get()
    for place in (workspace, other_workspace):
        nora = make_link(workspace=place, creator=create_creator(workspace=place, name="Nora"))
        assert client.post(f"/c/{token_of(nora)}/withdraw/", {"consent": str(consent.pk)}).status_code == 404
        assert "Take back</button>" not in client.get(f"/c/{token_of(nora)}/").content.decode()
    assert AudienceFigure.objects.count() == 1
