from collections.abc import Callable

from django.test import Client

from groundswell.accounts.models import Membership, User, Workspace
from groundswell.links.models import Domain
from groundswell.links.services import add_domain, check_domain, create_link

Api = Callable[..., Client]
JSON = "application/json"


def test_a_domain_over_http(api: Api, workspace: Workspace) -> None:
    client = api()
    made = client.post("/api/v1/domains", {"name": "Go.Fernway.example"}, content_type=JSON)
    assert made.status_code == 201
    document, domain = made.json(), Domain.objects.get()
    assert (document["name"], document["primary"], document["verified_at"], document["problem"]) == (
        "go.fernway.example", False, None, None,
    )  # fmt: skip
    assert document["proof"] == f"http://go.fernway.example:8000/.well-known/groundswell/{domain.token}"
    assert client.post("/api/v1/domains", {"name": "go.fernway.example"}, content_type=JSON).json()["id"] == domain.pk
    path = f"/api/v1/domains/{domain.pk}"
    assert client.patch(path, {"primary": True}, content_type=JSON).status_code == 409

    create_link(workspace=workspace, target_url="https://shop.example/", slug="old")
    check_domain(domain=domain, vouched=True)
    sent = {"primary": True, "links_too": True, "home_url": "https://fernway.example/"}
    changed = client.patch(path, sent, content_type=JSON).json()
    assert (changed["primary"], changed["links"], changed["home_url"]) == (True, 1, "https://fernway.example/")
    assert client.get("/api/v1/links").json()["links"][0]["url"] == "http://go.fernway.example:8000/old"
    assert [row["name"] for row in client.get("/api/v1/domains").json()["domains"]] == ["go.fernway.example"]
    assert client.delete(path).status_code == 204
    assert client.get("/api/v1/links").json()["links"][0]["url"] == "http://127.0.0.1:8000/l/old"


def test_only_owners_change_domains_and_only_their_own(
    api: Api, workspace: Workspace, other_workspace: Workspace, owner: User
) -> None:
    theirs = add_domain(workspace=other_workspace, name="go.rival.example")
    client, path = api(), f"/api/v1/domains/{theirs.pk}"
    mine = Membership.objects.of(workspace).filter(user=owner)
    mine.update(role="manager")
    assert client.get("/api/v1/domains").json() == {"domains": []}
    assert client.post("/api/v1/domains", {"name": "go.x.example"}, content_type=JSON).status_code == 403
    mine.update(role="owner")
    answers = (
        client.patch(path, {"home_url": "https://evil.example/"}, content_type=JSON),
        client.post(f"{path}/check"),
        client.delete(path),
    )
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert list(Domain.objects.all()) == [theirs]
    check_domain(domain=theirs, vouched=True)
    taken = client.post("/api/v1/domains", {"name": "go.rival.example"}, content_type=JSON)
    assert (taken.status_code, taken.json()["error"]) == (409, "domain_taken")
