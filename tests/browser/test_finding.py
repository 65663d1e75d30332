"""From a persona to a saved shortlist with reasons, in a real browser, mostly by keys; and the pages as they look."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.browser.test_accounts import LOOKS, serious

Visit = Callable[..., Page]
Shot = Callable[[Page, str], None]
PEOPLE = "Name,Handle,Platform,Followers,Bio,Topics,Language\n" + "".join(
    f"Runner {n},runner{n},instagram,{1000 + n},Trail running and tea,trail running,en\n" for n in range(30)
) + "Tea Person,teapot,instagram,5000,Tea and nothing else,tea,en\n"  # fmt: skip
PAGES = {
    "find": "/w/acme/find/",
    "personas": "/w/acme/personas/",
    "persona-new": "/w/acme/personas/new/",
    "customers": "/w/acme/customers/",
    "follows": "/w/acme/customers/follows/",
    "hashtags": "/w/acme/hashtags/",
    "searches": "/w/acme/searches/",
}


@pytest.fixture
def people(live: Live, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    live.command("--workspace", "acme", "import", path)


@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_fit_to_be_seen(visit: Visit, shot: Shot, people: None, look: str) -> None:
    page = visit(**LOOKS[look])
    for name, path in PAGES.items():
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, name
        shot(page, f"{name}-{look}")
        assert serious(page) == [], name


def test_from_a_persona_to_a_shortlist_with_reasons(visit: Visit, shot: Shot, people: None) -> None:
    page = visit()
    page.goto("/w/acme/personas/new/")
    page.get_by_label("Name").fill("Trail mothers")
    page.get_by_label("Languages").fill("English")
    page.get_by_label("Interests").fill("trail running")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Find creators who reach them").click()
    expect(page.get_by_text("30 profiles")).to_be_visible()
    expect(page.locator("#facet-platform .facet-count").first).to_have_text("30")  # the counts arrive after
    page.keyboard.press("j")
    expect(page.locator("[data-found]").first).to_be_focused()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("s")
    name = page.get_by_label("Name of the list")
    expect(name).to_be_focused()
    expect(name).to_have_value("Shortlist")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts").get_by_text("2 people added to “Shortlist”")).to_be_visible()
    page.goto("/w/acme/lists/shortlist/")
    expect(page.get_by_text("to Trail mothers").first).to_be_visible()
    shot(page, "shortlist")


def test_back_keeps_the_rows_and_the_place(visit: Visit, people: None) -> None:
    page = visit()
    page.goto("/w/acme/find/?q=runner&view=table")
    page.get_by_role("link", name="Show more").scroll_into_view_if_needed()
    expect(page.locator("[data-found]")).to_have_count(30)
    page.locator("[data-found]").nth(28).get_by_role("link").first.click()
    page.wait_for_url("**/creators/**")
    page.go_back()
    expect(page.locator("[data-found]")).to_have_count(30)
    expect(page).to_have_url(re.compile("q=runner"))


def test_chosen_people_are_compared(visit: Visit, people: None) -> None:
    page = visit()
    page.goto("/w/acme/find/?q=runner")
    for n in range(3):
        page.locator("[data-find-tick]").nth(n).check()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="Compare", level=1)).to_be_visible()
    expect(page.get_by_role("row", name="Followers")).to_contain_text("1k")
