"""The Find page and what is done with the people on it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Account, Creator
from groundswell.discovery import index
from groundswell.relationships.models import CreatorList, Relationship

FIND, TAKE = "/w/acme/find/", "/w/acme/find/take/"
Person = Callable[..., Account]
SignIn = Callable[..., Client]


def page(client: Client, address: str = FIND, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_people_counts_and_reasons(member_client: SignIn, person: Person) -> None:
    person("Maya Brook", bio="Trail and tea", followers=12_400, country="US", city="Denver", topics=["running"])
    person("Noah Hill", bio="Vegan", platform="tiktok")
    html = page(member_client(), f"{FIND}?q=trail&tier=micro")
    assert "Maya Brook" in html
    assert "Noah Hill" not in html
    assert "<b>1</b> profile" in html
    assert "<li>bio mentions “trail”</li><li>12.4k followers on Instagram</li>" in html
    assert "Denver, United States" in html
    assert "Words: <b>trail</b>" in html


def test_counts_of_a_chosen_facet_tell_what_the_others_would_bring(member_client: SignIn, person: Person) -> None:
    for n in range(3):
        person(f"Maya{n}", platform="instagram", country="US")
    person("Noah", platform="tiktok", country="US")
    response = member_client().get(f"{FIND}facets/?platform=tiktok")
    counts = {group.param: {c.value: c.count for c in group.choices} for group in response.context["groups"]}
    assert counts["platform"] == {"tiktok": 1, "instagram": 3}
    assert counts["country"] == {"US": 1}
    assert counts["tier"] == {"unknown": 1}


def test_htmx_gets_only_the_results_and_a_clean_address(member_client: SignIn, person: Person) -> None:
    person("Maya")
    client = member_client()
    response = client.get(f"{FIND}?q=maya&min=&sort=relevance", headers={"HX-Request": "true"})
    html = response.content.decode()
    assert "<html" not in html
    assert f'hx-get="{FIND}facets/?q=maya" hx-trigger="load"' in html
    assert "facet-choice" not in html
    assert response["HX-Push-Url"] == f"{FIND}?q=maya"
    assert (response["Cache-Control"], "HX-Request" in response["Vary"]) == ("no-store", True)
    back = page(client, f"{FIND}?q=maya", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in back


def test_the_next_rows_come_alone_and_end(member_client: SignIn, person: Person) -> None:
    for n in range(30):
        person(f"Maya{n}", handle=f"maya{n}")
    client = member_client()
    first = client.get(FIND)
    rest = client.get(f"{FIND}{first.context['more_url']}", headers={"HX-Request": "true"}).content.decode()
    assert first.content.decode().count("data-find-tick") == 24
    assert rest.count("data-find-tick") == 6
    assert "Show more" not in rest
    assert "facet-" not in rest


def test_nobody_at_all_is_told_how_to_begin(member_client: SignIn) -> None:
    html = page(member_client())
    assert "Nobody to search yet" in html
    assert "groundswell demo" in html


def test_too_narrow_a_search_says_what_to_loosen(member_client: SignIn, person: Person) -> None:
    person("Maya", country="US", platform="tiktok")
    response = member_client().get(f"{FIND}?country=US&platform=youtube")
    assert [(loose.chip.label, loose.total) for loose in response.context["loosened"]] == [("Platform", 1)]
    assert "Nobody matches all of this" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("min=many", "is no number"),
        ("q=%21%21", "no word to search for"),
        ("skip=nowhere", "There is no list"),
        ("min=5&max=2", "Min is above max"),
    ],
)
def test_a_wrong_filter_is_explained_on_the_page(
    address: str, said: str, member_client: SignIn, person: Person
) -> None:
    person("Maya")
    assert said in page(member_client(), f"{FIND}?{address}")


def test_nothing_a_profile_says_becomes_markup(member_client: SignIn, person: Person) -> None:
    person("<script>alert(1)</script>", handle="x", bio="<img src=x onerror=alert(1)>", topics=["<b>"], source='"><i>')
    client = member_client()
    for view in ("cards", "table"):
        html = page(client, f"{FIND}?view={view}")
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_the_number_of_queries_does_not_grow(
    member_client: SignIn, person: Person, django_assert_max_num_queries: Any
) -> None:
    client = member_client()
    for n in range(24):
        person(f"Maya{n}", handle=f"maya{n}", topics=["running"], country="US")
    page(client)
    with django_assert_max_num_queries(16):
        page(client, f"{FIND}?q=maya&platform=instagram&country=US")


def take(client: Client, accounts: list[int], **data: str) -> Any:
    return client.post(TAKE, {"account": accounts, **data}, headers={"HX-Request": "true"})


def test_people_go_to_a_list_the_board_and_a_campaign(
    member_client: SignIn, person: Person, workspace: Workspace
) -> None:
    maya, noah = person("Maya"), person("Noah")
    client = member_client()
    first = take(client, [maya.pk, noah.pk], to="list", list="Autumn trail")
    assert json.loads(first["HX-Trigger"])["toast"]["text"] == "2 people added to “Autumn trail”."
    again = take(client, [maya.pk], to="list", list="Autumn trail")
    assert json.loads(again["HX-Trigger"])["toast"]["text"] == "0 people added to “Autumn trail”; 1 there already."
    assert CreatorList.objects.get().entries.count() == 2

    zoe = person("Zoe")
    take(client, [zoe.pk], to="board")
    assert Relationship.objects.filter(creator__name="Zoe", stage="identified").count() == 1
    Campaign.objects.create(workspace=workspace, name="Autumn", slug="autumn", currency="USD")
    take(client, [zoe.pk], to="campaign", campaign="autumn")
    assert Participant.objects.get().creator.name == "Zoe"


@pytest.mark.parametrize(
    "data", [{"to": "list", "list": ""}, {"to": "nowhere"}, {"to": "campaign", "campaign": "none"}]
)
def test_what_cannot_be_done_changes_nothing(data: dict[str, str], member_client: SignIn, person: Person) -> None:
    response = take(member_client(), [person("Maya").pk], **data)
    assert response.status_code in (404, 422)
    assert not CreatorList.objects.exists()
    assert not Relationship.objects.exists()


def test_others_people_cannot_be_taken(
    member_client: SignIn, person: Person, other_workspace: Workspace, workspace: Workspace
) -> None:
    theirs = person("Secret", owner=other_workspace)
    client = member_client()
    assert "Secret" not in page(client)
    take(client, [theirs.pk], to="list", list="Mine")
    assert not Creator.objects.of(workspace).exists()
    assert CreatorList.objects.of(workspace).get().entries.count() == 0


def test_analysts_look_but_do_not_touch(member_client: SignIn, person: Person) -> None:
    maya = person("Maya")
    client = member_client("analyst")
    assert "data-find-tick" not in page(client)
    assert take(client, [maya.pk], to="list", list="Mine").status_code == 403
    assert not CreatorList.objects.exists()


def test_lists_are_made_shown_emptied_and_deleted(member_client: SignIn, person: Person) -> None:
    client = member_client()
    assert "No list yet" in page(client, "/w/acme/lists/")
    assert client.post("/w/acme/lists/", {"name": "Autumn trail"})["Location"] == "/w/acme/lists/autumn-trail/"
    assert "There is already a list" in client.post("/w/acme/lists/", {"name": "Autumn trail"}).content.decode()
    take(client, [person("Maya").pk], to="list", list="Autumn trail")
    assert "Maya" in page(client, "/w/acme/lists/autumn-trail/")
    client.post("/w/acme/lists/autumn-trail/remove/", {"creator": [Creator.objects.get().pk]})
    assert "Nobody on this list yet" in page(client, "/w/acme/lists/autumn-trail/")
    client.post("/w/acme/lists/autumn-trail/delete/")
    assert not CreatorList.objects.exists()
    assert Creator.objects.count() == 1


def test_why_somebody_was_found_is_kept_as_the_reason(
    member_client: SignIn, person: Person, workspace: Workspace
) -> None:
    from groundswell.discovery.personas.services import create_persona

    create_persona(workspace=workspace, name="Runners", definition={"words": ["trail"]})
    maya, noah = person("Maya", bio="trail"), person("Noah", bio="trail")
    Relationship.objects.create(workspace=workspace, creator=noah.creators.get(), reason="A friend said so")
    said = {"account": [maya.pk, noah.pk], "to": "list", "list": "Short", "asked": "?q=trail&persona=runners"}
    client = member_client()
    assert client.post(TAKE, said).status_code == 302
    reasons = dict(Relationship.objects.of(workspace).values_list("creator__name", "reason"))
    assert reasons == {"Maya": "fit 100 (100–100) to Runners; bio mentions “trail”", "Noah": "A friend said so"}
    assert "fit 100 (100–100) to Runners" in page(client, "/w/acme/lists/short/")
    broken = {**said, "account": [maya.pk], "asked": "?min=many"}
    assert client.post(TAKE, broken).status_code == 302


def test_more_like_this_is_a_filter_that_stays(member_client: SignIn, person: Person) -> None:
    person("Maya Brook", bio="Runs trails", handle="maya")
    person("Noah Hill", bio="Runs hills", handle="noah")
    client = member_client()
    index.understand(30)
    assert 'href="?like=instagram%3A%40maya"' in page(client)
    html = page(client, f"{FIND}?like=instagram%3A%40maya")
    assert "Noah Hill" in html
    assert "Maya Brook" not in html
    assert "content like instagram:@maya (" in html
    assert "Content like: <b>instagram:@maya</b>" in html
    assert '<input type="hidden" name="like" value="instagram:@maya">' in html
    assert "There is no account “instagram:@nobody”." in page(client, f"{FIND}?like=instagram:@nobody")
