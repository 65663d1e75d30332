"""From a list to somebody who works with the brand: warm-up, a sequence, the answer, terms that go back and forth."""

import re
import sqlite3
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.browser.mailing import link_in
from tests.browser.steps.moving import column
from tests.browser.walking import Walk, again, row
from tests.testbeds.mail.post import PASSWORD, Post

BRAND, OWNER = "Fernway", "ana.trails@brand.test"
MAYA = "maya.trails@creator.test"
CAMPAIGN = "Autumn trails"
PATIENCE = 60


def letter(post: Post, address: str, subject: str) -> EmailMessage:
    """The one letter in the mailbox whose subject has these words."""
    deadline = time.monotonic() + PATIENCE
    seen: list[str] = []
    while time.monotonic() < deadline:
        with post.box(address) as box:
            found = [message_from_bytes(mail.obj.as_bytes(), policy=default) for mail in box.fetch()]
        seen = [str(mail["Subject"]) for mail in found]
        for mail in found:
            if subject in str(mail["Subject"]):
                assert isinstance(mail, EmailMessage)
                return mail
        time.sleep(0.5)
    raise AssertionError(f"No letter “{subject}” to {address}; came: {seen}")


def let_the_working_day_come(live: Live) -> None:
    """What waits for working hours where the recipient lives is due now, at whatever hour and day this runs."""
    with sqlite3.connect(live.home / "groundswell.sqlite3", timeout=30) as database:
        database.execute(
            "UPDATE outreach_message SET paced = 0, next_attempt_at = '2026-01-01 00:00:00' WHERE state = 'queued'"
        )


def bring_list(walk: Walk) -> None:
    page = walk.page
    page.goto(f"{walk.live.url}/w/{walk.slug}/creators/new/")
    fill = {"Name": "Maya Brook", "Email": MAYA, "Followers": "12000", "Country": "US"}
    for label, value in fill.items():
        page.get_by_label(re.compile(f"^{label}")).last.fill(value)
    page.get_by_label(re.compile("^Profile")).last.fill("https://www.instagram.com/maya.trails")
    walk.press("Add")
    walk.heading("Maya Brook")
    page.get_by_label("Name of the list").fill("Trail people")
    page.get_by_role("button", name="Add to the list").click()
    walk.told("On the list “Trail people”.")
    page.get_by_label("Stage", exact=True).select_option(label="Warming")
    walk.told("Moved")
    walk.learnt["maya"] = page.url


def warm_up(walk: Walk) -> None:
    """A small genuine thing is proposed, done by hand, and stands on the timeline."""
    page = walk.page
    walk.to("Board")
    walk.follow("Warm-up")
    walk.press("Look for more")
    expect(page.get_by_text("Follow from the brand’s account")).to_be_visible()
    expect(page.get_by_role("link", name="Open the profile of Maya Brook")).to_have_attribute(
        "href", re.compile("instagram.com/maya.trails")
    )
    walk.look("reach-warm-up")
    page.get_by_label(re.compile("What you wrote to Maya Brook")).first.fill("Followed from our shop")
    walk.press("Done")
    expect(page.get_by_text("Nothing to do just now")).to_be_visible()
    page.goto(walk.learnt["maya"])
    expect(page.get_by_text("Followed their profile: “Followed from our shop”")).to_be_visible()


def set_up_mailbox(walk: Walk, post: Post) -> None:
    page = walk.page
    page.goto(f"{walk.live.url}/w/{walk.slug}/settings/")
    page.get_by_label("Postal address").fill("1 Trail Road, Portland")
    walk.press("Save")
    walk.to("Outreach")
    walk.follow("Mailboxes")
    walk.follow("New mailbox")
    fill = {"Name": "Ana", "Sender’s name": "Ana of Fernway", "Sender’s address": OWNER, "SMTP server": "127.0.0.1"}
    for label, value in (fill | {"IMAP server": "127.0.0.1"}).items():
        page.get_by_label(re.compile(f"^{label}")).first.fill(value)
    for nth, (port, security) in enumerate(((post.smtp_port, "none"), (post.imap_port, "none"))):
        page.get_by_label("Port").nth(nth).fill(str(port))
        page.get_by_label("Security").nth(nth).select_option(security)
        page.get_by_label("User name").nth(nth).fill(OWNER)
        page.get_by_label("Password").nth(nth).fill(PASSWORD)
    walk.press("Save and check")
    expect(page.get_by_text("Reading", exact=True).first).to_be_visible()
    walk.look("reach-mailbox")


