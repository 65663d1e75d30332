"""No workspace sees or changes anything of another: every page and every route of the API, found and not listed."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client

from groundswell.accounts import services
from groundswell.accounts.models import User, Workspace
from groundswell.accounts.rules import Need
from groundswell.web.http import need_of
from tests.addresses import Page, Route, pages, routes
from tests.rows import PK, WORD, build_rows, snapshot

GONE = frozenset({404, 405})
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows(workspace: Workspace) -> None:
    """One row of everything in `workspace`."""
    build_rows(workspace)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves no trace for the next address."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, method: str, path: str, body: object = None) -> tuple[int, str]:
    with undone():
        kind = "application/json" if path.startswith("/api/") else "application/x-www-form-urlencoded"
        data = body if body is not None else {} if kind.endswith("json") and method != "get" else ""
        client.raise_request_exception = False
        response = client.generic(method.upper(), path, _encoded(data), content_type=kind)
        content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        return response.status_code, content.decode(errors="replace")


def _encoded(data: object) -> str:
    return data if isinstance(data, str) else json.dumps(data)


def bearer(workspace: Workspace, user: User) -> Client:
    token = services.create_token(workspace=workspace, user=user, name="test", scopes=["read", "write"])
    return Client(headers={"Authorization": f"Bearer {token}"})


def test_there_is_something_to_walk() -> None:
    assert len(pages()) > 60
    assert len(routes()) > 40
    assert sum(page.names_row for page in pages()) > 30


def test_pages_of_a_workspace_are_not_there_for_others(outsider: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(outsider)
    wrong = [
        (method, page.path)
        for page in pages()
        for method in ("get", "post")
        if ask(client, method, f"/w/acme/{page.path}")[0] != 404
    ]
    assert wrong == []


def test_rows_of_a_workspace_are_not_in_the_pages_of_others(
    outsider: User, client_of: Callable[[User], Client], workspace: Workspace
) -> None:
    client, before = client_of(outsider), snapshot(workspace)
    wrong = []
    for page in pages():
        for method in ("get", "post", "patch", "delete"):
            status, text = ask(client, method, f"/w/rival/{page.path}")
            if (page.names_row and status not in GONE) or WORD in text.replace(page.path, ""):
                wrong.append((method, page.path, status, WORD in text))
    assert wrong == []
    assert snapshot(workspace) == before


def test_the_same_pages_are_there_for_members(owner: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(owner)
    missing = {page.path for page in pages() if ask(client, "get", f"/w/acme/{page.path}")[0] == 404}
    # The rows are there, the files they tell of are not.
    assert missing <= {f"imports/{PK}/rejected/", f"creators/{PK}/evidence/{PK}/", f"drafts/{PK}/picture/"}


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    def turned_away(page: Page) -> bool:
        with undone():
            response = client.post(f"/w/acme/{page.path}")
        return response.status_code == 302 and response["Location"].startswith("/accounts/login/?next=/w/acme/")

    assert [page.path for page in pages() if not turned_away(page)] == []


def test_analysts_change_nothing(member_client: Callable[[str], Client], workspace: Workspace) -> None:
    client, before = member_client("analyst"), snapshot(workspace)
    asked = [(page, ask(client, "post", f"/w/acme/{page.path}")[0]) for page in pages()]
    assert [
        (page.path, status) for page, status in asked if need_of(page.view, safe=False) > Need.READ and status != 403
    ] == []
    assert snapshot(workspace) == before


def test_managers_are_no_owners(member_client: Callable[[str], Client]) -> None:
    client = member_client("manager")
    owners = [page.path for page in pages() if need_of(page.view, safe=False) is Need.OWN]
    assert len(owners) > 8
    assert {path: ask(client, "post", f"/w/acme/{path}")[0] for path in owners} == dict.fromkeys(owners, 403)


def test_the_api_shows_and_changes_nothing_of_others(
    outsider: User, other_workspace: Workspace, workspace: Workspace
) -> None:
    client, before = bearer(other_workspace, outsider), snapshot(workspace)
    wrong = []
    for route in routes():
        status, text = ask(client, route.method, route.path, route.body)
        if (
            (route.names_row and status != 404)
            or (route.method == "get" and status < 400 and WORD in text)
            or status >= 500
        ):
            wrong.append((route.method, route.path, status, text[:200]))
    assert wrong == []
    assert snapshot(workspace) == before


def test_the_same_routes_are_there_for_members(owner: User, workspace: Workspace) -> None:
    client = bearer(workspace, owner)
    wrong = [
        (r.method, r.path, answer)
        for r in routes()
        if (answer := ask(client, r.method, r.path, r.body)[0]) in (401, 403, 404)
    ]
    assert wrong == []


def test_the_api_needs_a_token_and_the_right_to_write(workspace: Workspace) -> None:
    analyst = services.create_user(email="reads@acme.example", workspace=workspace, role="analyst")
    client, before = bearer(workspace, analyst), snapshot(workspace)

    def wrong(route: Route) -> bool:
        return ask(Client(), route.method, route.path, route.body)[0] != 401 or (
            not route.reads and ask(client, route.method, route.path, route.body)[0] != 403
        )

    assert [(route.method, route.path) for route in routes() if wrong(route)] == []
    assert snapshot(workspace) == before
