"""A creator's own page in the browser's words: seen, connected, uploaded, taken back, and closed to everybody else."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.creators.consent import address_of, make_link, revoke_link
from groundswell.creators.consent.links import token_of
from groundswell.creators.models import AudienceFigure, Consent, ConsentLink, Creator, Grant
from groundswell.creators.services import create_creator
from groundswell.creators.tests.fake_network import CLIENT, SECRET, FakeNetwork, network
from groundswell.kit import clock
from groundswell.outreach.facts import facts_of
from groundswell.platforms.services import pause_connector, save_keys
from groundswell.platforms.tests.toy import connectors

__all__ = ["connectors", "network"]
pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 64
HOSTILE = "<script>alert(1)</script>\u202e"


@pytest.fixture(autouse=True)
def own_media(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    yield tmp_path / "media"
    cache.clear()


@pytest.fixture
def creator(workspace: Workspace) -> Creator:
    return create_creator(
        workspace=workspace, name=f"Maya {HOSTILE}", email="maya@example.org", platform="instagram", handle="maya",
        followers=1234, source="a file",
    )  # fmt: skip


@pytest.fixture
def link(workspace: Workspace, creator: Creator) -> ConsentLink:
    return make_link(workspace=workspace, creator=creator)


@pytest.fixture
def page(link: ConsentLink) -> str:
    return f"/c/{token_of(link)}/"


@pytest.fixture
def tiktok(network: FakeNetwork, connectors: Callable[..., None]) -> FakeNetwork:
    connectors(network.plugin())
    save_keys(connector="tiktok", given={"client_id": CLIENT, "client_secret": SECRET})
    return network


def insights_of(creator: Creator, **more: Any) -> dict[str, Any]:
    account = str(creator.accounts.get(platform="instagram").pk)
    return {"account": account, "observed_on": "2026-11-14", "agree": "on", **more}


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with clock.told(datetime(2026, 11, 14, 12, tzinfo=UTC)):
        yield


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


def leave(client: Client, page: str) -> str:
    """Agrees on the page; where the browser is sent."""
    response = client.post(f"{page}connect/", {"connector": "tiktok", "agree": "yes"})
    assert response.status_code == 302
    return str(response["Location"])


def come_back(client: Client, address: str) -> Any:
    """The network's answer, as the browser brings it."""
    location = httpx.get(address).headers["Location"]
    parts = urlsplit(location)
    return client.get(f"{parts.path}?{parts.query}")


def test_connecting_from_the_page_to_the_network_and_back(
    client: Client, page: str, tiktok: FakeNetwork, creator: Creator
) -> None:
    before = client.get(page)
    assert "your profile and your posts" in before.content.decode()
    assert tiktok.url in before["Content-Security-Policy"]
    address = leave(client, page)
    asked = parse_qs(urlsplit(address).query)
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/c/back/"]
    assert page.strip("/").rpartition("/")[2] not in address
    response = come_back(client, address)
    assert (response.status_code, response["Location"]) == (302, f"{page}?done=connected#given")
    assert Grant.objects.get().consent.creator == creator
    html = client.get(response["Location"]).content.decode()
    assert "Your account is connected" in html
    assert "48,210" in html
    assert "US 60.0%" in html


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(
    client: Client, page: str, tiktok: FakeNetwork
) -> None:
    address = leave(client, page)
    location = urlsplit(httpx.get(address).headers["Location"])
    back = f"{location.path}?{location.query}"
    stranger = Client().get(back)
    assert stranger.status_code == 422
    assert "belongs to no question" in stranger.content.decode()
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 422
    assert client.get("/c/back/?state=&code=x").status_code == 422
    assert Grant.objects.count() == 1


def test_who_does_not_agree_over_there_is_told_that_nothing_was_read(
    client: Client, page: str, tiktok: FakeNetwork
) -> None:
    tiktok.agrees = False
    response = come_back(client, leave(client, page))
    assert response["Location"] == f"{page}?done=refused"
    assert "nothing was read" in client.get(response["Location"]).content.decode()
    assert not Consent.objects.exists()
    assert tiktok.asked == []


def test_what_the_network_refuses_is_shown_on_the_page(client: Client, page: str, tiktok: FakeNetwork) -> None:
    address = leave(client, page)
    tiktok.failing = 500
    response = come_back(client, address)
    assert response.status_code == 503
    assert "answered 500" in response.content.decode()
    assert SECRET not in response.content.decode()
    assert not Consent.objects.exists()


def test_a_link_that_was_closed_meanwhile_connects_nothing(
    client: Client, page: str, tiktok: FakeNetwork, link: ConsentLink
) -> None:
    address = leave(client, page)
    revoke_link(workspace=link.workspace, creator=link.creator)
    assert come_back(client, address).status_code == 404
    assert not Consent.objects.exists()
    assert tiktok.asked == []


