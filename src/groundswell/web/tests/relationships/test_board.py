"""The board as people use it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.relationships import services
from groundswell.relationships.models import Relationship
from groundswell.web.tests.relationships.conftest import Person

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def stage_of(creator: Creator) -> str:
    return Relationship.objects.get(creator=creator).stage


def names(page: str, stage: str) -> list[str]:
    """The names on the cards of one column, from top to bottom."""
    column = page.split(f'data-column="{stage}"')[1].split("</section>", maxsplit=1)[0]
    return [part.split('"')[0] for part in column.split('data-name="')[1:]]


def test_columns_show_cards_counts_and_what_is_overdue(
    member_client: SignIn, workspace: Workspace, person: Person
) -> None:
    maya, leo = person("Maya", "contacted"), person("Leo", "declined")
    yesterday = clock.today() - timedelta(days=1)
    services.update_relationship(
        workspace=workspace, creator=maya, changes={"fit": 82, "next_step": "Send sample", "next_step_on": yesterday}
    )
    page = member_client("manager").get("/w/acme/board/").content.decode()
    assert names(page, "contacted") == ["Maya"]
    assert names(page, "declined") == [leo.name]
    assert "Send sample" in page
    assert "is-late" in page
    assert 'data-column="declined" aria-label="Declined" data-closed' in " ".join(page.split())


def test_an_empty_board_says_what_to_do(member_client: SignIn) -> None:
    page = member_client("manager").get("/w/acme/board/").content.decode()
    assert "Nobody is on the board yet" in page
    assert "Import a file" in page


def test_a_dropped_card_moves_and_keeps_its_place(member_client: SignIn, person: Person) -> None:
    first, second, moved = person("First", "contacted"), person("Second", "contacted"), person("Moved")
    client = member_client("manager")
    drop = {"card": moved.pk, "column": "contacted", "before": first.pk}
    assert client.post("/w/acme/board/move/", drop).status_code == 204
    page = client.get("/w/acme/board/").content.decode()
    assert names(page, "contacted") == [second.name, "Moved", "First"]


def test_declining_asks_for_the_reason(member_client: SignIn, person: Person) -> None:
    maya, client = person("Maya"), member_client("manager")
    drop = {"card": maya.pk, "column": "declined", "before": ""}
    answer = client.post("/w/acme/board/move/", drop, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert answer.json()["error"] == "reason_needed"
    assert stage_of(maya) == "identified"
    assert client.post("/w/acme/board/move/", drop | {"reason": "Too many ads"}).status_code == 204
    assert Relationship.objects.get(creator=maya).reason == "Too many ads"


def test_filters(member_client: SignIn, workspace: Workspace, owner: User, person: Person) -> None:
    nano, micro, macro = (
        person("Nano", followers=999),
        person("Micro", followers=1_000),
        person("Macro", followers=100_000),
    )
    blank = person("Blank", followers=None, platform="youtube")
    services.set_tags(workspace=workspace, creator=nano, tags="Vegan")
    services.add_to_list(workspace=workspace, list_name="Best", creators=[macro])
    late = {"next_step": "x", "next_step_on": clock.today() - timedelta(days=1), "owner": owner.pk}
    services.update_relationship(workspace=workspace, creator=micro, changes=late)
    client = member_client("analyst")
    for query, expected in {
        "tier=nano": ["Nano"],
        "tier=micro": ["Micro"],
        "tier=macro": ["Macro"],
        "tier=mega": [],
        "tier=nonsense": [],
        "platform=youtube": [blank.name],
        "tag=vegan": ["Nano"],
        "list=best": ["Macro"],
        "overdue=1": ["Micro"],
        f"owner={owner.pk}": ["Micro"],
        "owner=none": ["Blank", "Macro", "Nano"],
        "owner=zzz": [],
        "text=MICRO@example": ["Micro"],
        "text=@mac": ["Macro"],
        "campaign=none-such": [],
        "owner=none&tier=macro": ["Macro"],
    }.items():
        page = client.get(f"/w/acme/board/?{query}").content.decode()
        shown = names(page, "identified") if 'data-column="identified"' in page else []
        assert sorted(shown) == expected, query


def test_500_people_cost_a_constant_number_of_queries(
    member_client: SignIn, crowd: list[Creator], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = member_client("manager")
    client.get("/w/acme/board/")
    with django_assert_max_num_queries(16):
        page = client.get("/w/acme/board/").content.decode()
    assert page.count("data-card=") == 3 * 40
    assert 'data-more="127"' in page
    with django_assert_max_num_queries(10):
        more = client.get("/w/acme/board/identified/more/?offset=160").content.decode()
    assert more.count("data-card=") == 7
    assert "Show more" not in more


def test_analysts_look_but_do_not_move(member_client: SignIn, person: Person) -> None:
    maya, client = person("Maya"), member_client("analyst")
    page = client.get("/w/acme/board/").content.decode()
    assert "Maya" in page
    assert "data-board" not in page
    assert client.post("/w/acme/board/move/", {"card": maya.pk, "column": "live", "before": ""}).status_code == 403
    assert stage_of(maya) == "identified"


def test_what_belongs_to_others_is_not_there(
    client_of: Callable[[User], Client], outsider: User, person: Person
) -> None:
    maya, client = person("Maya"), client_of(outsider)
    assert client.get("/w/acme/board/").status_code == 404
    assert client.get(f"/w/rival/relationships/{maya.pk}/").status_code == 404
    assert client.post("/w/rival/board/move/", {"card": maya.pk, "column": "live", "before": ""}).status_code == 404
    assert client.post(f"/w/rival/relationships/{maya.pk}/stage/", {"stage": "live"}).status_code == 404
    assert stage_of(maya) == "identified"


def test_a_dropped_card_beside_somebody_elses_is_refused(
    member_client: SignIn, other_workspace: Workspace, person: Person
) -> None:
    maya = person("Maya")
    theirs = Creator.objects.create(workspace=other_workspace, name="T")
    drop = {"card": maya.pk, "column": "identified", "before": theirs.pk}
    assert member_client("manager").post("/w/acme/board/move/", drop).status_code == 404
