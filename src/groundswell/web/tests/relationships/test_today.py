"""The first page of a workspace."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.relationships import services
from groundswell.web.relationships.start import start_list
from groundswell.web.tests.relationships.conftest import Person

pytestmark = pytest.mark.django_db


def test_a_new_workspace_gets_the_ten_steps_with_addresses_that_work(
    member_client: Callable[..., Client], workspace: Workspace
) -> None:
    client = member_client("owner")
    page = client.get("/w/acme/").content.decode()
    assert "Ten steps" in page
    assert "0 of 10 done" in page
    steps = start_list(workspace)
    assert [step.done for step in steps] == [False] * 10
    for step in steps:
        assert client.get(step.url).status_code == 200, step


def test_steps_tick_themselves_off(workspace: Workspace, person: Person) -> None:
    maya = person("Maya", "contacted")
    services.add_note(workspace=workspace, creator=maya, body="x")
    assert [step.title for step in start_list(workspace) if step.done] == [
        "Import your files",
        "Get to know them",
        "Move them along the board",
    ]


def test_next_steps_are_shown_the_most_overdue_first_and_not_those_of_closed_ones(
    member_client: Callable[..., Client], workspace: Workspace, person: Person
) -> None:
    for name, days, stage in (
        ("Soon", 3, "warming"),
        ("Late", -9, "warming"),
        ("Far", 30, "warming"),
        ("Gone", -3, "declined"),
    ):
        creator = person(name, stage)
        changes = {"next_step": f"Call {name}", "next_step_on": clock.today() + timedelta(days=days)}
        services.update_relationship(workspace=workspace, creator=creator, changes=changes)
    page = member_client("analyst").get("/w/acme/").content.decode()
    assert page.index("Call Late") < page.index("Call Soon")
    assert "Call Far" not in page
    assert "Call Gone" not in page


def test_today_costs_a_constant_number_of_queries(
    member_client: Callable[..., Client], crowd: list[Creator], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = member_client("manager")
    client.get("/w/acme/")
    with django_assert_max_num_queries(20):
        assert client.get("/w/acme/").status_code == 200
