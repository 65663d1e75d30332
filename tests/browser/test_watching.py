"""From an empty data folder to what a network says of the brand: found, on the board, and in the campaign within a minute."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import SCREENSHOTS, Live, serving
from tests.browser.looking import Looks
from tests.browser.walking import again
from tests.testbeds.atproto.network import Network
from tests.testbeds.atproto.people import People

OWNER = "ana@glow.example"
POST = "My evenings with @glowshop.test and <b>no</b> lamp"
A_MINUTE = 60
FANS = ("wren", "wren-fan", "wren-pal", "glowshop", "onno")


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Live]:
    """Groundswell on an empty data folder with a workspace and its owner, allowed to ask networks."""
    running = Live.on(tmp_path / "home")
    running.command("workspaces", "create", "glow", "--name", "Glow")
    running.command("users", "create", OWNER, "--workspace", "glow", "--role", "owner")
    with serving(running, OFFLINE=""):
        yield running


def settle(people: People) -> None:
    """Wren has two followers and mentions the shop; Onno uses its hashtag."""
    for name in FANS:
        people.join(name, bio=f"{name} lights candles")
    for name in ("wren-fan", "wren-pal"):
        people.follow(name, "wren")
    people.post("wren", POST)
    people.post("onno", "Dusk #glowtime")
    people.see("app.bsky.actor.getProfile", lambda told: told.get("followersCount") == 2, actor=people.did["wren"])
    for name in ("wren", "onno"):
        people.see("app.bsky.feed.getAuthorFeed", lambda told: len(told.get("feed", [])) == 1, actor=people.did[name])


@pytest.mark.needs("chromium")
def test_a_handle_and_a_hashtag_bring_people_posts_and_the_board(
    fresh: Live, browser: Callable[..., BrowserContext], people: People, atproto: Network, tmp_path: Path
) -> None:
    settle(people)
    fresh.command("platforms", "keys", "bluesky", f"appview={atproto.appview}", f"pds={atproto.pds}")
    page, looks = browser().new_page(), Looks(SCREENSHOTS)
    looks.watch(page)
    page.goto(fresh.command("users", "sign-in-link", OWNER)["sign_in"])
    for text in ("@glowshop.test", "#glowtime"):
        page.goto(f"{fresh.url}/w/glow/monitors/")
        page.get_by_label("Watch for").fill(text)
        page.get_by_role("button", name="Watch", exact=True).click()
        expect(page.locator("#toasts").get_by_text(f"{text} is watched for.")).to_be_visible()
    page.goto(f"{fresh.url}/w/glow/advocates/")
    again(page, lambda: page.locator(".advocate").count() == 2)
    wren = page.locator(".advocate").filter(has_text="wren.test")
    expect(wren.get_by_text(POST)).to_be_visible()
    expect(wren.get_by_text("On the board")).to_be_visible()
    looks.at(page, "advocates")
    page.goto(f"{fresh.url}/w/glow/monitors/")
    looks.at(page, "monitors")
    page.goto(f"{fresh.url}/w/glow/mentions/")
    expect(page.get_by_role("row")).to_have_count(3)
    looks.at(page, "mentions")

    page.goto(f"{fresh.url}/w/glow/board/")
    expect(page.locator("[data-card]")).to_have_count(2)
    page.locator("[data-card]").filter(has_text="Wren").first.wait_for()
    page.goto(f"{fresh.url}/w/glow/find/?q=wren")
    page.get_by_text("wren.test").first.wait_for()
    read_whole(fresh, page)
    looks.at(page, "creator-watched")
    post_of_a_participant(fresh, page, people, tmp_path / "terms.json")
    assert looks.said == []


def read_whole(fresh: Live, page: Page) -> None:
    """Wren's page: her followers' list, her post, what it met."""
    page.goto(f"{fresh.url}/w/glow/creators/{creator(fresh, 'wren.test')}/")
    again(page, lambda: told(page, "list of followers: 2"))
    expect(page.get_by_text("wren lights candles")).to_be_visible()
    expect(page.get_by_role("heading", name="Speaks of you")).to_be_visible()
    expect(page.get_by_text(POST).first).to_be_visible()


def post_of_a_participant(fresh: Live, page: Page, people: People, terms: Path) -> None:
    """Wren accepts an offer; what she posts for it is in the campaign within a minute, placed and checked."""
    page.goto(f"{fresh.url}/w/glow/campaigns/new/")
    page.get_by_label("Name", exact=True).fill("Winter light")
    page.get_by_label("State", exact=True).select_option(label="Running")
    page.get_by_label("Hashtag").fill("winterlight")
    page.get_by_label("United States").check()
    page.get_by_role("button", name="Save", exact=True).click()
    fresh.command("campaigns", "add", "winter-light", creator(fresh, "wren.test"))
    (wren,) = fresh.command("campaigns", "participants", "winter-light")
    terms.write_text(
        json.dumps(
            {
                "fee": "60",
                "expires_at": "2099-01-01T00:00:00Z",
                "deliverables": [{"activity": "hashtag_post", "platform": "bluesky"}],
            }
        )
    )
    (offer,) = fresh.command("offers", "create", wren["id"], "--terms", terms)
    page.goto(fresh.command("offers", "send", offer["id"])["address"])
    page.get_by_label("Your full name").fill("Wren")
    page.get_by_label("I have read this offer and I accept it.").check()
    page.get_by_role("button", name="Accept the offer").click()
    expect(page.get_by_text("You accepted this offer")).to_be_visible()
    people.post("wren", "#ad Candles at four #winterlight")
    posted = time.monotonic()
    page.goto(f"{fresh.url}/w/glow/posts/?campaign=winter-light")
    again(page, lambda: page.get_by_role("row").filter(has_text="Candles at four").count() == 1)
    assert time.monotonic() - posted < A_MINUTE
    row = page.get_by_role("row").filter(has_text="Candles at four")
    expect(row.get_by_text("Pass")).to_be_visible()
    expect(row.get_by_text("Branded-hashtag photo or video")).to_be_visible()
    expect(row.get_by_text("by the network")).to_be_visible()


def told(page: Page, text: str) -> bool:
    """Whether the page says so once its parts have come."""
    page.wait_for_load_state("networkidle")
    return page.get_by_text(text).count() == 1


def creator(fresh: Live, handle: str) -> int:
    people: list[dict[str, Any]] = fresh.command("monitors", "advocates")
    return next(int(one["creator_id"]) for one in people if one["handle"] == handle)
