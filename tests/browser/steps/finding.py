"""Steps 2 and 3: finding people, and knowing one of them."""

from playwright.sync_api import expect

from tests.browser.walking import Walk, row

PEOPLE = ("Mara Quill", "Tove Alm", "Rin Sato")


def find_people(walk: Walk) -> None:
    """By words, network and size; the best three go on a list and on the board."""
    page = walk.page
    walk.to("Find")
    walk.look("find")
    page.get_by_label("Words", exact=True).fill("running")
    page.get_by_role("checkbox", name="Instagram").check()
    page.get_by_role("checkbox", name="Micro").check()
    page.get_by_label("Order by").select_option(label="Most followers")
    found = page.get_by_role("region", name="Results").locator("[data-found]")
    expect(found).to_have_count(3)
    for place, name in enumerate(PEOPLE):
        expect(found.nth(place)).to_contain_text(name)
    walk.look("find-filtered")
    choose(walk)
    walk.press("Add to board")
    walk.told("3 people added to the board.")
    expect(found.first.get_by_text("Identified")).to_be_visible()
    expect(page.get_by_text("3 selected")).to_be_visible()
    walk.look("find-selected")
    page.get_by_label("Name of the list").fill("Autumn shortlist")
    walk.press("Save to list")
    walk.told("3 people added to “Autumn shortlist”.")


def choose(walk: Walk) -> None:
    for name in PEOPLE:
        walk.page.get_by_label(f"Select {name}").check()
    expect(walk.page.get_by_text("3 selected")).to_be_visible()


def know_somebody(walk: Walk) -> None:
    """Her two records are one person, every figure says where it is from, and notes and tags stay with her."""
    page = walk.page
    walk.follow("Mara Quill")
    walk.heading("Mara Quill")
    expect(page.get_by_text("Possibly the same person")).to_be_visible()
    walk.look("creator-duplicate")
    walk.press("Merge into this page")
    walk.press("Merge", within=page.get_by_role("dialog"))
    expect(page.get_by_text("Possibly the same person")).to_be_hidden()
    expect(page.get_by_role("region", name="Accounts").get_by_role("row")).to_have_count(3)
    accounts = page.get_by_role("region", name="Accounts")
    followers = accounts.get_by_text("20k", exact=True)
    followers.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("influencers.csv")
    expect(row(page, "Oats before the long run.").get_by_text("1.2k")).to_be_visible()
    page.get_by_label("New note").fill("Bakes her own oat bars; asks for plain packaging.")
    walk.press("Add note")
    expect(
        page.get_by_role("region", name="Notes and timeline")
        .get_by_role("paragraph")
        .filter(has_text="plain packaging")
    ).to_be_visible()
    page.get_by_label("Tags, with commas").fill("oats, early riser")
    walk.press("Save")
    expect(page.get_by_text("early riser").first).to_be_visible()
    walk.look("creator")