def start_sequence(walk: Walk, post: Post) -> None:
    page = walk.page
    walk.to("Outreach")
    walk.follow("Sequences")
    walk.follow("New sequence")
    page.get_by_label("Name", exact=True).fill("Hello")
    walk.press("Write its steps")
    page.get_by_label("Subject").fill("{{ creator.first_name }}, shall we run together?")
    page.get_by_label("Text").fill("Hi {{ creator.first_name }}, we like your trails.\n\n{{ sender.name }}")
    walk.press("Add")
    expect(page.get_by_text("{{ creator.first_name }}, shall we run together?").first).to_be_visible()
    page.get_by_label("Text").last.fill("Did you see my mail, {{ creator.first_name }}?")
    walk.press("Add")
    walk.press("Start")
    expect(page.get_by_text("Running", exact=True)).to_be_visible()
    walk.learnt["sequence"] = page.url
    walk.follow("Add people")
    page.get_by_role("combobox", name="List").select_option("trail-people")
    expect(page.get_by_text("Hi Maya, we like your trails.")).to_be_visible()
    walk.look("reach-enrol")
    walk.press("Add 1 person")
    page.goto(walk.learnt["sequence"])
    again(page, lambda: page.get_by_text("1 under way").count() + page.get_by_text("Queued").count() > 0)
    walk.learnt["mail"] = _sent(walk, post)


def _sent(walk: Walk, post: Post) -> EmailMessage:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        let_the_working_day_come(walk.live)
        with post.box(MAYA) as box:
            if list(box.uids()):
                break
        time.sleep(1)
    return letter(post, MAYA, "Maya, shall we run together?")


def answer_comes(walk: Walk, post: Post) -> None:
    """The reply is in the inbox, its new part apart from the quote; the board has moved and the sequence has stopped."""
    page, first = walk.page, walk.learnt["mail"]
    walk.to("Board")
    expect(column(walk, "Contacted").get_by_text("Maya Brook")).to_be_visible()
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = f"Maya Brook <{MAYA}>", OWNER, f"Re: {first['Subject']}"
    reply["In-Reply-To"] = reply["References"] = first["Message-ID"]
    reply.set_content(
        "Gladly! What do you have in mind?\n\nOn Tue, 3 Nov 2026 at 10:12, Ana of Fernway <ana.trails@brand.test> wrote:\n> Hi Maya, we like your trails.\n"
    )
    post.send(reply, MAYA, OWNER)
    page.goto(f"{walk.live.url}/w/{walk.slug}/inbox/")
    again(page, lambda: page.get_by_text("Gladly! What do you have in mind?").count() > 0)
    walk.follow("Maya Brook New")
    new = page.locator("pre", has_text="Gladly! What do you have in mind?")
    expect(new).to_have_text("Gladly! What do you have in mind?")
    expect(page.get_by_text("> Hi Maya, we like your trails.")).to_be_hidden()
    walk.look("reach-thread")
    walk.to("Board")
    expect(column(walk, "In conversation").get_by_text("Maya Brook")).to_be_visible()
    page.goto(walk.learnt["sequence"])
    expect(page.get_by_role("listitem").filter(has_text="Maya Brook")).to_contain_text("Answered Stopped")
    walk.look("reach-stopped")
    with post.box(MAYA) as box:
        assert len(list(box.uids())) == 1


def plan_campaign(walk: Walk) -> None:
    page = walk.page
    walk.to("Campaigns")
    walk.follow("New campaign")
    page.get_by_label("Name", exact=True).fill(CAMPAIGN)
    page.get_by_label("State", exact=True).select_option(label="Running")
    page.get_by_label("Landing page").fill("https://shop.brand.test/trails")
    page.get_by_label("United States").check()
    page.get_by_label("Brief").fill("Show a trail that nobody knows.")
    walk.press("Save")
    walk.heading(CAMPAIGN)
    walk.learnt["campaign"] = page.url
    walk.follow("Participants")
    page.get_by_label("Add everybody on a list").select_option(label="Trail people")
    walk.press("Add")
    walk.told(f"1 added to {CAMPAIGN}.")


