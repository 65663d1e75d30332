"""People's pages in a real browser: nothing the policy blocks, nothing wider than a phone, nothing axe finds serious."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
Shot = Callable[[Page, str], None]

PAGES = {
    "settings": "/w/acme/settings/",
    "members": "/w/acme/settings/members/",
    "tokens": "/w/acme/settings/tokens/",
    "audit": "/w/acme/settings/audit/",
    "account": "/accounts/email/",
    "second-factor": "/accounts/2fa/",
    "workspace-new": "/workspaces/new/",
}
LOOKS = {"wide": {}, "dark": {"dark": True}, "phone": {"phone": True}}


@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_fit_to_be_seen(visit: Visit, shot: Shot, look: str) -> None:
    page = visit(**LOOKS[look])
    for name, path in PAGES.items():
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, name
        shot(page, f"{name}-{look}")
        assert serious(page) == [], name


@pytest.mark.parametrize("look", LOOKS)
def test_the_way_in_is_fit_to_be_seen(visit: Visit, shot: Shot, look: str) -> None:
    page = visit(signed_in=False, **LOOKS[look])
    for name, path in {"sign-in": "/accounts/login/", "reset": "/accounts/password/reset/"}.items():
        page.goto(path)
        shot(page, f"{name}-{look}")
        assert serious(page) == [], name


def test_inviting_somebody_who_joins(visit: Visit, shot: Shot) -> None:
    page = visit()
    page.goto(PAGES["members"])
    page.get_by_label("E-mail").fill("maya@acme.example")
    page.get_by_role("button", name="Invite").click()
    link = page.locator("#invitation-link").inner_text()
    guest = visit(signed_in=False)
    guest.goto(link)
    shot(guest, "invitation")
    guest.get_by_label("Password").fill("a fine long phrase")
    guest.get_by_role("button", name="Join Acme Shoes").click()
    expect(guest).to_have_url(re.compile(r"/w/acme/$"))
    page.goto(PAGES["members"])
    expect(page.get_by_role("cell", name="maya@acme.example")).to_be_visible()


def serious(page: Page) -> list[str]:
    """What axe finds that keeps people out."""
    violations = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in violations if v["impact"] in ("serious", "critical")]
