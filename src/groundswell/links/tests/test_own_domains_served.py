"""A real server: a domain is claimed, proved over the network, used and removed while it runs."""

import http.client
import json
import time
from collections.abc import Iterator

import pytest

from groundswell.links.tests.served import python, serve

CLAIM = """
from groundswell.accounts.services import create_workspace
from groundswell.links.services import add_domain, create_link
for slug in ("acme", "rival"):
    owner = create_workspace(slug=slug, name=slug)
    create_link(workspace=owner, target_url=f"https://{slug}.example/", slug=f"of-{slug}")
    add_domain(workspace=owner, name="go.fernway.example")
"""
CHECK = """
import json
from django.conf import settings
from groundswell.kit import safe_http
from groundswell.links.models import Domain
from groundswell.links.errors import DomainTaken
from groundswell.links.services import check_domain
safe_http._resolve = lambda host, port: ["127.0.0.1"]  # no DNS here knows the name
def checked(slug):
    try:
        return check_domain(domain=Domain.objects.select_related("workspace").get(workspace__slug=slug)).problem
    except DomainTaken as taken:
        return taken.code
private = checked("acme")
settings.ALLOW_PRIVATE_ADDRESSES = True
print(json.dumps([private, checked("acme"), checked("rival")]))
"""
LATER = """
from groundswell.accounts.models import Workspace
from groundswell.links.services import create_link
create_link(workspace=Workspace.objects.get(slug="acme"), target_url="https://acme.example/", slug="brand-new")
"""
REMOVE = """
from groundswell.links.models import Domain
from groundswell.links.services import remove_domain
remove_domain(domain=Domain.objects.get(verified_at__isnull=False))
"""


@pytest.fixture
def port(environment: dict[str, str]) -> Iterator[int]:
    python(CLAIM, environment)
    server, port = serve(environment)
    yield port
    server.terminate()
    server.wait()


def ask(port: int, path: str, host: str = "go.fernway.example") -> tuple[int, str, bytes]:
    """(status, location, body)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": host, "User-Agent": "phone"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.getheader("Set-Cookie") is None
    return answer.status, answer.getheader("Location") or "", body


def until(port: int, path: str, status: int) -> None:
    """Asks till the server's memory has followed the database."""
    deadline = time.monotonic() + 60
    while ask(port, path)[0] != status:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_an_own_domain_from_claim_to_removal(environment: dict[str, str], port: int) -> None:
    assert ask(port, "/of-acme")[0] == 400
    assert ask(port, "/l/of-acme")[0] == 400

    here = {**environment, "GROUNDSWELL_URL": f"http://127.0.0.1:{port}"}
    assert json.loads(python(CHECK, here)) == ["private", "", "domain_taken"]
    until(port, "/of-acme", 302)
    status, location, _ = ask(port, "/l/of-acme", "GO.Fernway.example.:8443")
    assert status == 302
    assert location.startswith("https://acme.example/?cid=")
    for path in ("/of-rival", "/l/of-rival", "/", "/accounts/login/", "/w/acme/links/", "/api/v1/links"):
        status, location, body = ask(port, path)
        assert (status, location) == (404, "")
        assert b"leads nowhere" in body
    assert ask(port, "/l/of-rival", "127.0.0.1")[0] == 302

    python(LATER, environment)
    assert ask(port, "/brand-new")[0] == 302

    python(REMOVE, environment)
    until(port, "/of-acme", 400)
    assert ask(port, "/l/of-acme")[0] == 400
    assert ask(port, "/l/of-acme", "127.0.0.1")[0] == 302


def test_a_server_that_just_started_knows_its_domains(environment: dict[str, str]) -> None:
    python(CLAIM, environment)
    check = "from groundswell.links.models import Domain\nfrom groundswell.links.services import check_domain\n"
    python(check + "check_domain(domain=Domain.objects.get(workspace__slug='acme'), vouched=True)", environment)
    server, port = serve(environment)
    try:
        assert ask(port, "/of-acme")[0] == 302
    finally:
        server.terminate()
        server.wait()
