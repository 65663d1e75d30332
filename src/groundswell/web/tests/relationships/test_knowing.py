"""Getting to know somebody: the card on their page, the rubric, and the grid's columns."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator, Post
from groundswell.discovery.personas.services import create_persona
from groundswell.kit import clock
from groundswell.relationships.models import Relationship, Rubric
from groundswell.web.tests.relationships.conftest import Person

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def maya(person: Person) -> Creator:
    """Maya, with ten posts, one of them an advertisement."""
    creator = person("Maya")
    for number in range(10):
        caption = "Ad: shoes from @trailco" if number == 3 else "A quiet run along the river"
        Post.objects.create(
            account=creator.accounts.get(), external_id=str(number), caption=caption, source="t",
            published_at=clock.now() - timedelta(days=number), workspace=creator.workspace,
        )  # fmt: skip
    return creator


def test_the_card_measures_judges_and_compares(member_client: SignIn, workspace: Workspace, maya: Creator) -> None:
    create_persona(workspace=workspace, name="Runner", definition={"interests": ["run"]})
    client = member_client("manager")
    page = " ".join(client.get(f"/w/acme/creators/{maya.pk}/knowing/").content.decode().split())
    assert "<b>10%</b> of their posts are advertising" in page
    assert "1 of 10 posts since" in page
    assert "@trailco 1 ×" in page
    assert "Nobody judged it yet." in page
    assert "Runner" in page
    judged = client.post(
        f"/w/acme/creators/{maya.pk}/quality/", {"score:Own voice": "4", "note": "Warm"}
    ).content.decode()
    assert "<b>4.0</b> of 5" in judged
    assert "Warm" in judged
    refused = client.post(f"/w/acme/creators/{maya.pk}/quality/", {"score:Own voice": "9"})
    assert refused.status_code == 422
    assert "judged from 1 to 5" in refused.content.decode()


def test_the_grid_shows_what_is_known(
    member_client: SignIn,
    workspace: Workspace,
    maya: Creator,
    person: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    create_persona(workspace=workspace, name="Runner", definition={"interests": ["run"]})
    person("Tom")
    client = member_client("manager")
    client.get(f"/w/acme/creators/{maya.pk}/knowing/")
    client.post(f"/w/acme/creators/{maya.pk}/quality/", {"score:Own voice": "4"})
    client.patch(
        "/w/acme/grid/cell/", {"id": maya.pk, "field": "values", "value": "No fur"}, content_type="application/json"
    )
    assert Relationship.objects.get(creator=maya).values == "No fur"
    with django_assert_max_num_queries(30):
        page = client.get("/w/acme/grid/?persona=runner").content.decode()
    assert 'data-tip="1 judged, 4.0 to 4.0" tabindex="-1">4.0</span>' in page
    assert 'tabindex="-1">10%</span>' in page
    assert '<th scope="col" class="num">Runner</th>' in page
    assert "No fur" in page


def test_a_rubric_is_set_by_those_who_may_write(
    member_client: SignIn, client_of: Callable[[User], Client], outsider: User, maya: Creator
) -> None:
    client = member_client("manager")
    assert client.post("/w/acme/rubric/", {"criteria": "Humour\nTrail knowledge\n"}).status_code == 302
    assert "Humour" in client.get(f"/w/acme/creators/{maya.pk}/knowing/").content.decode()
    assert client.post("/w/acme/rubric/", {"criteria": "A\na"}).status_code == 422
    assert member_client("analyst").post("/w/acme/rubric/", {"criteria": "X"}).status_code == 403
    assert Rubric.objects.get().criteria == ["Humour", "Trail knowledge"]
    assert client_of(outsider).get(f"/w/rival/creators/{maya.pk}/knowing/").status_code == 404
