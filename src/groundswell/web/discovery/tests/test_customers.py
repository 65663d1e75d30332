"""Customers on pages, and the public page for their follow lists."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.discovery.customers.consents import open_page
from groundswell.discovery.models import Customer, CustomerFollow, CustomerProfile, FanPage, FollowConsent

HOME = "/w/acme/customers/"
SignIn = Callable[..., Client]
LIST = json.dumps({"relationships_following": [{"title": "nova_labs", "string_list_data": []}]}).encode()


@pytest.fixture(autouse=True)
def quiet() -> None:
    cache.clear()


@pytest.fixture
def ann(workspace: Workspace) -> Customer:
    customer: Customer = Customer.objects.create(
        workspace=workspace, email="ann@x.example", name="Ann Lee", country="US", city="Denver", source="file"
    )
    return customer


@pytest.fixture
def fan_page(workspace: Workspace) -> FanPage:
    return open_page(workspace=workspace, intro="Help us find your favourites.")


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_without_customers_the_page_says_how_to_begin(member_client: SignIn) -> None:
    assert "No customers yet" in page(member_client(), HOME)


def test_customers_are_shown_searched_and_forgotten(member_client: SignIn, ann: Customer) -> None:
    client = member_client()
    html = page(client, HOME)
    assert ("ann@x.example" in html, "Denver, US" in html) == (True, True)
    assert "Nobody like that" in page(client, f"{HOME}?q=zzz")
    assert client.post(f"{HOME}{ann.pk}/forget/").status_code == 302
    assert not Customer.objects.exists()


def test_a_suggested_creator_is_decided(member_client: SignIn, workspace: Workspace, ann: Customer) -> None:
    creator = Creator.objects.create(workspace=workspace, name="Ann Lee")
    Customer.objects.filter(pk=ann.pk).update(match="suggested", creator=creator)
    client = member_client()
    assert "Same person" in page(client, f"{HOME}?view=suggested")
    client.post(f"{HOME}{ann.pk}/decide/", {"same": "yes"})
    assert "confirmed by a person" in page(client, f"{HOME}?view=creators")


def test_customers_with_a_public_profile_are_offered(
    member_client: SignIn, workspace: Workspace, ann: Customer
) -> None:
    CustomerProfile.objects.create(workspace=workspace, customer=ann, platform="instagram", handle="ann.runs")
    Account.objects.create(platform="instagram", handle="ann.runs", followers=1_200)
    html = page(member_client(), HOME)
    assert "Customers with a public profile" in html
    assert "ann.runs" in html


def test_only_owners_forget_everybody(member_client: SignIn, ann: Customer) -> None:
    assert member_client().post(f"{HOME}forget/").status_code == 403
    assert Customer.objects.exists()
    assert member_client("owner").post(f"{HOME}forget/").status_code == 302
    assert not Customer.objects.exists()


def test_a_member_records_a_consent_and_gets_the_way_back(member_client: SignIn, workspace: Workspace) -> None:
    client = member_client()
    said = {"platform": "bluesky", "handle": "ann.example", "evidence": "Mail of 3 May"}
    refused = client.post(f"{HOME}follows/", {**said, "evidence": ""})
    assert (refused.status_code, "Say how the person agreed." in refused.content.decode()) == (422, True)
    assert client.post(f"{HOME}follows/", said).status_code == 302
    html = page(client, f"{HOME}follows/")
    assert ("Mail of 3 May" in html, "to be read" in html) == (True, True)
    token = re.search(r"/fans/withdraw/([\w-]+)/", html)
    assert token
    consent = FollowConsent.objects.of(workspace).get()
    client.post(f"{HOME}consents/{consent.pk}/withdraw/")
    assert "withdrawn" in page(client, f"{HOME}follows/")


def test_the_page_opens_and_closes(member_client: SignIn, workspace: Workspace) -> None:
    client = member_client()
    assert "Closed." in page(client, f"{HOME}follows/")
    client.post(f"{HOME}page/", {"open": "yes", "intro": "Hello"})
    fan_page = FanPage.objects.of(workspace).get()
    assert f"/fans/{fan_page.token}/" in page(client, f"{HOME}follows/")
    assert "Hello" in page(Client(), f"/fans/{fan_page.token}/")
    client.post(f"{HOME}page/", {"open": "no"})
    assert Client().get(f"/fans/{fan_page.token}/").status_code == 404


def give(fan_page: FanPage, **said: Any) -> Any:
    return Client().post(
        f"/fans/{fan_page.token}/", {"platform": "bluesky", "handle": "@ann.example", "agree": "on", **said}
    )


def test_a_customer_gives_and_withdraws(fan_page: FanPage, workspace: Workspace, ann: Customer) -> None:
    before = Client().get(f"/fans/{fan_page.token}/")
    assert (before["X-Robots-Tag"], before["Cache-Control"]) == ("noindex, nofollow", "private, no-store")
    assert "Acme Shoes keeps the list of accounts I follow" in before.content.decode()
    done = give(fan_page, email="Ann@X.example").content.decode()
    consent = FollowConsent.objects.of(workspace).get()
    assert consent.text in before.content.decode()
    assert (consent.handle, consent.how, consent.customer_id, consent.accepted) == ("ann.example", "page", ann.pk, True)
    link = re.search(r"/fans/withdraw/[\w-]+/", done)
    assert link
    assert "You agreed to this" in page(Client(), link[0])
    consent.refresh_from_db()
    assert consent.withdrawn_at is None
    assert "Withdrawn" in Client().post(link[0]).content.decode()
    consent.refresh_from_db()
    assert (consent.handle, consent.withdrawn_at is not None) == ("", True)


def test_a_stranger_waits_for_a_member(fan_page: FanPage, workspace: Workspace, member_client: SignIn) -> None:
    known, unknown = give(fan_page, email="who@x.example").content.decode(), FollowConsent.objects.get()
    assert "Thank you" in known  # whether the address is a customer's is told to nobody
    assert (unknown.accepted, unknown.customer) == (False, None)
    client = member_client()
    assert "waits for you" in page(client, f"{HOME}follows/")
    client.post(f"{HOME}consents/{unknown.pk}/accept/")
    unknown.refresh_from_db()
    assert unknown.accepted


def test_instagrams_file_is_read_at_once(fan_page: FanPage, workspace: Workspace) -> None:
    file = SimpleUploadedFile("following.json", LIST)
    assert "Thank you" in give(fan_page, platform="instagram", handle="ann", file=file).content.decode()
    assert list(CustomerFollow.objects.of(workspace).values_list("platform", "followed")) == [
        ("instagram", "nova_labs")
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"agree": ""}, "This field is required."),
        ({"handle": "no handle!"}, "handle"),
        ({"platform": "instagram", "handle": "ann"}, "please choose the file"),
        ({"platform": "tiktok"}, "Select a valid choice"),
        ({"email": "nonsense"}, "valid email"),
    ],
)
def test_what_is_missing_is_said_and_nothing_kept(fan_page: FanPage, said: dict[str, str], words: str) -> None:
    response = give(fan_page, **said)
    assert (response.status_code, words in response.content.decode()) == (422, True)
    assert not FollowConsent.objects.exists()


def test_a_file_that_is_no_list_leaves_no_consent(fan_page: FanPage) -> None:
    response = give(fan_page, platform="instagram", handle="ann", file=SimpleUploadedFile("x.json", b"{}"))
    assert (response.status_code, "not the list of whom you follow" in response.content.decode()) == (422, True)
    assert not FollowConsent.objects.exists()


def test_machines_are_thanked_and_nothing_is_kept(fan_page: FanPage) -> None:
    assert "Thank you" in give(fan_page, trap="buy pills").content.decode()
    assert not FollowConsent.objects.exists()


def test_knocking_too_often_is_refused(fan_page: FanPage) -> None:
    client = Client()
    codes = [client.get(f"/fans/{fan_page.token}/").status_code for _ in range(31)]
    assert (codes[0], codes[-1]) == (200, 429)
