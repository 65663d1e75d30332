"""The marketer's side of a creator's own page: its link, what was given, the screenshots."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.creators.consent import address_of
from groundswell.creators.models import Consent, ConsentLink, Creator
from groundswell.creators.services import create_creator
from groundswell.creators.tests.fake_network import network
from groundswell.outreach.facts import facts_of
from groundswell.platforms.tests.toy import connectors
from groundswell.web.creators.tests.own_page import (
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