def test_without_the_tick_or_for_an_unknown_network_nobody_is_sent_away(
    client: Client, page: str, tiktok: FakeNetwork
) -> None:
    assert client.post(f"{page}connect/", {"connector": "tiktok"}).status_code == 422
    assert client.post(f"{page}connect/", {"connector": "myspace", "agree": "yes"}).status_code == 404
    pause_connector(connector="tiktok", paused=True)
    assert "Connect TikTok" not in client.get(page).content.decode()
    pause_connector(connector="tiktok", paused=False)
    assert "Connect TikTok" in client.get(page).content.decode()
    save_keys(connector="tiktok", given={"client_id": ""})
    assert client.post(f"{page}connect/", {"connector": "tiktok", "agree": "yes"}).status_code == 422
    assert "Connect TikTok" not in client.get(page).content.decode()


def test_taking_back_one_and_all(client: Client, page: str, tiktok: FakeNetwork, creator: Creator) -> None:
    come_back(client, leave(client, page))
    client.post(f"{page}insights/", insights_of(creator, **{"gender-female": "60"}))
    consent = Consent.objects.get(kind="connected")
    response = client.post(f"{page}withdraw/", {"consent": str(consent.pk)})
    assert response["Location"] == f"{page}?done=withdrawn#given"
    assert tiktok.revoked == ["rt-1"]
    assert AudienceFigure.objects.count() == 1
    assert client.post(f"{page}withdraw/", {"consent": "999999"}).status_code == 404
    assert client.post(f"{page}withdraw/", {"consent": "x"}).status_code == 404
    response = client.post(f"{page}withdraw/", {"consent": "all"})
    assert "Everything is taken back" in response.content.decode()
    assert not AudienceFigure.objects.exists()
    assert client.get(page).status_code == 404


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


def test_the_marketer_makes_copies_renews_and_closes_the_link(
    member_client: Callable[[str], Client], workspace: Workspace, creator: Creator
) -> None:
    manager, where = member_client("manager"), f"/w/{workspace.slug}/creators/{creator.pk}/"
    assert "Make the link" in manager.get(where).content.decode()
    manager.post(f"{where}own-page/", {"do": "make"})
    first = address_of(ConsentLink.objects.get())
    assert f'data-copy="{first}"' in manager.get(where).content.decode()
    manager.post(f"{where}own-page/", {"do": "anew"})
    assert first not in manager.get(where).content.decode()
    manager.post(f"{where}own-page/", {"do": "revoke"})
    assert not ConsentLink.objects.filter(revoked_at=None).exists()
    assert member_client("analyst").post(f"{where}own-page/", {"do": "make"}).status_code == 403


def test_an_analyst_sees_what_was_given_and_not_the_link(
    member_client: Callable[[str], Client], client: Client, page: str, creator: Creator, workspace: Workspace
) -> None:
    client.post(f"{page}insights/", insights_of(creator, **{"gender-female": "60"}))
    html = member_client("analyst").get(f"/w/{workspace.slug}/creators/{creator.pk}/").content.decode()
    assert "Uploaded insights of" in html
    assert page not in html


def test_screenshots_are_for_members_and_are_pictures_only(
    member_client: Callable[[str], Client], client: Client, page: str, creator: Creator, workspace: Workspace,
    outsider: User, client_of: Callable[[User], Client],
) -> None:  # fmt: skip
    sent = {"gender-female": "60", "screenshot": SimpleUploadedFile("x.html", PNG, content_type="text/html")}
    client.post(f"{page}insights/", insights_of(creator, **sent))
    consent = Consent.objects.get()
    address = f"/w/{workspace.slug}/creators/{creator.pk}/evidence/{consent.pk}/"
    response = member_client("analyst").get(address)
    assert (response.status_code, response["Content-Type"], response.content) == (200, "image/png", PNG)
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == f'inline; filename="insights-{consent.pk}.png"'
    assert Client().get(address).status_code == 302
    assert client_of(outsider).get(address).status_code == 404
    assert member_client("analyst").get(address.replace(str(consent.pk), "999999")).status_code == 404
    client.post(f"{page}withdraw/", {"consent": str(consent.pk)})
    assert member_client("analyst").get(address).status_code == 404


def test_mails_may_hold_the_link(workspace: Workspace, creator: Creator, link: ConsentLink) -> None:
    nora = create_creator(workspace=workspace, name="Nora")
    told = facts_of(workspace, [creator, nora], None, None)
    assert told[creator.pk]["own_page"]["link"] == address_of(link)
    assert told[nora.pk]["own_page"]["link"] is None
