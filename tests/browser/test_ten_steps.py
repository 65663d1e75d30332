"""One programme from the first spreadsheet to the return, in a real browser, as a marketer and a creator go through it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import SCREENSHOTS, Live
from tests.browser.looking import Looks
from tests.browser.mailing import Letters
from tests.browser.steps import agreeing, finding, importing, moving, publishing, selling, writing
from tests.browser.walking import BRAND, OWNER, SLUG, Walk

STEPS = (
    importing.bring_own_list,
    importing.bring_four_tables,
    importing.bring_exports,
    importing.bring_all_again,
    finding.find_people,
    finding.know_somebody,
    moving.move_cards,
    moving.edit_grid,
    writing.set_up_mailbox,
    writing.write_template,
    writing.may_we_write,
    writing.write_to_people,
    writing.see_it_arrive,
    agreeing.plan_campaign,
    agreeing.make_offer,
    agreeing.accept_offer,
    agreeing.see_record,
    agreeing.use_link,
    publishing.hand_in_post,
    publishing.see_post,
    selling.connect_store,
    selling.sell,
    selling.count_return,
)


@pytest.fixture
def walk(live: Live, browser: Callable[..., BrowserContext]) -> Iterator[Walk]:
    """A new brand, its owner signed in by the link of the command line, and a mail server."""
    live.command("workspaces", "create", SLUG, "--name", BRAND)
    link = live.command("users", "create", OWNER, "--workspace", SLUG, "--role", "owner")["sign_in"]
    looks = Looks(SCREENSHOTS)
    with Letters() as letters:
        page = browser().new_page()
        looks.watch(page)
        page.goto(link)
        yield Walk(page, live, letters, looks, browser)


@pytest.mark.needs("chromium")
def test_the_ten_steps(walk: Walk) -> None:
    expect(walk.page.get_by_role("heading", name="Today")).to_be_visible()
    walk.look("today-empty")
    for step in STEPS:
        step(walk)
    walk.to("Today")
    walk.look("today")
    assert walk.looks.said == []
