"""Step 5: a personal mail to each, and none to whom something is not known of."""

from playwright.sync_api import expect

from tests.browser.mailing import text_of
from tests.browser.steps.moving import column
from tests.browser.walking import OWNER, Walk, row

TEMPLATE = (
    "Hello {{ creator.first_name }},\n\nis {{ creator.city }} good running country in autumn?\n\n{{ sender.name }}"
)


def set_up_mailbox(walk: Walk) -> None:
    page = walk.page
    walk.to("Outreach")
    walk.look("outreach-empty")
    walk.follow("Mailboxes")
    walk.follow("New mailbox")
    fill = {
        "Name": "Ana",
        "Sender’s name": "Ana of Fern & Field",
        "Sender’s address": OWNER,
        "SMTP server": "127.0.0.1",
    }
    for label, value in fill.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Port").first.fill(str(walk.letters.port))
    page.get_by_label("Security").first.select_option(label="None (local server only)")
    walk.look("mailbox")
    walk.press("Save and check")
    walk.press("Send me a test mail")
    walk.told(f"Sent. Look for it in {OWNER}.")
    assert len(walk.letters.to(OWNER)) == 1


def write_template(walk: Walk) -> None:
    page = walk.page
    walk.follow("Templates")
    walk.follow("New template")
    page.get_by_label("Name", exact=True).fill("Autumn hello")
    page.get_by_label("Subject").fill("{{ creator.first_name }}, a question from {{ brand.name }}")
    page.get_by_label("Text", exact=True).fill(TEMPLATE)
    walk.look("template")
    walk.press("Save")
    walk.told("The template was saved.")


def may_we_write(walk: Walk) -> None:
    """Nobody may be written to yet: the law of each one's country says what is missing, and it is put right."""
    page = walk.page
    write_to_all(walk)
    expect(page.get_by_text("May not be written to")).to_have_count(3)
    expect(page.get_by_text("0 of 3 ready")).to_be_visible()
    footings = {
        "Tove Alm": ("They agreed", "Yes, write to me about running", ""),
        "Rin Sato": ("They publish the address", "Work: rin@sato.example", "https://sato.example/contact"),
    }
    for name, (kind, words, url) in footings.items():
        walk.follow("May we write?", within=page.get_by_role("region", name=name))
        walk.heading("May we write?")
        page.get_by_label("What makes it lawful").select_option(label=kind)
        page.get_by_label("In which words").fill(words)
        page.locator("#id_url").fill(url)
        walk.press("Record")
        walk.told("Recorded, with the day and your name.")
        expect(page.get_by_text("Allowed").first).to_be_visible()
        walk.look(f"footing-{name.split()[0].lower()}")
        write_to_all(walk)
    walk.to("Settings")
    page.get_by_label("Postal address").fill("1 Trail Road, Portland")
    walk.press("Save")


def write_to_all(walk: Walk) -> None:
    """Everybody on the board, with the template."""
    walk.to("Board")
    walk.follow("Grid")
    walk.page.get_by_label("Select all shown").check()
    walk.press("Write")
    walk.page.get_by_role("combobox", name="Template").select_option(label="Autumn hello")
    expect(walk.page.get_by_role("region", name="Rin Sato").get_by_text("creator.city", exact=True)).to_be_visible()


def write_to_people(walk: Walk) -> None:
    """Rin's city is not known: her mail is stopped and says why, the others go, once."""
    page = walk.page
    write_to_all(walk)
    rin = page.get_by_role("region", name="Rin Sato")
    expect(rin.get_by_text("Values missing")).to_be_visible()
    expect(rin.get_by_text("creator.city", exact=True)).to_be_visible()
    expect(
        page.get_by_role("region", name="Mara Quill").locator("pre", has_text="is Portland good running country")
    ).to_be_visible()
    walk.look("compose")
    page.get_by_role("button", name="Send to").click()
    expect(page.get_by_text("Some were not queued")).to_be_visible()
    expect(rin.get_by_text("Not known: creator.city.").first).to_be_visible()
    rin.get_by_label("Leave out").check()
    page.get_by_role("button", name="Send to").click()
    walk.heading("Outreach")


def see_it_arrive(walk: Walk) -> None:
    """Exactly once each, on the timeline, and the card has moved on."""
    page, letters = walk.page, walk.letters
    for address, city in (("mara@quill.example", "Portland"), ("tove@alm.example", "Malmö")):
        came = letters.wait_for(address, "a question from Fern & Field")
        assert f"is {city} good running country" in text_of(came)
    walk.until(lambda: row(page, "Sent").count() == 2)
    walk.look("outreach")
    assert [len(letters.to(a)) for a in ("mara@quill.example", "tove@alm.example", "rin@sato.example")] == [1, 1, 0]
    walk.to("Board")
    for name in ("Mara Quill", "Tove Alm"):
        expect(column(walk, "Contacted").get_by_text(name)).to_be_visible()
    expect(column(walk, "Warming").get_by_text("Rin Sato")).to_be_visible()
    walk.follow("Mara Quill")
    panel = page.get_by_role("region", name="Notes and timeline")
    expect(panel.get_by_text("Wrote: Mara, a question from Fern & Field")).to_be_visible()
    walk.look("panel", main=False)
    walk.press("Close")
