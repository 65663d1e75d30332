"""What every page of the walk must be: silent, no wider than the screen, open to everybody, in light, dark and on a phone."""

from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# A form that comes back with its complaints is an answer, not an error of the page.
AN_ANSWER = "the server responded with a status of 422"
# Colours that fade from light to dark would be judged half way.
SETTLED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
  for (const fading of document.getAnimations()) if (fading instanceof CSSTransition) fading.finish();
  done();
})))"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Looks:
    """Collects complaints about every page it watches; `said` must be empty at the end."""

    folder: Path
    said: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Takes note of what the browser itself complains about: scripts, the content policy, missing files."""

        def heard(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning") and AN_ANSWER not in message.text:
                self.said.append(f"{page.url}: {message.text}")

        page.on("console", heard)
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))

    def at(self, page: Page, name: str, *, main: bool = True) -> None:
        """Looks at the page as it stands now, wide and narrow; a main page also with axe, and in the dark."""
        self.folder.mkdir(parents=True, exist_ok=True)
        size = page.viewport_size or WIDE
        self._fits(page, name, "wide" if size == WIDE else "phone")
        if main:
            self._open_to_all(page, name, "light")
            page.emulate_media(color_scheme="dark")
            self._open_to_all(page, name, "dark")
            self._shoot(page, name, "dark")
            page.emulate_media(color_scheme="light")
        if size != PHONE:
            page.set_viewport_size({**PHONE})
            self._fits(page, name, "phone")
            page.set_viewport_size(size)

    def _fits(self, page: Page, name: str, look: str) -> None:
        over = page.evaluate(OVERFLOW)
        if over > 0:
            self.said.append(f"{name}: {over} px wider than the screen ({look})")
        self._shoot(page, name, look)

    def _open_to_all(self, page: Page, name: str, look: str) -> None:
        page.evaluate(SETTLED)
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                node = violation["nodes"][0]
                self.said.append(
                    f"{name} ({look}): {violation['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
                )

    def _shoot(self, page: Page, name: str, look: str) -> None:
        # Hiding the caret would leave style attributes behind, which the policy blocks when htmx copies them.
        page.screenshot(path=self.folder / f"{name}-{look}.png", full_page=True, animations="disabled", caret="initial")
