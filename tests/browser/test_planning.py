"""From a brand's own customers to a campaign: whom they follow, who follows those, and the best set for the money."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import swimmers
from tests.browser.conftest import SCREENSHOTS, Live, serving
from tests.browser.looking import WIDE, Looks
from tests.browser.walking import again, figure, row
from tests.testbeds.atproto.network import Network
from tests.testbeds.atproto.people import People

OWNER = "ana@cove.example"
LIST = "Followed by our customers"
QUOTES = {"Ada-Swims": "150", "Ben-Swims": "150", "Cleo-Swims": "120", "Dora-Swims": "60"}
BUDGET = "330"
INTERVAL = re.compile(r"\d+\.\d%–\d+\.\d%")


@pytest.fixture
def cove(tmp_path: Path, atproto: Network) -> Iterator[Live]:
    """Groundswell on an empty data folder with a workspace and its owner, allowed to ask the local network."""
    running = Live.on(tmp_path / "home")
    running.command("workspaces", "create", "cove", "--name", "Cove")
    running.command("users", "create", OWNER, "--workspace", "cove", "--role", "owner")
    running.command("platforms", "keys", "bluesky", f"appview={atproto.appview}", f"pds={atproto.pds}")
    with serving(running, OFFLINE=""):
        yield running


@pytest.mark.needs("chromium")
def test_from_customers_to_a_campaign(people: People, cove: Live, chromium: Browser, tmp_path: Path) -> None:
    follows = swimmers.settle(people)
    page, looks = chromium.new_page(viewport=WIDE), Looks(SCREENSHOTS)
    looks.watch(page)
    page.goto(cove.command("users", "sign-in-link", OWNER)["sign_in"])
    bring_files(cove, page, tmp_path, follows)
    make_persona(cove, page)
    know_the_audience(cove, page, looks, follows)
    take_whom_customers_follow(cove, page, looks)
    plan(cove, page, looks)
    assert looks.said == []


def bring_files(cove: Live, page: Page, folder: Path, follows: dict[str, list[str]]) -> None:
    """Customers, whom they told they follow, and people known from earlier, whose lists the network tells."""
    tables = {
        "customers": [("Customer ID", "E-mail", "Total Spent", "Bluesky"), *((at, f"{one}@mail.example", "40.00", f"{one}.test") for at, one in enumerate(swimmers.CUSTOMERS))],
        "follows": [("follower", "followed", "platform"), *((f"{one}@mail.example", f"{whom}.test", "bluesky") for one in swimmers.CUSTOMERS for whom in follows[one])],
        "creators": [("Name", "Bluesky"), *((one.title(), f"{one}.test") for one in swimmers.OTHERS)],
    }  # fmt: skip
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    page.goto(f"{cove.url}/w/cove/imports/")
    page.get_by_label("Files to import").set_input_files([folder / f"{name}.csv" for name in tables])
    page.get_by_role("button", name="Upload and look").click()
    page.get_by_role("button", name="Import all 3").click()
    again(page, lambda: row(page, "Done").count() == 3)


def make_persona(cove: Live, page: Page) -> None:
    page.goto(f"{cove.url}/w/cove/personas/new/")
    page.get_by_label("Name").fill("Madrid swimmers")
    page.get_by_label("Countries").fill("Spain")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Madrid swimmers")).to_be_visible()


def know_the_audience(cove: Live, page: Page, looks: Looks, follows: dict[str, list[str]]) -> None:
    """The network lists a creator's followers; their shares stand with intervals."""
    page.goto(f"{cove.url}/w/cove/creators/new/")
    page.get_by_label("Profile", exact=True).fill("@ada-swims.test")
    page.get_by_label("Platform").first.select_option(label="Bluesky")
    page.get_by_role("button", name="Read profile").click()
    expect(page.get_by_role("heading", name="Ada-Swims", level=1)).to_be_visible()
    page.get_by_role("link", name="Audience").first.click()
    page.get_by_role("button", name="Estimate the audience").click()
    again(page, lambda: page.get_by_text("Sample of Bluesky followers").count() > 0)
    for value in ("Spain", "United States", "Madrid", "Female", "English"):
        expect(row(page, value).first).to_contain_text(INTERVAL)
    of = [name for name, whom in follows.items() if "ada-swims" in whom]
    told = float(row(page, "Spain").locator(".hbars-value").inner_text().split("%")[0])
    assert abs(told / 100 - sum(swimmers.home_of(name) == swimmers.SPAIN for name in of) / len(of)) < 0.15
    looks.at(page, "planning-audience")


def take_whom_customers_follow(cove: Live, page: Page, looks: Looks) -> None:
    """The star is followed by most and stands out nowhere; the swimmers do, and become candidates."""
    page.goto(f"{cove.url}/w/cove/customers/affinity/")
    again(
        page,
        lambda: (
            page.get_by_text(
                f"{len(swimmers.CUSTOMERS)} lists of customers against {len(swimmers.OTHERS)} others"
            ).count()
            == 1
        ),
    )
    ranked = page.get_by_role("row").filter(has_text=".test")
    expect(ranked.first).to_contain_text("followed more")
    expect(row(page, "the-star.test")).to_contain_text("not sure")
    looks.at(page, "planning-affinity", main=False)
    page.get_by_role("button", name="Add all that are sure").click()
    expect(page.locator("#toasts").get_by_text(f"added to “{LIST}”")).to_be_visible()


def plan(cove: Live, page: Page, looks: Looks) -> None:
    """Prices are asked for; the set comes with its proof; two are kept apart; the campaign has whom the plan chose."""
    page.goto(f"{cove.url}/w/cove/lists/followed-by-our-customers/")
    again(page, lambda: page.get_by_role("row").filter(has_text="Dora-Swims").get_by_text("%").count() > 0)
    page.get_by_role("link", name="Plan the best set").click()
    page.get_by_label("Budget").fill(BUDGET)
    page.get_by_label("Persona").select_option(label="Madrid swimmers")
    page.get_by_role("button", name="Plan", exact=True).click()
    expect(page.get_by_text("None of the candidates has a price.")).to_be_visible()
    for name, price in QUOTES.items():
        page.get_by_label(f"Quote of {name}").fill(price)
    page.get_by_role("button", name="Plan with these quotes").click()
    expect(figure(page, "Of the proven best, at least")).to_contain_text("100.0%")
    looks.at(page, "planning-plan", main=False)
    page.get_by_label("One of the two").select_option(label="Ada-Swims")
    page.get_by_label("The other of the two").select_option(label="Cleo-Swims")
    page.get_by_role("button", name="Plan them apart").click()
    expect(page.get_by_role("link", name="Not together: Ada-Swims and Cleo-Swims")).to_be_visible()
    chosen = page.get_by_role("region", name="Chosen creators").get_by_role("rowheader").all_inner_texts()
    names = [name for name in QUOTES if any(name in text for text in chosen)]
    assert names
    assert not {"Ada-Swims", "Cleo-Swims"} <= set(names)
    assert sum(int(QUOTES[name]) for name in names) <= int(BUDGET)
    looks.at(page, "planning-apart")
    page.get_by_label("Name of the campaign").fill("Winter swim")
    page.get_by_role("button", name="Make the campaign").click()
    expect(page.get_by_text("Campaign “Winter swim” made with its creators.")).to_be_visible()
    invited = page.get_by_role("main").get_by_role("link")
    for name in QUOTES:
        assert (invited.filter(has_text=name).count() > 0) == (name in names), name
    looks.at(page, "planning-campaign", main=False)
