"""Whom customers follow: only with a consent, deleted when it is withdrawn, counted only where it counts."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.discovery.customers import consents, queries
from groundswell.discovery.customers.following import keep_list, read_follows
from groundswell.discovery.customers.lists import customer_lists
from groundswell.discovery.models import Customer, CustomerFollow, FollowConsent
from groundswell.discovery.tasks import read_customer_follows
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.kit.tests.fixtures import Result
from groundswell.platforms.services import save_keys
from groundswell.platforms.tests.toy import connectors, plugin
from groundswell.platforms.tests.toy_server import ToyServer, toy_server

__all__ = ["connectors", "toy_server"]


@pytest.fixture
def toy(connectors: Callable[..., None], toy_server: ToyServer, workspace: Workspace) -> ToyServer:
    """The toy network stands in for Bluesky; Ann follows 23 accounts."""
    connectors(plugin())
    save_keys(connector=plugin().name, given={"host": toy_server.url})
    toy_server.following[toy_server.join("ann")] = [f"id:brand-{n}" for n in range(23)]
    return toy_server


@pytest.fixture
def ann(workspace: Workspace) -> Customer:
    customer: Customer = Customer.objects.create(workspace=workspace, email="ann@x.example", name="Ann", source="file")
    return customer


def recorded(workspace: Workspace, handle: str = "ann.example", **said: Any) -> tuple[FollowConsent, str]:
    facts = {"platform": "bluesky", "network": "Bluesky", "evidence": "Mail of 3 May", **said}
    return consents.record_consent(workspace=workspace, handle=handle, **facts)


def test_a_list_is_read_whole_and_again(toy: ToyServer, workspace: Workspace, ann: Customer) -> None:
    consent, _ = recorded(workspace, email="ANN@x.example")
    assert (consent.customer_id, consent.accepted, consent.version) == (ann.pk, True, "2026-11")
    assert "Acme Shoes keeps the list of accounts I follow on Bluesky" in consent.text
    assert read_follows(consent) == 23
    rows = CustomerFollow.objects.of(workspace)
    assert set(rows.values_list("customer", "consent", "platform")) == {(ann.pk, consent.pk, "bluesky")}
    toy.following["id:ann"] = ["id:brand-1"]
    assert read_follows(consent) == 1
    assert list(rows.values_list("followed", flat=True)) == ["brand-1.example"]


def test_nothing_is_asked_without_a_consent_that_stands(toy: ToyServer, workspace: Workspace) -> None:
    consent, token = recorded(workspace)
    consents.withdraw_consent(consent=consents.consent_of_token(token))
    consent.refresh_from_db()
    with pytest.raises(Conflict, match="withdrawn"):
        read_follows(consent)
    assert read_customer_follows.func() == {"read": 0, "not_yet": 0}
    assert toy.asked == {}


def test_withdrawing_deletes_the_list_and_the_handle_and_keeps_the_proof(toy: ToyServer, workspace: Workspace) -> None:
    consent, token = recorded(workspace)
    read_follows(consent)
    consents.withdraw_consent(consent=consents.consent_of_token(token))
    consents.withdraw_consent(consent=consents.consent_of_token(token))
    consent.refresh_from_db()
    assert (consent.handle, consent.customer, consent.withdrawn_at is not None) == ("", None, True)
    assert "keeps the list" in consent.text
    assert not CustomerFollow.objects.exists()
    recorded(workspace)
    with pytest.raises(NotFound):
        consents.consent_of_token("x" * 43)


def test_a_list_that_arrives_after_the_withdrawal_is_not_kept(workspace: Workspace) -> None:
    consent, _ = recorded(workspace)
    FollowConsent.objects.filter(pk=consent.pk).update(withdrawn_at=consent.given_at)
    with pytest.raises(Conflict):
        keep_list(consent, ["nova"], source="late")
    assert not CustomerFollow.objects.exists()


def test_the_job_reads_what_waits_and_keeps_what_went_wrong(toy: ToyServer, workspace: Workspace) -> None:
    recorded(workspace)
    gone, _ = recorded(workspace, "nobody.example")
    assert read_customer_follows.func() == {"read": 1, "not_yet": 1}
    gone.refresh_from_db()
    assert gone.problem
    assert read_customer_follows.func() == {"read": 0, "not_yet": 0}


def test_a_network_that_is_down_is_asked_again_later(toy: ToyServer, workspace: Workspace) -> None:
    consent, _ = recorded(workspace)
    toy.failing["/follows"] = 503
    assert read_follows(consent) is None
    consent.refresh_from_db()
    assert (consent.problem, consent.read_at) == ("", None)
    del toy.failing["/follows"]


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"evidence": " "}, "evidence"),
        ({"platform": "tiktok"}, "platform"),
        ({"handle": "not a handle"}, "profile"),
    ],
)
def test_a_consent_that_cannot_be_is_refused(workspace: Workspace, said: dict[str, str], where: str) -> None:
    with pytest.raises(BadInput) as refusal:
        recorded(workspace, **said)
    assert refusal.value.where == where or where == "profile"
    assert not FollowConsent.objects.exists()


def test_one_list_is_given_once(workspace: Workspace, other_workspace: Workspace) -> None:
    recorded(workspace)
    with pytest.raises(Conflict, match="given already"):
        recorded(workspace, "@Ann.Example")
    recorded(other_workspace)


def test_only_lists_that_count_are_counted(workspace: Workspace, other_workspace: Workspace, ann: Customer) -> None:
    def given(handle: str, email: str = "") -> FollowConsent:
        consent, _ = consents.give_consent(workspace=workspace, platform="bluesky", handle=handle, email=email)
        keep_list(consent, ["nova.example", f"only.{handle}"], source="page")
        return consent

    known, stranger = given("ann.example", "ann@x.example"), given("stranger.example")
    foreign, _ = recorded(other_workspace)
    keep_list(foreign, ["nova.example"], source="page")
    assert (known.accepted, stranger.accepted) == (True, False)
    first = queries.most_followed(workspace)[0]
    assert (first.handle, first.customers, first.of) == ("nova.example", 1, 1)
    (told,) = customer_lists(workspace)
    assert list(told.people) == ["bluesky:ann.example"]
    assert told.accounts == ["bluesky:nova.example", "bluesky:only.ann.example"]
    consents.accept_consent(workspace=workspace, consent=stranger)
    assert queries.most_followed(workspace)[0].customers == 2
    consents.withdraw_consent(consent=known)
    assert [list(told.people) for told in customer_lists(workspace)] == [["bluesky:stranger.example"]]


def test_consents_by_command_and_api(
    cli: Callable[..., Result], api: Callable[..., Client], toy: ToyServer, workspace: Workspace, ann: Customer
) -> None:
    done = cli("customers", "consent", "Bluesky", "@ann.example", "--evidence", "letter", "--json")
    made = json.loads(done.stdout)
    assert "/fans/withdraw/" in made["withdraw"]
    assert json.loads(cli("customers", "read", "--json").stdout) == {"read": 1, "not_yet": 0}
    client = api()
    (row,) = client.get("/api/v1/customers/consents").json()
    assert (row["id"], row["accepted"], row["withdraw"], row["read_at"] is not None) == (made["id"], True, None, True)
    assert client.get("/api/v1/customers/follows").json()[0]["of"] == 1
    assert client.delete(f"/api/v1/customers/consents/{made['id']}").status_code == 204
    body = {"platform": "bluesky", "handle": "ann.example", "evidence": "mail", "email": "ann@x.example"}
    again = client.post("/api/v1/customers/consents", json.dumps(body), content_type="application/json")
    assert (again.status_code, bool(again.json()["withdraw"])) == (201, True)
    page = client.get("/api/v1/customers?text=ann").json()
    assert (page["customers"], page["results"][0]["email"], page["next_offset"]) == (1, "ann@x.example", None)
    gone = client.delete(f"/api/v1/customers/{ann.pk}")
    assert gone.json() == {"customers": 1, "consents": 1, "follows": 0}
    assert client.delete("/api/v1/customers").json()["customers"] == 0
