"""Written once, answered as Django would."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.accounts.models import Workspace
from groundswell.kit.prepared import Prepared

pytestmark = pytest.mark.django_db
COLUMNS = ("pk", "slug", "tier_bounds", "created_at")
ROWS = Prepared(lambda ids: Workspace.objects.filter(pk__in=ids).order_by("pk").values_list(*COLUMNS))
NEWEST = Prepared(lambda _: Workspace.objects.order_by("-created_at").values_list("created_at")[:1])


@pytest.fixture
def ids() -> list[int]:
    made = [Workspace.objects.create(slug=f"prepared-{n}", name="W", tier_bounds=[n + 1, 10]) for n in range(9)]
    return [workspace.pk for workspace in made]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 9])
def test_any_number_of_ids_answers_what_django_answers(ids: list[int], count: int) -> None:
    some = ids[:count]
    expected = list(Workspace.objects.filter(pk__in=some).order_by("pk").values_list(*COLUMNS))
    assert ROWS.rows(some) == expected
    assert ROWS.rows(set(some)) == expected
    assert len(expected) == count


def test_values_come_as_python_values(ids: list[int]) -> None:
    ((_, slug, bounds, made),) = ROWS.rows(ids[:1])
    assert (slug, bounds) == ("prepared-0", [1, 10])
    assert isinstance(made, datetime)
    assert made.tzinfo == UTC


def test_no_ids_answer_nothing_without_asking(ids: list[int]) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert ROWS.rows([]) == []
    assert not asked.captured_queries


def test_ids_that_are_not_there_and_twice_the_same(ids: list[int]) -> None:
    assert ROWS.rows([10**9]) == []
    assert [row[0] for row in ROWS.rows([ids[4], ids[4], 10**9])] == [ids[4]]


def test_a_query_of_no_ids_sees_what_is_new(ids: list[int]) -> None:
    later = datetime(2030, 1, 1, tzinfo=UTC)
    assert NEWEST.rows() != [(later,)]
    Workspace.objects.filter(pk=ids[0]).update(created_at=later)
    assert NEWEST.rows() == [(later,)]
