"""What customers follow, as niches: page, API, command, and the way to a persona."""

import json
import random
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.discovery.customers import niches
from groundswell.discovery.customers.facts import FollowFacts
from groundswell.discovery.customers.following import save_follows
from groundswell.discovery.customers.niches import customer_niches
from groundswell.discovery.models import Customer, Persona
from groundswell.discovery.tests.follows import profile
from groundswell.kit.tests.fixtures import Result

pytestmark = pytest.mark.django_db
PAGE = "/w/acme/customers/niches/"
TRAIL = [f"trail{at}.example" for at in range(8)]
COFFEE = [f"coffee{at}.example" for at in range(6)]
TAIL = [f"any{at}.example" for at in range(60)]


def follows(chance: random.Random, trail: float, coffee: float) -> set[str]:
    own = [name for group, share in ((TRAIL, trail), (COFFEE, coffee)) if chance.random() < share for name in group]
    return {name for name in own if chance.random() < 0.6} | set(chance.sample(TAIL, 4)) | {"news.example"}


@pytest.fixture
def fans(workspace: Workspace) -> None:
    """Of 60 customers 3 in 4 follow the trail niche and half that of coffee, of 150 others 1 in 5 each; the niches'
    profiles are in the catalogue, Coffee's without a word."""
    chance = random.Random(5)
    for at in range(150):
        profile(f"p{at}.example", follows(chance, 0.2, 0.2), country="DE")
    for name in TRAIL:
        profile(name, [], bio="Mountains, trailrunning and mud")
    for name in COFFEE:
        profile(name, [])
    facts = []
    for at in range(60):
        Customer.objects.create(workspace=workspace, email=f"c{at}@x.example", country="DE", source="File")
        names = sorted(follows(chance, 0.75, 0.5))
        facts += [FollowFacts(f"c{at}@x.example", "bluesky", name) for name in names]
    save_follows(workspace=workspace, follows=facts, source="File")


@pytest.mark.usefixtures("fans")
def test_planted_niches_are_found_and_named(workspace: Workspace) -> None:
    found = customer_niches(workspace)
    trail, coffee = found.niches
    assert {row.handle for row in trail.rows} == set(TRAIL)
    assert {row.handle for row in coffee.rows} == set(COFFEE)
    assert trail.name.text == "trail running"
    assert "mountains" in trail.name.words
    assert coffee.name.text == " · ".join(f"@{row.handle}" for row in coffee.rows[:2])
    assert trail.customers.low < 0.75 < trail.customers.high
    assert trail.others.low < 0.2 < trail.others.high
    assert 1 < trail.times.low < trail.customers.value / trail.others.value < trail.times.high
    assert trail.persona["interests"] == ["trail running"]
    assert trail.persona["countries"] == {"DE": 1.0}
    assert coffee.persona == {"countries": {"DE": 1.0}}


@pytest.mark.usefixtures("fans")
def test_part_of_many_lists_tells_the_same(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    every = customer_niches(workspace).niches[0]
    monkeypatch.setattr(niches, "MOST_LISTS", 60)
    part = customer_niches(workspace).niches[0]
    assert {row.handle for row in part.rows} >= set(TRAIL)
    assert part.others.low < every.others.value < part.others.high
    assert part.others.high - part.others.low > every.others.high - every.others.low


class Values(HTMLParser):
    """The values of a form's fields, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.found[str(given["name"])] = given.get("value") or ""


@pytest.mark.usefixtures("fans")
def test_the_page_leads_to_a_persona_and_to_candidates(
    member_client: Callable[..., Client], workspace: Workspace
) -> None:
    manager = member_client("manager")
    page = manager.get(PAGE)
    text = page.content.decode()
    assert "trail running" in text
    assert "times as many" in text
    assert 'name="one" value="bluesky:trail0.example"' in text
    address = page.context["niches"][0][1]
    form = Values()
    form.feed(manager.get(address).content.decode())
    assert (form.found["name"], form.found["interests"]) == ("trail running", "trail running")
    assert form.found["countries"] == "Germany 100 %"
    saved = manager.post(
        "/w/acme/personas/new/", {name: form.found[name] for name in ("name", "interests", "words", "countries")}
    )
    assert saved.status_code == 302
    assert Persona.objects.of(workspace).get().name == "trail running"
    back = manager.post(
        "/w/acme/customers/affinity/take/", {"one": "bluesky:trail0.example", "into": "list:Trail", "next": PAGE}
    )
    assert back["Location"] == PAGE
    assert Account.objects.get(handle="trail0.example").creators.count() == 1


@pytest.mark.parametrize("definition", ["", "{", '{"countries": {"Nowhere": 1}}', "[]", "{}"])
def test_a_damaged_suggestion_is_an_empty_form(member_client: Callable[..., Client], definition: str) -> None:
    page = member_client("manager").get("/w/acme/personas/new/", {"name": "x", "definition": definition})
    assert page.status_code == 200


def test_without_lists_and_with_too_few(
    member_client: Callable[..., Client], api: Callable[..., Client], workspace: Workspace
) -> None:
    manager = member_client("manager")
    assert "No customer told whom they follow yet" in manager.get(PAGE).content.decode()
    assert api("read").get("/api/v1/discovery/niches").status_code == 422
    save_follows(workspace=workspace, follows=[FollowFacts("a", "bluesky", name) for name in TRAIL], source="File")
    assert "Cannot tell" in manager.get(PAGE).content.decode()
    for at in range(40):
        profile(f"p{at}.example", ["news.example"])
    assert "No niche stands out" in manager.get(PAGE).content.decode()


@pytest.mark.usefixtures("fans")
def test_by_script_and_command(api: Callable[..., Client], cli: Callable[..., Result]) -> None:
    told: Any = api("read").get("/api/v1/discovery/niches").json()
    assert told["niches"][0]["name"] == "trail running"
    assert told["background"][0]["lists"] == 150
    assert json.loads(cli("discover", "niches", "--json").stdout)["niches"] == told["niches"]
    persona = {"name": "Trail", "definition": told["niches"][0]["persona"]}
    made = api().post("/api/v1/personas", persona, content_type="application/json")
    assert made.status_code == 201
    text = cli("discover", "niches").stdout
    assert "trail running: " in text
    assert "8 accounts" in text
