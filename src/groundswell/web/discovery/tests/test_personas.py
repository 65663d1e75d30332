"""Personas on pages, and the Find page in their light."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.discovery.models import Customer, Persona
from groundswell.discovery.personas.services import create_persona
from groundswell.kit import clock
from groundswell.relationships.models import Relationship

HOME = "/w/acme/personas/"
Person = Callable[..., Account]
SignIn = Callable[..., Client]


@pytest.fixture
def runners(workspace: Workspace) -> Persona:
    said = {"languages": {"en": 1.0}, "words": ["trail"], "interests": ["running"]}
    return create_persona(workspace=workspace, name="Runners", definition=said)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_persona_is_described_changed_and_deleted(member_client: SignIn, workspace: Workspace) -> None:
    client = member_client()
    assert "No persona yet" in page(client, HOME)
    said = {
        "name": "Trail mothers", "countries": "United States 60, Kanada 40", "languages": "English", "age_25-34": "70",
        "age_35-44": "30", "gender_female": "90", "interests": "Trail running, tea", "brands": "@acme",
    }  # fmt: skip
    made = client.post(f"{HOME}new/", said)
    assert (made.status_code, made["Location"]) == (302, f"{HOME}trail-mothers/")
    persona = Persona.objects.of(workspace).get()
    assert persona.definition == {
        "countries": {"US": 0.6, "CA": 0.4}, "languages": {"en": 1.0}, "ages": {"25-34": 0.7, "35-44": 0.3},
        "genders": {"female": 0.9}, "interests": ["trail running", "tea"], "brands": ["@acme"],
    }  # fmt: skip
    html = page(client, f"{HOME}trail-mothers/")
    assert "As you described it" in html
    assert "find/?persona=trail-mothers&amp;sort=fit&amp;about=persona&amp;language=en&amp;language=unknown" in html
    form = client.get(f"{HOME}trail-mothers/edit/").context["form"]
    assert form["countries"].value() == "United States 60 %, Canada 40 %"
    assert client.post(f"{HOME}trail-mothers/edit/", {**said, "countries": "Canada"}).status_code == 302
    persona.refresh_from_db()
    assert (persona.definition["countries"], persona.slug) == ({"CA": 1.0}, "trail-mothers")
    assert client.post(f"{HOME}trail-mothers/delete/")["Location"] == HOME
    assert not Persona.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"countries": "Atlantis"}, "“Atlantis” is no country."),
        ({"countries": "US 60, CA"}, "“CA” has no share."),
        ({"age_25-34": "80", "age_35-44": "40"}, "the shares are more than 100 % together."),
        ({"words": ""}, "The persona says nothing yet."),
        ({"name": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_said_at_the_form(member_client: SignIn, change: dict[str, str], words: str) -> None:
    response = member_client().post(f"{HOME}new/", {"name": "X", "words": "trail", **change})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Persona.objects.exists()


def test_a_persona_is_counted_among_customers(member_client: SignIn, workspace: Workspace) -> None:
    client = member_client()
    assert "Import customers" in page(client, HOME)
    refused = client.post(HOME, {"name": "Buyers"})
    assert (refused.status_code, "Too few customers told" in refused.content.decode()) == (422, True)
    for n in range(12):
        Customer.objects.create(workspace=workspace, email=f"{n}@x.example", country="US", source="file")
    made = client.post(HOME, {"name": ""})
    assert made["Location"] == f"{HOME}our-customers/"
    assert "Of 12 customers whose record says it, of 12 in all" in page(client, made["Location"])


def test_find_shows_the_fit_and_its_parts(member_client: SignIn, person: Person, runners: Persona) -> None:
    maya, _ = person("Maya", bio="trail running", language="en"), person("Noah", bio="tea", language="de")
    client = member_client()
    html = page(client, "/w/acme/find/?persona=runners&sort=fit")
    assert html.index("Maya") < html.index("Noah")
    assert "Fit to: Runners</option>" in html
    panel = page(client, f"{HOME}runners/fit/{maya.pk}/")
    assert "<b>86</b>" in panel
    assert "“running” (bio), “trail” (bio)" in panel
    about = page(client, "/w/acme/find/?persona=runners&about=persona")
    assert ("Maya" in about, "Noah" in about) == (True, False)
    assert "About: <b>what the persona cares about</b>" in about
    assert client.get(f"{HOME}runners/fit/999999/").status_code == 404


def test_a_persona_that_is_gone_is_said(member_client: SignIn, person: Person) -> None:
    person("Maya")
    assert "There is no persona “gone”" in page(member_client(), "/w/acme/find/?persona=gone")
    assert "Choose another one." in page(member_client("analyst"), "/w/acme/find/?persona=gone&about=persona")


def test_results_say_how_old_their_numbers_are_and_where_from(member_client: SignIn, person: Person) -> None:
    person("Maya", followers=10, source="Bluesky", read_at=clock.now())
    person("Noah")
    html = page(member_client(), "/w/acme/find/")
    assert "just now</time>, Bluesky" in html
    assert "No numbers yet" in html
    table = page(member_client("analyst"), "/w/acme/find/?view=table")
    assert "just now</time>, Bluesky" in table


def test_people_without_any_account_are_found_by_name_and_mail(
    member_client: SignIn, workspace: Workspace, other_workspace: Workspace, person: Person
) -> None:
    person("Ann Account")
    Creator.objects.create(workspace=workspace, name="Ann Letter", email="ann@post.example")
    Creator.objects.create(workspace=other_workspace, name="Ann Rival", email="ann@rival.example")
    client = member_client()
    html = page(client, "/w/acme/find/?q=ann")
    assert ("Ann Letter" in html, "Ann Rival" in html) == (True, False)
    assert html.count("no account known") == 1
    assert "Ann Letter" in page(client, "/w/acme/find/?q=post.example")
    assert "Ann Letter" in page(client, "/w/acme/find/")
    assert "Ann Letter" not in page(client, "/w/acme/find/?q=ann&platform=instagram")
    assert "Ann Letter" not in page(client, "/w/acme/find/?q=bob")


def test_who_was_written_to_can_be_left_out(member_client: SignIn, workspace: Workspace, person: Person) -> None:
    told = person("Told Before")
    person("New Face")
    Relationship.objects.create(workspace=workspace, creator=told.creators.get(), stage="contacted")
    html = page(member_client(), "/w/acme/find/?fresh=yes")
    assert ("Told Before" in html, "New Face" in html) == (False, True)
    assert "Already written to: <b>left out</b>" in html
