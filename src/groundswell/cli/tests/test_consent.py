"""Creators' own pages by command and by API."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.consent import make_link, open_link, save_insights
from groundswell.creators.models import Creator
from groundswell.creators.services import create_creator
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.kit.tests.fixtures import Result
from groundswell.platforms.addresses import Profile

pytestmark = pytest.mark.django_db
Cli = Callable[..., Result]


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    return create_creator(workspace=workspace, name="Maya", platform="instagram", handle="maya")


def token_in(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def given(workspace: Workspace, creator: Creator) -> None:
    save_insights(
        link=make_link(workspace=workspace, creator=creator),
        profile=Profile("instagram", "maya", "https://www.instagram.com/maya/"),
        observed_on=clock.now().date(),
        figures=[AudienceFacts("gender", "female", 0.6)],
    )


def test_by_command(cli: Cli, workspace: Workspace, maya: Creator) -> None:
    url = cli("consent", "link", maya.pk).stdout.strip()
    assert open_link(token_in(url)).creator == maya
    assert json.loads(cli("consent", "link", maya.pk, "--json").stdout) == {"creator": maya.pk, "url": url}
    assert cli("consent", "link", maya.pk, "--new").stdout.strip() != url
    assert cli("consent", "list", maya.pk).stdout == "Nothing was given yet.\n"
    given(workspace, maya)
    (document,) = json.loads(cli("consent", "list", maya.pk, "--json").stdout)["consents"]
    assert (document["kind"], document["account"], document["figures"]) == ("uploaded", "instagram:@maya", 1)
    assert "may keep them" in document["text"]
    assert "1 shares" in cli("consent", "list", maya.pk).stdout
    assert json.loads(cli("consent", "revoke", maya.pk, "--json").stdout) == {"creator": maya.pk, "revoked": True}
    assert cli("consent", "revoke", maya.pk).stdout == "There was no open page.\n"
    assert json.loads(cli("consent", "read", "--json").stdout) == {"read": 0, "failed": 0}


def test_a_creator_of_another_workspace_has_no_page_here(cli: Cli, maya: Creator, other_workspace: Workspace) -> None:
    stranger = create_creator(workspace=other_workspace, name="Stranger")
    for verb in ("link", "revoke", "list"):
        result = cli("--workspace", maya.workspace.slug, "consent", verb, stranger.pk)
        assert (result.exit_code, json.loads(result.stderr)["error"]) == (2, "not_found")


def test_by_api(api: Callable[..., Any], workspace: Workspace, maya: Creator, other_workspace: Workspace) -> None:
    client, where = api(), f"/api/v1/creators/{maya.pk}"
    url = client.post(f"{where}/own-page", {}, content_type="application/json").json()["url"]
    assert open_link(token_in(url)).creator == maya
    given(workspace, maya)
    (document,) = client.get(f"{where}/consents").json()
    assert (document["source"], document["withdrawn_at"]) == ("Insights uploaded by the creator", None)
    anew = client.post(f"{where}/own-page", {"anew": True}, content_type="application/json").json()["url"]
    with pytest.raises(NotFound):
        open_link(token_in(url))
    assert client.delete(f"{where}/own-page").status_code == 204
    with pytest.raises(NotFound):
        open_link(token_in(anew))
    assert api("read").post(f"{where}/own-page", {}, content_type="application/json").status_code in (401, 403)
    stranger = create_creator(workspace=other_workspace, name="Stranger")
    for method, path in (("post", "own-page"), ("delete", "own-page"), ("get", "consents")):
        address = f"/api/v1/creators/{stranger.pk}/{path}"
        answer = getattr(client, method)(address, {}, content_type="application/json") if method == "post" else getattr(client, method)(address)  # fmt: skip
        assert answer.status_code == 404
