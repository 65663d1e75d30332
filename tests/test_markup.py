"""What stands in the HTML of every page: nothing that the content policy would block, and what assistive software needs."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Participant
from groundswell.campaigns.page_tokens import new_nonce
from tests.addresses import pages
from tests.rows import build_rows

PUBLIC = [
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/signup/",
    "/accounts/email/",
    "/accounts/2fa/",
    "/workspaces/new/",
]
DATA = ("application/json", "text/plain")


class Complaints(HTMLParser):
    """Collects what is wrong with one document."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []
        self.headings = 0
        self.labelled: set[str] = set()
        self.controls: list[tuple[str, dict[str, str]]] = []
        self.inside_label = 0

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in given}
        self.found += [
            f"{tag} {name}" for name in attributes if name == "style" or name.startswith(("on", "hx-on", "data-hx-on"))
        ]
        if tag == "style" or (tag == "script" and "src" not in attributes and attributes.get("type") not in DATA):
            self.found.append(f"inline {tag}")
        if any(
            attributes.get(name, "").strip().lower().startswith("javascript:") for name in ("href", "action", "src")
        ):
            self.found.append(f"{tag} javascript:")
        if tag == "img" and "alt" not in attributes:
            self.found.append("img without alt")
        self.headings += tag == "h1"
        self.inside_label += tag == "label"
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "label" and "for" in attributes:
            self.labelled.add(attributes["for"])
        if (
            tag in ("input", "select", "textarea")
            and attributes.get("type") not in ("hidden", "submit", "button")
            and not self.inside_label
        ):
            self.controls.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        self.inside_label -= tag == "label"

    def all(self) -> list[str]:
        unnamed = [
            f"{tag} {attributes.get('name')} without a label"
            for tag, attributes in self.controls
            if attributes.get("id") not in self.labelled
            and not {"aria-label", "aria-labelledby", "title"} & set(attributes)
        ]
        doubled = {f"two elements with id {name}" for name in self.ids if self.ids.count(name) > 1}
        return [*self.found, *unnamed, *sorted(doubled)]


def complaints(client: Client, path: str) -> list[str]:
    response = client.get(path)
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return []
    document = Complaints()
    text = response.content.decode()
    document.feed(text)
    whole = "<html" in text
    return document.all() + ([f"{document.headings} h1"] if whole and document.headings != 1 else [])


@pytest.mark.django_db
def test_no_page_needs_what_the_policy_blocks(
    workspace: Workspace, owner: User, client_of: Callable[[User], Client]
) -> None:
    build_rows(workspace)
    client = client_of(owner)
    client.raise_request_exception = False
    # A stranger's mail is no page of ours: it is shown in a frame under a policy of its own.
    paths = [f"/w/acme/{page.path}" for page in pages() if not page.path.endswith("/as-sent/")] + PUBLIC
    assert {path: wrong for path in paths if (wrong := complaints(client, path))} == {}


@pytest.mark.django_db
def test_no_page_of_a_creator_does(workspace: Workspace) -> None:
    build_rows(workspace)
    Participant.objects.update(page_nonce=new_nonce())
    page = f"/c/{Participant.objects.get().token}/"
    for path in (page, f"{page}data/"):
        assert Client().get(path).status_code == 200
        assert complaints(Client(), path) == []


@pytest.mark.django_db
def test_no_public_page_does_either() -> None:
    assert {path: wrong for path in PUBLIC if (wrong := complaints(Client(), path))} == {}
