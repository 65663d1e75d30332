import asyncio
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.links.models import Link
from groundswell.links.redirect import Door, ShortLinks
from groundswell.links.rules.journal import JournalClick, clicks_in
from groundswell.links.services import create_link, update_link
from groundswell.links.tests.conftest import PHONE, visit


def journalled(door: Door) -> list[JournalClick]:
    return [click for path in door.journal.folder.glob("*.clicks") for click in clicks_in(path.read_bytes())[0]]


@pytest.fixture
def link(workspace: Workspace, creator: Creator) -> Link:
    return create_link(workspace=workspace, target_url="https://shop.example/shoes?size=42#buy", creator=creator)


def test_the_visitor_is_sent_on_and_the_click_is_on_disk_first(door: Door, link: Link) -> None:
    answer = Client(headers={"user-agent": PHONE.decode(), "referer": "https://l.instagram.com/maya"}).get(
        f"/l/{link.slug}"
    )

    assert answer.status_code == 302
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    parts = urlsplit(answer["Location"])
    query = parse_qs(parts.query)
    assert (parts.netloc, parts.path, parts.fragment) == ("shop.example", "/shoes", "buy")
    assert query["size"] == ["42"]
    assert query["utm_source"] == ["instagram"]
    assert query["utm_content"] == ["maya-runs"]
    [click] = journalled(door)
    assert query["cid"] == [click.click_id]
    assert (click.link_id, click.flag, click.referrer) == (link.pk, "", "l.instagram.com")


