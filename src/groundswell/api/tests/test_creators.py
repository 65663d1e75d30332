"""Creators by API: reading, adding, changing, merging, within one workspace."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.accounts.models import AuditEntry, User, Workspace
from groundswell.creators.models import Creator, MergeSuggestion
from groundswell.creators.services import create_creator, suggest_merge

Api = Callable[..., Client]
URL = "/api/v1/creators"


def post(client: Client, url: str, body: dict[str, object]) -> tuple[int, dict[str, object]]:
    answer = client.post(url, body, content_type="application/json")
    return answer.status_code, answer.json()


def test_a_creator_is_added_read_and_changed(api: Api, workspace: Workspace, owner: User) -> None:
    client = api()
    status, made = post(
        client,
        URL,
        {
            "name": "Maya Lind",
            "email": "Maya@Example.com",
            "handle": "https://www.instagram.com/Maya/",
            "followers": 12_000,
            "country": "de",
            "topics": ["running"],
        },
    )
    assert status == 201
    account = made["accounts"][0]  # type: ignore[index]  # JSON
    assert (account["platform"], account["handle"], account["tier"], account["source"]) == (
        "instagram",
        "maya",
        "micro",
        "entered by API",
    )
    assert (made["email"], made["country"]) == ("maya@example.com", "DE")
    changed = client.patch(f"{URL}/{made['id']}", {"city": "Berlin"}, content_type="application/json").json()
    assert (changed["city"], changed["name"]) == ("Berlin", "Maya Lind")
    assert client.get(f"{URL}/{made['id']}").json()["city"] == "Berlin"
    assert set(AuditEntry.objects.of(workspace).filter(user=owner).values_list("action", flat=True)) >= {
        "creator.created",
        "creator.changed",
    }


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"name": "X", "email": "maya@example.com"}, 409, "creator_exists"),
        ({"name": "X", "handle": "@maya", "platform": "instagram"}, 409, "creator_exists"),
        ({"name": "X", "handle": "@maya"}, 422, "platform_missing"),
        ({"name": "X", "email": "nope"}, 422, "bad_input"),
        ({"name": "  "}, 422, "bad_input"),
    ],
)
def test_what_is_refused_adds_nobody(
    api: Api, workspace: Workspace, body: dict[str, object], status: int, code: str
) -> None:
    create_creator(workspace=workspace, name="Maya", email="maya@example.com", handle="@maya", platform="instagram")
    answered, document = post(api(), URL, body)
    assert (answered, document["error"]) == (status, code)
    assert Creator.objects.count() == 1


def test_listing_by_text(api: Api, workspace: Workspace, other_workspace: Workspace) -> None:
    create_creator(workspace=workspace, name="Maya Lind", handle="@trail.maya", platform="instagram")
    create_creator(workspace=workspace, name="Tom", email="tom@example.com")
    create_creator(workspace=other_workspace, name="Maya Rival")
    client = api("read")
    assert client.get(URL).json()["total"] == 2
    for text in ("maya", "@TRAIL"):
        assert [one["name"] for one in client.get(URL, {"text": text}).json()["results"]] == ["Maya Lind"]
    assert [one["name"] for one in client.get(URL, {"limit": 1, "offset": 1}).json()["results"]] == ["Tom"]


def test_suggestions_are_decided(api: Api, workspace: Workspace) -> None:
    left, right, third = (create_creator(workspace=workspace, name=name) for name in ("Maya", "Tom", "Ann"))
    suggest_merge(workspace=workspace, left=left.pk, right=right.pk, reasons=["x"])
    suggest_merge(workspace=workspace, left=left.pk, right=third.pk, reasons=["y"])
    client = api()
    found = client.get(f"{URL}/merges/suggestions").json()
    assert [(one["left"]["name"], one["right"]["name"], one["reasons"]) for one in found["results"]] == [
        ("Maya", "Ann", ["y"]),
        ("Maya", "Tom", ["x"]),
    ]
    assert client.delete(f"{URL}/merges/suggestions/{found['results'][0]['id']}").status_code == 204
    status, merged = post(client, f"{URL}/merges", {"keep": left.pk, "absorb": right.pk})
    assert (status, merged["name"]) == (200, "Maya")
    assert client.get(f"{URL}/merges/suggestions").json()["total"] == 0
    assert set(Creator.objects.values_list("name", flat=True)) == {"Maya", "Ann"}


def test_another_workspace_is_404_everywhere(api: Api, workspace: Workspace, other_workspace: Workspace) -> None:
    ours, theirs = (
        create_creator(workspace=workspace, name="Ours"),
        create_creator(workspace=other_workspace, name="Theirs"),
    )
    other = create_creator(workspace=other_workspace, name="Other")
    suggest_merge(workspace=other_workspace, left=theirs.pk, right=other.pk, reasons=["x"])
    client = api()
    assert client.get(f"{URL}/{theirs.pk}").status_code == 404
    assert client.patch(f"{URL}/{theirs.pk}", {"city": "x"}, content_type="application/json").status_code == 404
    assert post(client, f"{URL}/merges", {"keep": ours.pk, "absorb": theirs.pk})[0] == 404
    assert client.delete(f"{URL}/merges/suggestions/{MergeSuggestion.objects.get().pk}").status_code == 404
    theirs.refresh_from_db()
    assert theirs.city == ""
