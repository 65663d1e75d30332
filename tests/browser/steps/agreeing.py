"""Steps 6 and 7: an offer that is read, asked about and accepted, and the link and code that follow."""

import re

import httpx
from playwright.sync_api import Page, expect

from tests.browser.mailing import link_in
from tests.browser.walking import BRAND, Walk, again, row

CAMPAIGN = "Autumn oats"
LANDING = "https://shop.fern.example/oats?color=blue"
MARA = "mara@quill.example"
SHA256 = re.compile(r"[0-9a-f]{64}")


def plan_campaign(walk: Walk) -> None:
    page = walk.page
    walk.to("Campaigns")
    walk.look("campaigns-empty", main=False)
    walk.follow("New campaign")
    page.get_by_label("Name", exact=True).fill(CAMPAIGN)
    page.get_by_label("State", exact=True).select_option(label="Running")
    page.get_by_label("Budget").fill("900")
    page.get_by_label("Landing page").fill(LANDING)
    page.get_by_label("Hashtag").fill("fernoats")
    page.get_by_label("Commission").fill("10")
    page.get_by_label("United States").check()
    page.get_by_label("Brief").fill("Show the breakfast you really eat.")
    walk.look("campaign-form")
    walk.press("Save")
    walk.heading(CAMPAIGN)
    walk.follow("Participants")
    page.get_by_label("Add everybody on a list").select_option(label="Autumn shortlist")
    walk.press("Add")
    walk.told("3 added to Autumn oats.")


def make_offer(walk: Walk) -> None:
    page = walk.page
    page.get_by_label("Choose Mara Quill").check()
    walk.press("Make offers to the chosen")
    page.get_by_label("Platform").first.select_option(label="Instagram")
    page.get_by_label(re.compile("^Fee")).fill("60")
    page.get_by_label("Product optional", exact=True).fill("Oat bars, three boxes")
    page.get_by_label("Retail value").fill("117")
    page.get_by_label("Cost to you").fill("12.50")
    page.get_by_label("Discount").fill("15 % off")
    page.get_by_label("Greeting").fill("Hi Mara, we bake what you like.")
    walk.look("offer-form")
    walk.press("Save the draft")
    walk.heading("Mara Quill")
    walk.look("offer-draft")
    walk.press("Send by mail")
    walk.told("The offer is on its way.")
    walk.learnt["offer"] = page.url


def accept_offer(walk: Walk) -> None:
    """As the creator, on a phone, without an account: asks, accepts, opens the page of her own."""
    letter = walk.letters.wait_for(MARA, f"An offer from {BRAND}")
    her = walk.open_browser(phone=True).new_page()
    walk.looks.watch(her)
    her.goto(link_in(letter, "/o/"))
    expect(her.get_by_role("heading", name=CAMPAIGN)).to_be_visible()
    for words in ("$60.00 fee", "Oat bars, three boxes", "10% commission"):
        expect(her.get_by_text(words).first).to_be_visible()
    walk.looks.at(her, "offer")
    her.get_by_label("What would you like to know?").fill("May I film it in my own kitchen?")
    her.get_by_role("button", name="Send the question").click()
    expect(her.get_by_text(f"Sent. {BRAND} will write back to you")).to_be_visible()
    her.get_by_label("Your full name").fill("Mara Quill")
    her.get_by_label("I have read this offer and I accept it.").check()
    her.get_by_role("button", name="Accept the offer").click()
    expect(her.get_by_text("You accepted this offer")).to_be_visible()
    walk.looks.at(her, "offer-accepted")
    her.get_by_role("link", name="Open your own page").click()
    walk.learnt["her"] = her


def see_record(walk: Walk) -> None:
    """What was accepted, when, from where, in which version; and her question."""
    page = walk.page
    page.reload()
    kept = page.locator("section", has=page.get_by_role("heading", name="Accepted", exact=True))
    facts = dict(
        zip(kept.get_by_role("term").all_inner_texts(), kept.get_by_role("definition").all_inner_texts(), strict=True)
    )
    assert (facts["Name"], facts["Version"], facts["From"]) == ("Mara Quill", "1", "127.0.0.1")
    assert SHA256.fullmatch(facts["SHA-256"])
    assert "UTC" in facts["When"]
    expect(page.get_by_text("May I film it in my own kitchen?")).to_be_visible()
    walk.look("offer-record")
    with page.expect_download() as coming:
        walk.follow("Download the record")
    assert facts["SHA-256"] in coming.value.path().read_text()


def use_link(walk: Walk) -> None:
    """Her page shows link, code and QR code; a visitor is sent on and counted."""
    her: Page = walk.learnt["her"]
    address = her.locator("#own-link").inner_text()
    walk.learnt["code"] = her.locator(".own-code").inner_text()
    assert walk.learnt["code"] == "MARA15"
    her.get_by_text("QR code for print and stories").click()
    qr = her.get_by_role("img", name="QR code of your link")
    expect(qr).to_have_js_property("complete", True)
    assert qr.evaluate("image => image.complete && image.naturalWidth > 0")
    walk.looks.at(her, "own-page")
    answer = httpx.get(address, headers={"User-Agent": "Mozilla/5.0 (iPhone) Safari/604.1"}, follow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["cache-control"] == "private, no-store"
    target = httpx.URL(answer.headers["location"])
    assert str(target.copy_with(query=None)) == "https://shop.fern.example/oats"
    asked = dict(target.params)
    assert re.fullmatch(r"[\w-]{12}", asked.pop("cid"))
    assert asked == {
        "color": "blue", "utm_source": "instagram", "utm_medium": "influencer", "utm_campaign": "autumn-oats", "utm_content": "maraquill",
    }  # fmt: skip
    again(her, lambda: her.locator(".own-results div", has_text="Clicks").locator("dd").inner_text() == "1")
    walk.to("Links and codes")
    expect(row(walk.page, "/l/").get_by_role("cell").nth(1)).to_have_text("1")
    walk.look("links")
    walk.follow(httpx.URL(address).path)
    walk.look("link")