def offer_and_counter(walk: Walk, post: Post) -> None:
    """Sixty are offered, ninety are wished for, seventy-five are accepted on her landing page."""
    page = walk.page
    page.get_by_label("Choose Maya Brook").check()
    walk.press("Make offers to the chosen")
    page.get_by_label("Platform").first.select_option(label="Instagram")
    page.get_by_label(re.compile("^Fee")).fill("60")
    page.get_by_label("Discount").fill("15 % off")
    walk.press("Save the draft")
    walk.press("Send by mail")
    walk.told("The offer is on its way.")
    her = walk.open_browser(phone=True).new_page()
    walk.looks.watch(her)
    her.goto(link_in(letter(post, MAYA, f"An offer from {BRAND}"), "/o/"))
    her.get_by_text("Propose other terms").click()
    wish = her.locator("#propose")
    wish.get_by_label(re.compile("^Fee")).fill("90")
    wish.get_by_label("Your name").fill("Maya Brook")
    wish.get_by_label("it holds between us").check()
    wish.get_by_role("button", name="Send the proposal").click()
    expect(her.get_by_text("Your proposal is with them")).to_be_visible()
    walk.looks.at(her, "reach-proposal")
    page.goto(f"{walk.learnt['campaign']}?tab=participants")
    row(page, "Maya Brook").get_by_role("link").filter(has_text=re.compile("Proposed|Proposal")).click()
    expect(page.get_by_text("What the creator proposes")).to_be_visible()
    walk.look("reach-proposed")
    walk.follow("Counter")
    page.get_by_label(re.compile("^Fee")).fill("75")
    walk.press("Save the draft")
    walk.press("Send by mail")
    walk.told("The offer is on its way.")
    her.reload()
    expect(her.get_by_text("$75.00").first).to_be_visible()
    her.get_by_label("Your full name").fill("Maya Brook")
    her.get_by_label("I have read this offer and I accept it.").check()
    her.get_by_role("button", name="Accept the offer").click()
    expect(her.get_by_text("You accepted this offer")).to_be_visible()
    her.get_by_role("link", name="Open your own page").click()
    walk.learnt["her"] = her


def own_page(walk: Walk) -> None:
    """Brief, link and code are there; the board has moved and the yes is kept with its side."""
    her: Page = walk.learnt["her"]
    expect(her.get_by_text("Show a trail that nobody knows.")).to_be_visible()
    assert "/l/" in her.locator("#own-link").inner_text()
    assert her.locator(".own-code").inner_text() == "MAYA15"
    walk.looks.at(her, "reach-own-page")
    walk.to("Board")
    expect(column(walk, "Agreed").get_by_text("Maya Brook")).to_be_visible()
    walk.page.goto(walk.learnt["maya"])
    decisions = walk.page.get_by_role("region", name="Decisions, over all campaigns")
    expect(decisions.get_by_text("Accepted").first).to_be_visible()
    expect(decisions.get_by_text(re.compile("The creator, offer, version"))).to_be_visible()
    walk.look("reach-creator")


def open_call(walk: Walk, post: Post) -> None:
    """Somebody new applies on the public page, is accepted with a reason, is told by mail, and takes part."""
    page = walk.page
    page.goto(f"{walk.learnt['campaign']}?tab=applications")
    walk.follow("Open a call")
    page.get_by_label("What it is about").fill("Run with us.")
    page.get_by_label("Question").first.fill("Why trails?")
    page.get_by_label("Applications may come in").check()
    walk.press("Save")
    page.goto(f"{walk.learnt['campaign']}?tab=applications")
    address = page.get_by_label("Address of the open call").input_value()
    ida = walk.open_browser(phone=True).new_page()
    walk.looks.watch(ida)
    ida.goto(address)
    ida.get_by_label("Your name").fill("Ida Lund")
    ida.get_by_label("E-mail").fill("ida.trails@creator.test")
    ida.get_by_label("Country").fill("US")
    ida.get_by_label("Network").first.select_option("instagram")
    ida.get_by_label("Profile").first.fill("@ida.trails")
    ida.get_by_label("Why trails?").fill("I live on one.")
    ida.get_by_label("I agree").check()
    walk.looks.at(ida, "reach-join")
    ida.wait_for_timeout(4_000)  # machines are faster than that, and are refused
    ida.get_by_role("button", name="Apply").click()
    expect(ida.get_by_role("heading", name=re.compile("Thank"))).to_be_visible()
    page.reload()
    asked = page.get_by_role("article", name="Ida Lund")
    expect(asked.get_by_text("I live on one.")).to_be_visible()
    asked.get_by_label("Why?").fill("Lives on a trail")
    walk.look("reach-application")
    walk.press("Accept", within=asked)
    told = letter(post, "ida.trails@creator.test", CAMPAIGN)
    ida.goto(link_in(told, "/c/"))
    expect(ida.get_by_text("Show a trail that nobody knows.")).to_be_visible()
    page.goto(f"{walk.learnt['campaign']}?tab=participants")
    expect(row(page, "Ida Lund")).to_be_visible()
