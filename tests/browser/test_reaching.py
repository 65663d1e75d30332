"""A relationship from a list to the creator's own page, and an open call, in a real browser over postfix and dovecot."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import SCREENSHOTS, Live, serving
from tests.browser.looking import Looks
from tests.browser.mailing import Letters
from tests.browser.steps import reaching
from tests.browser.steps.reaching import BRAND, OWNER
from tests.browser.walking import Walk
from tests.testbeds.mail.post import Post

SLUG = "fernway"


@pytest.fixture
def walk(tmp_path: Path, browser: Callable[..., BrowserContext]) -> Iterator[Walk]:
    """A brand on an empty data folder, its owner signed in."""
    running, looks = Live.on(tmp_path / "home"), Looks(SCREENSHOTS)
    running.command("workspaces", "create", SLUG, "--name", BRAND)
    link = running.command("users", "create", OWNER, "--workspace", SLUG, "--role", "owner")["sign_in"]
    with Letters() as letters, serving(running):
        page = browser().new_page()
        looks.watch(page)
        page.goto(link)
        yield Walk(page, running, letters, looks, browser, slug=SLUG)


@pytest.mark.needs("chromium")
def test_a_list_becomes_a_partner_and_an_applicant_takes_part(walk: Walk, postoffice: Post) -> None:
    reaching.bring_list(walk)
    reaching.warm_up(walk)
    reaching.set_up_mailbox(walk, postoffice)
    reaching.start_sequence(walk, postoffice)
    reaching.answer_comes(walk, postoffice)
    reaching.plan_campaign(walk)
    reaching.offer_and_counter(walk, postoffice)
    reaching.own_page(walk)
    reaching.open_call(walk, postoffice)
    assert walk.looks.said == [], "\n".join(walk.looks.said)
