"""The marketer at the browser, and what the steps of the walk have in common."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Live
from tests.browser.looking import Looks
from tests.browser.mailing import Letters

FILES = Path(__file__).parents[1] / "files"
SLUG, BRAND = "fern", "Fern & Field"
OWNER = "ana@fern.example"
PATIENCE = 60


@dataclass
class Walk:
    """`page` is the marketer's; `learnt` carries from step to step what the pages told."""

    page: Page
    live: Live
    letters: Letters
    looks: Looks
    open_browser: Callable[..., BrowserContext]
    slug: str = SLUG
    learnt: dict[str, Any] = field(default_factory=dict)

    def to(self, name: str) -> None:
        """Follows an entry of the main navigation, until the page there answers to keys and pointers."""
        entry = self.page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True)
        entry.click()
        expect(entry).to_have_attribute("aria-current", "page")
        self.page.wait_for_load_state()

    def press(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("link", name=name, exact=True).first.click()

    def told(self, text: str) -> None:
        """A short message that the page shows for a while."""
        expect(self.page.locator("#toasts").get_by_text(text)).to_be_visible()

    def look(self, name: str, *, main: bool = True) -> None:
        self.looks.at(self.page, name, main=main)

    def heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", name=text, level=1)).to_be_visible()

    def until(self, seen: Callable[[], bool], page: Page | None = None) -> None:
        """Loads the page again until it shows what the worker was asked to do."""
        again(page or self.page, seen)


def again(page: Page, seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < deadline, f"{page.url} never showed it"
        page.wait_for_timeout(700)
        page.reload()


def figure(page: Page, label: str) -> Locator:
    """The value of the card with that label."""
    return page.locator(".stat", has=page.get_by_text(label, exact=True)).locator(".stat-value")


def row(page: Page, text: str) -> Locator:
    """The row of a table in which the text stands."""
    return page.get_by_role("row").filter(has_text=text)
