"""A campaign of three creators from brief to verified posts, and what counsel is given of it."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import SCREENSHOTS, Live, serving
from tests.browser.looking import Looks
from tests.browser.mailing import Letters, text_of
from tests.browser.walking import again, row
from tests.testbeds.atproto.network import Network
from tests.testbeds.atproto.people import People

OWNER = "ida@juniper.example"
BRIEF = "One honest evening with the lamp. Say first that we pay you."
RIGHT = "#ad Juniper lit my whole balcony tonight. #juniperglow"
POEM = "\n".join(["Thirty words for evening", "#juniperglow", *(f"{n} moths" for n in range(1, 26))])
BELOW = f"{POEM}\n#ad"
MENDED = f"#ad\n{POEM}"
BURIED = "Dusk, tea and the new lamp #evening #cosy #home #ad #tea #juniperglow"
CREATORS = {"Sorrel": RIGHT, "Tansy": BELOW, "Yarrow": BURIED}
TERMS = {
    "fee": "80",
    "expires_at": "2099-01-01T00:00:00Z",
    "deliverables": [{"activity": "hashtag_post", "platform": "bluesky"}],
}


@dataclass
class Programme:
    """The marketer at their browser, the people on the network, and the mail that goes out."""

    live: Live
    page: Page
    people: People
    letters: Letters
    looks: Looks
    browser: Callable[..., BrowserContext]

    def to(self, path: str) -> None:
        self.page.goto(f"{self.live.url}/w/juniper/{path}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def programme(
    tmp_path: Path, browser: Callable[..., BrowserContext], people: People, atproto: Network
) -> Iterator[Programme]:
    live = Live.on(tmp_path / "home")
    live.command("workspaces", "create", "juniper", "--name", "Juniper")
    link = live.command("users", "create", OWNER, "--workspace", "juniper", "--role", "owner")["sign_in"]
    live.command("platforms", "keys", "bluesky", f"appview={atproto.appview}", f"pds={atproto.pds}")
    for name in CREATORS:
        people.join(name.lower(), bio="Evenings, slowly")
    with Letters() as letters, serving(live, OFFLINE=""):
        live.command("outreach", "mailbox", OWNER, "--host", "127.0.0.1", "--port", letters.port, "--security", "none")
        page, looks = browser().new_page(), Looks(SCREENSHOTS)
        looks.watch(page)
        page.goto(link)
        yield Programme(live, page, people, letters, looks, browser)


@pytest.mark.needs("chromium")
def test_a_campaign_from_brief_to_verified_posts(programme: Programme, tmp_path: Path) -> None:
    write_brief(programme)
    agree(programme, tmp_path)
    show_draft(programme)
    posts = publish(programme)
    ask_for_fixes(programme)
    mend(programme, posts["Tansy"])
    verify(programme)
    see_ledger(programme)
    report_to_counsel(programme)
    assert programme.looks.said == []


def write_brief(programme: Programme) -> None:
    page = programme.page
    programme.to("campaigns/new/")
    page.get_by_label("Name", exact=True).fill("Evening glow")
    page.get_by_label("State", exact=True).select_option(label="Running")
    page.get_by_label("Hashtag").fill("juniperglow")
    page.get_by_label("United States").check()
    programme.press("Save")
    expect(page.get_by_role("heading", name="Evening glow", level=1)).to_be_visible()
    programme.to("campaigns/evening-glow/guidelines/")
    page.get_by_label("Brief").fill(BRIEF)
    page.get_by_label("Hashtags").fill("juniperglow")
    page.get_by_label("Forbidden words").fill("cheap")
    page.get_by_role("group", name="Disclosed clearly for").get_by_label("United States").check()
    programme.press("Publish")
    expect(page.get_by_text(BRIEF).first).to_be_visible()


def agree(programme: Programme, tmp_path: Path) -> None:
    """Three creators from a list accept, each on their own page, with the brief before their eyes."""
    rows = [f"{name} Hill,{name.lower()}@hill.example,bluesky,{name.lower()}.test" for name in CREATORS]
    people, terms = tmp_path / "people.csv", tmp_path / "terms.json"
    people.write_text("\n".join(["name,email,platform,handle", *rows]))
    terms.write_text(json.dumps(TERMS))
    live, page = programme.live, programme.page
    live.command("import", people)
    live.command("campaigns", "add", "evening-glow", *range(1, 4))
    for one in live.command("campaigns", "participants", "evening-glow"):
        (offer,) = live.command("offers", "create", one["id"], "--terms", terms)
        page.goto(live.command("offers", "send", offer["id"])["address"])
        expect(page.get_by_text(BRIEF).first).to_be_visible()
        page.get_by_label("Your full name").fill(one["name"])
        page.get_by_label("I have read this offer and I accept it.").check()
        page.get_by_role("button", name="Accept the offer").click()
        expect(page.get_by_text("You accepted this offer")).to_be_visible()


def show_draft(programme: Programme) -> None:
    """Sorrel shows hers first, on her phone; it is checked at once, talked about and approved."""
    page, her = programme.page, programme.browser(phone=True).new_page()
    programme.looks.watch(her)
    own = {one["name"]: one["page"] for one in programme.live.command("campaigns", "participants", "evening-glow")}
    her.goto(own["Sorrel Hill"])
    her.get_by_role("link", name="Show a draft").click()
    her.get_by_label("Caption").fill(RIGHT)
    her.get_by_role("button", name="Send the draft").click()
    expect(her.get_by_text("The disclosure is fine.")).to_be_visible()
    her.get_by_label("Your comment").fill("Is the balcony all right?")
    her.get_by_role("button", name="Comment").click()
    expect(her.locator(".talk")).to_contain_text("Is the balcony all right?")
    programme.to("drafts/")
    programme.looks.at(page, "drafts")
    row(page, "Sorrel Hill").get_by_role("link").click()
    expect(page.get_by_text("Is the balcony all right?")).to_be_visible()
    programme.looks.at(page, "draft")
    page.get_by_label("What should change, or a word of thanks").fill("Lovely, yes.")
    programme.press("Approve")
    programme.letters.wait_for("sorrel@hill.example", "Your draft is approved")
    her.reload()
    expect(her.get_by_text("Approved: publish it as it stands")).to_be_visible()
    programme.looks.at(her, "own-draft")


def publish(programme: Programme) -> dict[str, dict[str, str]]:
    """Each posts on the network; what they hid is seen."""
    page = programme.page
    posts = {name: programme.people.post(name.lower(), text) for name, text in CREATORS.items()}
    programme.to("posts/?campaign=evening-glow")
    again(page, lambda: page.get_by_text("by the network").count() == len(CREATORS))
    for name, verdict in {"Sorrel": "Pass", "Tansy": "Fail", "Yarrow": "Fail"}.items():
        expect(row(page, f"{name} Hill").get_by_text(verdict, exact=True)).to_be_visible()
    programme.looks.at(page, "posts-judged")
    return posts


def ask_for_fixes(programme: Programme) -> None:
    page = programme.page
    for name, reason in {"Tansy": "25 lines", "Yarrow": "hashtags"}.items():
        programme.to("posts/?show=failed")
        row(page, f"{name} Hill").get_by_role("link").first.click()
        expect(page.locator(".findings").get_by_text(reason).first).to_be_visible()
        programme.looks.at(page, f"post-{name.lower()}", main=False)
        page.get_by_role("link", name="Request a fix").click()
        programme.press("Send")
        letter = programme.letters.wait_for(f"{name.lower()}@hill.example", "A small correction")
        assert reason in text_of(letter)


def mend(programme: Programme, post: dict[str, str]) -> None:
    """Tansy changes her post on the network; it is judged anew by itself."""
    page, rkey = programme.page, post["uri"].rpartition("/")[2]
    programme.people.write("tansy", "app.bsky.feed.post", {"text": MENDED, "langs": ["en"]}, rkey=rkey)
    programme.to("posts/?campaign=evening-glow")
    again(page, lambda: row(page, "Tansy Hill").get_by_text("Pass", exact=True).count() == 1)


def verify(programme: Programme) -> None:
    page = programme.page
    for name in ("Sorrel", "Tansy"):
        programme.to("campaigns/evening-glow/?tab=deliverables")
        row(page, f"{name} Hill").get_by_role("button", name="Verify").click()
        expect(row(page, f"{name} Hill").get_by_text("Verified", exact=True)).to_be_visible()
    expect(row(page, "Yarrow Hill").get_by_text("Live", exact=True)).to_be_visible()
    programme.to("campaigns/evening-glow/?tab=kept")
    programme.looks.at(page, "guidelines-kept", main=False)


def see_ledger(programme: Programme) -> None:
    page = programme.page
    programme.to("disclosure/")
    expect(row(page, "Tansy Hill")).to_have_count(2)
    page.get_by_role("link", name="Cases").click()
    for name, state in {"Tansy": "Closed", "Yarrow": "Fix asked for"}.items():
        expect(row(page, f"{name} Hill").get_by_text(state, exact=True)).to_be_visible()
    expect(row(page, "Sorrel Hill")).to_have_count(0)
    programme.looks.at(page, "disclosure-cases")
    assert programme.live.command("disclosure", "verify")["whole"]


def report_to_counsel(programme: Programme) -> None:
    page = programme.page
    with page.expect_download() as coming:
        page.get_by_role("link", name="Report for counsel").click()
    pdf = PdfReader(io.BytesIO(coming.value.path().read_bytes()))
    text = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    for words in ("Sorrel Hill", "Tansy Hill", "Yarrow Hill", "Accepted an offer for Evening glow"):
        assert words in text, words
    closed, asked = text.index("Tansy Hill"), text.index("Yarrow Hill")
    assert "closed" in text[closed : closed + 60]
    assert "fix asked for" in text[asked : asked + 60]
    assert text.count("A correction was asked for on") == 2
