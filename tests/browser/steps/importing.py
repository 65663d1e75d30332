"""Step 1: the files a marketer already has."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.walking import FILES, Walk, figure, row

FOUR_TABLES = sorted((FILES / "four_tables").glob("*.csv"))
VENDORS = FILES / "vendors"
# File, what it is recognised as, and a column of it with what it means.
PEOPLE = (
    ("upfluence.csv", "Upfluence", "profile_name", "Name"),
    ("aspire.csv", "Aspire", "tiktok", "TikTok profile"),
)
RESULTS = (
    ("meta_business_suite.csv", "Meta Business Suite", "Permalink", "Post address"),
    ("tiktok_studio.csv", "TikTok Studio", "Total likes", "Likes"),
    ("youtube_studio.csv", "YouTube Studio", "Video title", "Title"),
    ("shopify_orders.csv", "", "Discount Code", "Discount codes"),
)


def bring_own_list(walk: Walk) -> None:
    """A preview before anything is written, progress, and the row that cannot be used with its reason."""
    page = walk.page
    walk.to("Imports")
    walk.look("imports-empty")
    upload(walk, VENDORS / "own_list.csv")
    walk.heading("own_list.csv")
    for column, meaning in {
        "Name": "Name",
        "E-mail": "E-mail",
        "Instagram": "Instagram profile",
        "Followers": "Followers",
    }.items():
        means(walk, column, meaning)
    expect(row(page, "rin@sato.example").filter(has_text="Rin Sato")).to_contain_text("8,900")
    walk.look("import-preview")
    walk.press("Import 5 rows")
    expect(page.get_by_role("progressbar")).to_be_visible()
    walk.look("import-progress", main=False)
    expect(page.get_by_role("heading", name="Refused rows")).to_be_visible(timeout=30_000)
    counts(walk, rows=5, created=4, unchanged=0, refused=1)
    expect(row(page, "Nothing says who this is").get_by_role("cell").first).to_have_text("5")
    walk.look("import-result")


def bring_four_tables(walk: Walk) -> None:
    """Four files that need each other, in one go; the order of somebody no file introduces is refused."""
    walk.to("Imports")
    upload(walk, *FOUR_TABLES)
    expect(walk.page.get_by_text("Several files are waiting")).to_be_visible()
    walk.press("Import all 4")
    walk.until(lambda: done(walk) == 5)
    walk.look("imports")
    walk.follow("tracking_data.csv")
    counts(walk, rows=9, created=8, unchanged=0, refused=1)
    expect(row(walk.page, "There is no creator with the id 9").get_by_role("cell").first).to_have_text("9")


def bring_exports(walk: Walk) -> None:
    """Each tool's own export is recognised; the one that names nobody asks whose it is."""
    bring_recognised(walk, PEOPLE)
    walk.press("Import all 2")
    walk.until(lambda: done(walk) == 7)
    bring_recognised(walk, RESULTS)
    walk.press("Import all 4")
    walk.until(lambda: done(walk) == 11)
    for name, rows in (("shopify_orders.csv", 3), ("youtube_studio.csv", 2)):
        walk.follow(name)
        counts(walk, rows=rows, created=2, unchanged=0, refused=0)
        walk.to("Imports")


def bring_recognised(walk: Walk, exports: tuple[tuple[str, str, str, str], ...]) -> None:
    walk.to("Imports")
    upload(walk, *(VENDORS / name for name, *_ in exports))
    for name, vendor, column, meaning in exports:
        walk.follow(name)
        walk.heading(name)
        if vendor:
            expect(walk.page.get_by_text(vendor, exact=True)).to_be_visible()
        means(walk, column, meaning)
        if name == "youtube_studio.csv":
            say_whose(walk, "Ines Duarte")
        walk.to("Imports")


def say_whose(walk: Walk, name: str) -> None:
    page = walk.page
    expect(page.get_by_text("The file has no column that says whose posts these are.")).to_be_visible()
    page.get_by_label("Whose posts?").fill(name)
    walk.press("Read again")
    expect(page.get_by_text(f"All rows go to {name}.")).to_be_visible()


def bring_all_again(walk: Walk) -> None:
    """The same files once more create nothing and change nothing."""
    walk.to("Imports")
    upload(walk, VENDORS / "own_list.csv", *FOUR_TABLES)
    walk.press("Import all 5")
    walk.until(lambda: done(walk) == 16)
    for file in (VENDORS / "own_list.csv", *FOUR_TABLES):
        figures = row(walk.page, file.name).first.get_by_role("cell").all_inner_texts()
        assert figures[4:6] == ["0", "0"], (file.name, figures)


def upload(walk: Walk, *files: Path) -> None:
    walk.page.get_by_label("Files to import").set_input_files(files)
    walk.press("Upload and look")


def means(walk: Walk, column: str, meaning: str) -> None:
    chosen = walk.page.get_by_label(f"Meaning of {column}", exact=True).locator("option:checked")
    expect(chosen).to_have_text(meaning)


def done(walk: Walk) -> int:
    return row(walk.page, "Done").count()


def counts(walk: Walk, *, rows: int, created: int, unchanged: int, refused: int) -> None:
    for label, value in {"Rows": rows, "Created": created, "Unchanged": unchanged, "Refused": refused}.items():
        expect(figure(walk.page, label)).to_have_text(str(value))
