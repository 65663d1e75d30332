"""Step 8: the creator hands in her post; what is hidden below "more" does not disclose anything."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.walking import BRAND, Walk, row

ADDRESS = "https://www.instagram.com/p/OATS000042/"
STORY = (
    "Three weeks of oats, and I have finally found the bar that survives a long run in a wet jacket pocket. "
    "Recipe ideas and the whole story of that morning on the coast path are below. #fernoats"
)


def hand_in_post(walk: Walk) -> None:
    her: Page = walk.learnt["her"]
    send(her, f"{STORY} #ad")
    expect(her.get_by_text("Your post is in, but its disclosure must be mended")).to_be_visible()
    walk.looks.at(her, "own-page-fail")
    mended = her.locator("#posts .fix .pre-line").inner_text()
    assert mended.startswith(f"Ad for {BRAND}: ")
    send(her, mended)
    expect(her.get_by_text("It was recognised, and its disclosure is fine.")).to_be_visible()
    expect(posts(her).get_by_text("Pass", exact=True)).to_be_visible()
    expect(her.get_by_role("listitem").filter(has_text="Branded-hashtag").get_by_text("Live")).to_be_visible()
    walk.looks.at(her, "own-page-pass")


def see_post(walk: Walk) -> None:
    """The marketer sees where it belongs, and that the first caption failed."""
    page = walk.page
    walk.to("Posts")
    mine = row(page, "Mara Quill")
    expect(mine).to_have_count(1)
    expect(mine.get_by_text("Pass")).to_be_visible()
    expect(mine.get_by_text("Branded-hashtag photo or video")).to_be_visible()
    walk.look("posts")
    mine.get_by_role("link").first.click()
    expect(page.get_by_text("The caption carries #fernoats.")).to_be_visible()
    expect(page.get_by_role("heading", name="Earlier checks")).to_be_visible()
    walk.look("post")
    walk.to("Disclosure")
    expect(row(page, "Mara Quill")).to_have_count(2)
    walk.look("disclosure")


def send(her: Page, caption: str) -> None:
    form = her.locator("section", has=her.get_by_role("heading", name="Send us your post"))
    form.get_by_label("Address of the post").fill(ADDRESS)
    form.get_by_label("Caption").fill(caption)
    form.get_by_role("button", name="Send the post").click()


def posts(her: Page) -> Locator:
    return her.locator("section", has=her.get_by_role("heading", name="Your posts"))