def test_no_address_of_a_visitor_is_written_anywhere(door: Door, link: Link, settings: Settings) -> None:
    Client(REMOTE_ADDR="203.0.113.77").get(f"/l/{link.slug}")
    files = [path for path in door.journal.folder.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert not any(b"203.0.113" in path.read_bytes() for path in files)


@pytest.mark.parametrize("slug", ["nothing-here", "../../etc/passwd", "https:%2F%2Fevil.example", "%00"])
def test_an_unknown_link_is_a_404_page_and_no_click(door: Door, link: Link, slug: str) -> None:
    answer = Client().get(f"/l/{slug}")
    assert answer.status_code == 404
    assert "Location" not in answer
    assert journalled(door) == []


def test_expired_and_inactive_links_lead_nowhere(door: Door, link: Link) -> None:
    update_link(link=link, expires_at=clock.now() - timedelta(seconds=1))
    assert Client().get(f"/l/{link.slug}").status_code == 404
    update_link(link=link, never_expires=True)
    assert Client().get(f"/l/{link.slug}").status_code == 302
    update_link(link=link, active=False)
    assert Client().get(f"/l/{link.slug}").status_code == 404
    assert len(journalled(door)) == 1


@pytest.mark.parametrize(
    ("request_", "flag"),
    [
        (visit(method="HEAD"), "head"),
        (visit(sec_purpose="prefetch;prerender"), "prefetch"),
        (visit(x_moz="prefetch"), "prefetch"),
        (visit(b"WhatsApp/2.23.20.0"), "preview"),
        (visit(b"facebookexternalhit/1.1"), "preview"),
        (visit(sec_purpose="navigate"), ""),
        (visit(), ""),
    ],
)
def test_requests_that_are_nobody_looking_are_flagged_and_still_sent_on(
    door: Door, link: Link, request_: Any, flag: str
) -> None:
    assert door.location(door.table.look_up(link.slug), request_) is not None
    assert [click.flag for click in journalled(door)] == [flag]


def test_only_our_own_proxy_is_believed(door: Door, link: Link, settings: Settings) -> None:
    entry = door.table.look_up(link.slug)
    forged, plain = visit(x_forwarded_for="10.0.0.1, 198.51.100.9"), visit(address=b"198.51.100.9")
    door.location(entry, forged)
    settings.BEHIND_PROXY = True
    del door.behind_proxy
    door.location(entry, forged)
    door.location(entry, plain)
    direct, behind, real = (click.visitor for click in journalled(door))
    assert direct != behind
    assert behind == real


def answered(door: Door, path: str, method: str = "GET") -> tuple[list[dict[str, Any]], list[str]]:
    """(what the fast path sent, what it handed on to Django)."""
    sent: list[dict[str, Any]] = []
    handed_on: list[str] = []

    async def otherwise(scope: Any, receive: Any, send: Any) -> None:
        handed_on.append(scope["path"])

    async def send(event: Any) -> None:
        sent.append(event)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    application = ShortLinks(otherwise, door)
    application.watching = True
    scope = {
        "type": "http",
        "path": path,
        "method": method,
        "headers": [(b"user-agent", PHONE)],
        "client": ("198.51.100.7", 4711),
    }
    asyncio.run(application(scope, receive, send))
    return sent, handed_on


def test_the_fast_path_answers_what_is_in_memory_and_hands_on_the_rest(door: Door, link: Link) -> None:
    assert answered(door, f"/l/{link.slug}") == ([], [f"/l/{link.slug}"])
    door.table.refresh()
    [start, end], handed_on = answered(door, f"/l/{link.slug}")
    assert handed_on == []
    assert (start["status"], end["body"]) == (302, b"")
    location = dict(start["headers"])[b"location"]
    assert re.fullmatch(rb"https://shop\.example/shoes\?size=42&utm_[a-z_=&-]+&cid=[\w-]{12}#buy", location)
    assert answered(door, "/l/unknown")[1] == ["/l/unknown"]
    assert answered(door, f"/l/{link.slug}", "POST")[1] == [f"/l/{link.slug}"]
    assert answered(door, "/")[1] == ["/"]
    assert len(journalled(door)) == 1


def test_memory_follows_edits_new_links_and_deletions(door: Door, link: Link, workspace: Workspace) -> None:
    assert door.table.refresh() is True
    assert door.table.refresh() is False
    update_link(link=link, target_url="https://shop.example/new")
    other = create_link(workspace=workspace, target_url="https://shop.example/", slug="other")
    assert door.table.refresh() is True
    entry = door.table.entries[link.slug]
    assert entry is not None
    assert entry.head.startswith(b"https://shop.example/new?")
    assert other.slug in door.table.entries
    update_link(link=link, active=False)
    door.table.refresh()
    assert door.table.entries[link.slug] is None
    other.delete()
    door.table.refresh()
    assert list(door.table.entries) == [link.slug]


def test_a_deletion_and_a_new_link_between_two_looks(door: Door, link: Link, workspace: Workspace) -> None:
    door.table.refresh()
    link.delete()
    create_link(workspace=workspace, target_url="https://shop.example/", slug="other")
    door.table.refresh()
    assert list(door.table.entries) == ["other"]


def test_a_full_disk_does_not_stop_the_visitor(door: Door, link: Link, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.write", full)
    door.visitors._key, door.visitors._day = b"k", int(clock.now().timestamp() * 1000) // 86_400_000
    assert door.location(door.table.look_up(link.slug), visit()) is not None


def test_lifespan_closes_the_journal(door: Door, link: Link) -> None:
    door.location(door.table.look_up(link.slug), visit())
    events = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    sent: list[str] = []

    async def receive() -> dict[str, str]:
        return next(events)

    async def send(event: Any) -> None:
        sent.append(event["type"])

    application = ShortLinks(send, door)  # type: ignore[arg-type]  # never reached
    application.watching = True
    asyncio.run(application({"type": "lifespan"}, receive, send))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert door.journal._descriptor == -1


def test_a_page_of_another_workspace_cannot_be_guessed_from_a_link(
    door: Door, link: Link, other_workspace: Workspace, outsider: Any, client_of: Callable[..., Client]
) -> None:
    assert client_of(outsider).get(f"/l/{link.slug}").status_code == 302
    assert client_of(outsider).get(f"/w/{link.workspace.slug}/links/").status_code == 404
