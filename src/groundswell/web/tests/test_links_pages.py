from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Campaign
from groundswell.creators.models import Account, Creator
from groundswell.kit import clock
from groundswell.links.models import Click, Code, Link
from groundswell.links.services import create_code, create_link

SignIn = Callable[[str], Client]


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    person = Creator.objects.create(workspace=workspace, name="Maya Brook")
    person.accounts.add(Account.objects.create(workspace=workspace, platform="instagram", handle="maya.runs"))
    return person


@pytest.fixture
def spring(workspace: Workspace) -> Campaign:
    return Campaign.objects.create(workspace=workspace, name="Spring sale", slug="spring-sale", currency="USD")


def test_without_links_the_page_says_what_to_do(member_client: SignIn) -> None:
    page = member_client("manager").get("/w/acme/links/").content.decode()
    assert "No link yet" in page
    assert "/w/acme/links/new/" in page


def test_a_link_and_its_code_are_made_on_one_form(
    member_client: SignIn, workspace: Workspace, maya: Creator, spring: Campaign
) -> None:
    client = member_client("manager")
    answer = client.post(
        "/w/acme/links/new/",
        {"target_url": "https://shop.example/shoe", "creator": "maya.runs", "campaign": spring.pk, "code": "MAYA10", "expires_on": "2027-01-31"},
        follow=True,
    )  # fmt: skip
    link = Link.objects.of(workspace).get()
    assert (link.slug, link.creator, link.campaign) == ("maya-runs-spring-sale", maya, spring)
    assert link.expires_at is not None
    assert link.expires_at.isoformat() == "2027-01-31T23:59:59+00:00"
    assert Code.objects.of(workspace).get().creator == maya
    page = answer.content.decode()
    assert "/l/maya-runs-spring-sale is live." in page
    assert f"/w/acme/links/{link.pk}/qr.svg" in page


def test_a_taken_code_takes_back_the_link(member_client: SignIn, workspace: Workspace, maya: Creator) -> None:
    create_code(workspace=workspace, code="MAYA10", creator=maya)
    page = member_client("manager").post(
        "/w/acme/links/new/", {"target_url": "https://shop.example/", "code": "maya10", "creator": "Maya"}
    )
    assert "The code MAYA10 exists already." in page.content.decode()
    assert not Link.objects.of(workspace).exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"target_url": "javascript:alert(1)"}, "A link must lead to a web address."),
        ({"target_url": "https://shop.example/", "slug": "a/b"}, "cannot be the end of a link"),
        ({"target_url": "https://shop.example/", "creator": "Nobody"}, "Nobody of that name or handle."),
        ({"target_url": "https://shop.example/", "creator": "Somebody #99999"}, "There is no such creator."),
    ],
)
def test_a_refusal_stands_at_its_field(
    member_client: SignIn, maya: Creator, data: dict[str, str], message: str
) -> None:
    answer = member_client("manager").post("/w/acme/links/new/", data)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert not Link.objects.exists()


def test_of_two_creators_that_fit_one_must_be_chosen(
    member_client: SignIn, workspace: Workspace, maya: Creator
) -> None:
    Creator.objects.create(workspace=workspace, name="Maya Stone")
    client = member_client("manager")
    assert "Several creators fit" in client.post("/w/acme/codes/new/", {"creator": "Maya"}).content.decode()
    options = client.get("/w/acme/choose/creators/", {"creator": "maya"}).content.decode()
    assert (
        options
        == f'<option value="Maya Brook #{maya.pk}">@maya.runs</option><option value="Maya Stone #{maya.pk + 1}"></option>'
    )
    client.post("/w/acme/codes/new/", {"creator": f"Maya Brook #{maya.pk}", "discount": "15 % off"})
    assert Code.objects.of(workspace).get().code == "MAYA15"


def test_editing_keeps_the_history(member_client: SignIn, workspace: Workspace) -> None:
    link = create_link(workspace=workspace, target_url="https://shop.example/old")
    client = member_client("manager")
    page = client.post(
        f"/w/acme/links/{link.pk}/", {"target_url": "https://shop.example/new"}, follow=True
    ).content.decode()
    link.refresh_from_db()
    assert (link.target_url, link.active) == ("https://shop.example/new", False)
    assert "It led to https://shop.example/old before" in page
    assert "Switched off" in page
    assert "manager@acme.example" in page


def test_the_qr_code_is_an_image_and_can_be_saved(member_client: SignIn, workspace: Workspace) -> None:
    link = create_link(workspace=workspace, target_url="https://shop.example/", slug="shoes")
    client = member_client("analyst")
    svg, png = (client.get(f"/w/acme/links/{link.pk}/qr.{kind}?download") for kind in ("svg", "png"))
    assert (svg["Content-Type"], png["Content-Type"]) == ("image/svg+xml", "image/png")
    assert svg["Content-Disposition"] == 'attachment; filename="shoes.svg"'
    assert client.get(f"/w/acme/links/{link.pk}/qr.exe").status_code == 422


def test_an_imported_code_is_given_to_its_creator(member_client: SignIn, workspace: Workspace, maya: Creator) -> None:
    code = create_code(workspace=workspace, code="WELCOME")
    client = member_client("manager")
    assert "Say whose it is" in client.get("/w/acme/codes/").content.decode()
    client.post(f"/w/acme/codes/{code.pk}/", {"creator": "Maya Brook"})
    code.refresh_from_db()
    assert code.creator == maya


def test_analysts_read_and_do_not_write(member_client: SignIn, workspace: Workspace) -> None:
    link = create_link(workspace=workspace, target_url="https://shop.example/")
    client = member_client("analyst")
    assert client.get("/w/acme/links/").status_code == 200
    assert client.post(f"/w/acme/links/{link.pk}/", {"target_url": "https://evil.example/"}).status_code == 403
    assert client.post("/w/acme/links/new/", {"target_url": "https://evil.example/"}).status_code == 403
    link.refresh_from_db()
    assert link.target_url == "https://shop.example/"


def test_another_workspaces_links_and_codes_are_not_there(
    client_of: Callable[[User], Client], outsider: User, workspace: Workspace, maya: Creator
) -> None:
    link = create_link(workspace=workspace, target_url="https://shop.example/", creator=maya)
    code = create_code(workspace=workspace, code="MAYA10", creator=maya)
    client = client_of(outsider)
    for path in (f"links/{link.pk}/", f"links/{link.pk}/qr.svg", f"codes/{code.pk}/"):
        assert client.get(f"/w/rival/{path}").status_code == 404
        assert client.get(f"/w/acme/{path}").status_code == 404
    assert client.post(f"/w/rival/links/{link.pk}/", {"target_url": "https://evil.example/"}).status_code == 404
    assert client.get("/w/rival/choose/creators/", {"creator": "maya"}).content == b""
    assert "maya" not in client.get("/w/rival/links/").content.decode().lower()


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    member_client: SignIn,
    workspace: Workspace,
    maya: Creator,
    spring: Campaign,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(30):
        link = create_link(workspace=workspace, target_url="https://shop.example/", creator=maya, campaign=spring)
        Click.objects.create(
            workspace=workspace, click_id=f"click{number}", link=link, at=clock.now(), visitor=str(number)
        )
        create_code(workspace=workspace, code=f"MAYA{number}", creator=maya, campaign=spring)
    client = member_client("manager")
    for path in ("links/", "links/?q=maya&campaign=spring-sale", "codes/"):
        with django_assert_max_num_queries(14):
            assert client.get(f"/w/acme/{path}").status_code == 200
