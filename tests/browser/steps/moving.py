"""Step 4: the board, and the same as a spreadsheet."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Locator, expect
from python_calamine import CalamineWorkbook

from tests.browser.walking import Walk, row


def move_cards(walk: Walk) -> None:
    """One card by keyboard, one by mouse; both stay where they were put."""
    page = walk.page
    walk.to("Board")
    tove, rin = card(walk, "Tove Alm"), card(walk, "Rin Sato")
    tove.focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.get_by_text("Tove Alm is now in Warming.")).to_be_attached()
    drag(walk, rin, column(walk, "Warming"))
    expect(page.get_by_text("Rin Sato is now in Warming.")).to_be_attached()
    page.reload()
    for name in ("Tove Alm", "Rin Sato"):
        expect(column(walk, "Warming").get_by_text(name)).to_be_visible()
    walk.look("board")


def edit_grid(walk: Walk) -> None:
    """A cell, several rows at once, and both files with what the grid shows."""
    page = walk.page
    walk.follow("Grid")
    cell = row(page, "Tove Alm").get_by_role("gridcell").nth(4)
    cell.dblclick()
    page.get_by_label("Next step").fill("Ask about her half marathon")
    page.keyboard.press("Enter")
    expect(row(page, "Tove Alm").get_by_text("Ask about her half marathon")).to_be_visible()
    for name in ("Tove Alm", "Rin Sato"):
        page.get_by_label(f"Select {name}").check()
    walk.look("grid-selected")
    walk.press("Tag")
    page.get_by_label("Add a tag").fill("runner")
    walk.press("Add")
    expect(row(page, "Rin Sato").get_by_text("runner")).to_be_visible()
    page.reload()
    expect(row(page, "Tove Alm").get_by_text("Ask about her half marathon")).to_be_visible()
    walk.look("grid")
    compare(list(csv.DictReader(io.StringIO(download(walk, "CSV").read_text("utf-8-sig")))))
    head, *body = CalamineWorkbook.from_path(download(walk, "Excel")).get_sheet_by_index(0).to_python()
    compare([dict(zip(map(str, head), map(str, line), strict=True)) for line in body])


def compare(rows: list[dict[str, str]]) -> None:
    people = {line["name"]: line for line in rows}
    assert set(people) == {"Mara Quill", "Tove Alm", "Rin Sato"}
    assert people["Tove Alm"]["next_step"] == "Ask about her half marathon"
    assert people["Tove Alm"]["stage"] == people["Rin Sato"]["stage"] == "Warming"
    assert people["Rin Sato"]["tags"] == "runner"


def download(walk: Walk, name: str) -> Path:
    walk.press("Export")
    with walk.page.expect_download() as coming:
        walk.follow(name)
    return coming.value.path()


def card(walk: Walk, name: str) -> Locator:
    return walk.page.get_by_role("article").filter(has_text=name)


def column(walk: Walk, name: str) -> Locator:
    return walk.page.get_by_role("region", name=name)


def drag(walk: Walk, what: Locator, to: Locator) -> None:
    start, end = what.bounding_box(), to.bounding_box()
    assert start is not None
    assert end is not None
    mouse = walk.page.mouse
    mouse.move(start["x"] + start["width"] - 12, start["y"] + start["height"] - 8)
    mouse.down()
    mouse.move(end["x"] + end["width"] / 2, end["y"] + 80, steps=8)
    mouse.up()
