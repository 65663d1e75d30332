"""Own domains on the fast path: whose links they answer for, and that nothing of the application is ever there."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.links.models import Domain, Link
from groundswell.links.redirect import Door, ShortLinks
from groundswell.links.services import add_domain, check_domain, create_link, remove_domain, set_home, update_link
from groundswell.links.tests.conftest import PHONE
from groundswell.links.tests.test_redirect import journalled

HOST = b"go.fernway.example"
Answer = tuple[int, dict[bytes, bytes], bytes]
Ask = Callable[..., Answer]


@pytest.fixture
def ask(door: Door, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """`ask(path, host=…)`: (status, headers, body) as the table stands now; status 0 when Django would have been asked."""

    async def at_once(question: Callable[..., Any], *arguments: Any) -> Any:
        return question(*arguments)

    # A thread would not see what this test's open transaction holds; `test_own_domains_served` has the threads.
    monkeypatch.setattr("groundswell.links.redirect.own_domains.asked", at_once)

    def asked(path: str, *, host: bytes = HOST, method: str = "GET", agent: bytes = PHONE, **more: str) -> Answer:
        sent: list[dict[str, Any]] = []

        async def otherwise(*_: Any) -> None:
            sent.extend(({"status": 0, "headers": []}, {"body": b""}))

        async def send(event: Any) -> None:
            sent.append(event)

        async def receive() -> dict[str, Any]:
            return {"type": "http.request"}

        given = [(name.replace("_", "-").encode(), value.encode()) for name, value in more.items()]
        scope = {
            "type": "http", "path": path, "method": method, "headers": [(b"host", host), (b"user-agent", agent), *given],
            "client": ("198.51.100.7", 4711),
        }  # fmt: skip
        application = ShortLinks(otherwise, door)
        application.watching = True
        # Nothing waits here, so no event loop is needed, beside which Django would open another connection.
        with pytest.raises(StopIteration):
            application(scope, receive, send).send(None)
        return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]

    return asked


@pytest.fixture
def domain(workspace: Workspace) -> Domain:
    return check_domain(domain=add_domain(workspace=workspace, name="go.fernway.example"), vouched=True)


@pytest.fixture
def link(workspace: Workspace, creator: Creator, domain: Domain) -> Link:
    return create_link(
        workspace=workspace, target_url="https://shop.example/shoes?size=42", creator=creator, slug="maya"
    )


@pytest.fixture
def fresh(door: Door, link: Link) -> Door:
    """The door with the link and the domain in memory."""
    door.table.refresh()
    return door


@pytest.mark.parametrize("path", ["/maya", "/l/maya", "/Maya/"])
@pytest.mark.parametrize("host", [HOST, b"GO.Fernway.example:8443", b"go.fernway.example."])
def test_the_workspaces_links_are_answered(fresh: Door, ask: Ask, link: Link, path: str, host: bytes) -> None:
    status, headers, body = ask(path, host=host, referer="https://l.instagram.com/maya")

    assert (status, body) == (302, b"")
    parts = urlsplit(headers[b"location"].decode())
    query = parse_qs(parts.query)
    assert (parts.netloc, parts.path, query["size"], query["utm_source"]) == (
        "shop.example", "/shoes", ["42"], ["instagram"],
    )  # fmt: skip
    assert (headers[b"cache-control"], headers[b"referrer-policy"]) == (
        b"private, no-store", b"strict-origin-when-cross-origin",
    )  # fmt: skip
    [click] = journalled(fresh)
    assert query["cid"] == [click.click_id]
    assert (click.link_id, click.flag, click.referrer) == (link.pk, "", "l.instagram.com")


@pytest.mark.parametrize(
    ("how", "flag"),
    [
        ({"method": "HEAD"}, "head"),
        ({"sec_purpose": "prefetch;prerender"}, "prefetch"),
        ({"agent": b"WhatsApp/2.23.20.0"}, "preview"),
    ],
)
def test_who_is_nobody_looking_is_flagged_as_ever(fresh: Door, ask: Ask, how: dict[str, Any], flag: str) -> None:
    assert ask("/maya", **how)[0] == 302
    assert [click.flag for click in journalled(fresh)] == [flag]


@pytest.mark.parametrize("path", ["/theirs", "/l/theirs"])
def test_another_workspaces_link_is_not_there(fresh: Door, ask: Ask, other_workspace: Workspace, path: str) -> None:
    create_link(workspace=other_workspace, target_url="https://rival.example/", slug="theirs")
    for _ in ("asked of the database", "in memory"):
        status, headers, body = ask(path)
        assert (status, b"location" in headers) == (404, False)
        assert b"leads nowhere" in body
        fresh.table.refresh()
    assert journalled(fresh) == []


@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/w/acme/links/", "/api/v1/links", "/static/vendor/htmx.min.js", "/health", "/metrics",
             "/px/x/p.js", "/c/token/", "/hooks/shopify/x", "/l/", "/l/unknown", "//evil.example", "/https://evil.example", "/%2F%2Fevil.example",
             "/maya/../..", "/maya?next=//evil.example", "/\0", "/.well-known/groundswell/wrong", "/domains/ask"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_nothing_of_the_application_is_there(fresh: Door, ask: Ask, path: str, method: str) -> None:
    status, headers, body = ask(path, method=method)

    assert status == 404
    assert {b"set-cookie", b"location"}.isdisjoint(headers)
    assert headers[b"content-security-policy"].startswith(b"default-src 'none'")
    assert b"Groundswell" not in body
    assert journalled(fresh) == []


def test_a_home_takes_in_what_leads_nowhere(fresh: Door, ask: Ask, domain: Domain, link: Link) -> None:
    set_home(domain=domain, home_url="https://fernway.example/welcome")
    update_link(link=link, expires_at=clock.now())
    fresh.table.refresh()
    for path in ("/", "/unknown", "/maya", "//evil.example"):
        status, headers, _ = ask(path)
        assert (status, headers[b"location"]) == (302, b"https://fernway.example/welcome")
    assert ask("/", method="POST")[0] == 404
    assert journalled(fresh) == []


@pytest.mark.parametrize("slug", ["l", "w", "api", "health", "static", "accounts", "domains"])
def test_no_ending_is_reserved(fresh: Door, ask: Ask, workspace: Workspace, slug: str) -> None:
    create_link(workspace=workspace, target_url="https://shop.example/", slug=slug)
    assert [ask(path)[0] for path in (f"/{slug}", f"/l/{slug}")] == [302, 302]
    assert ask(f"/{slug}", host=b"127.0.0.1")[0] == 0


def test_a_host_of_nobodys_is_left_to_django_which_refuses_it(fresh: Door, ask: Ask) -> None:
    for host in (b"evil.example", b"go.fernway.example,evil.example", b"go.fernway.example.evil.example", b"\xff"):
        assert [ask(path, host=host)[0] for path in ("/maya", "/l/maya", "/")] == [0, 0, 0]
    assert journalled(fresh) == []


def test_a_removed_domain_stops_and_printed_links_go_on(fresh: Door, ask: Ask, domain: Domain, link: Link) -> None:
    remove_domain(domain=domain)
    assert fresh.table.refresh() is True
    assert [ask(path)[0] for path in ("/maya", "/l/maya", "/")] == [0, 0, 0]
    assert ask("/l/maya", host=b"127.0.0.1")[0] == 302
    link.refresh_from_db()
    assert link.domain is None


def test_a_domain_that_was_never_checked_answers_its_proof_alone(door: Door, ask: Ask, workspace: Workspace) -> None:
    create_link(workspace=workspace, target_url="https://shop.example/", slug="maya")
    waiting = add_domain(workspace=workspace, name="go.fernway.example")
    door.table.refresh()
    assert ask("/maya")[0] == 0
    status, headers, body = ask(f"/.well-known/groundswell/{waiting.token}", host=b"Go.Fernway.example:80")
    assert (status, body, headers[b"content-type"]) == (200, waiting.token.encode(), b"text/plain; charset=us-ascii")
    assert ask(f"/.well-known/groundswell/{waiting.token}", host=b"evil.example")[0] == 0
    assert ask("/.well-known/groundswell/", host=HOST)[0] == 0


def test_the_applications_host_is_never_an_own_domain(fresh: Door, ask: Ask, workspace: Workspace) -> None:
    Domain.objects.create(workspace=workspace, name="localhost", token="t", verified_at=clock.now())
    fresh.table.refresh()
    assert ask("/maya", host=b"localhost")[0] == 0
