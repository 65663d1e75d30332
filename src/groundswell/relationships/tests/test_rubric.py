"""Content quality, judged by people."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput
from groundswell.relationships import queries, services
from groundswell.relationships.models import Assessment, TimelineEvent
from groundswell.relationships.rubric import CRITERIA, Quality, clean_criteria, clean_scores, quality

SCORES = st.dictionaries(st.sampled_from(CRITERIA), st.integers(1, 5), max_size=5)


def test_the_mean_over_people_with_their_range() -> None:
    found = quality([{"Own voice": 5, "Image and sound": 3}, {"Own voice": 2}])
    assert found == Quality(3.0, 2.0, 4.0, 2, {"Own voice": 3.5, "Image and sound": 3.0})
    assert quality([]) is quality([{}]) is None


@given(st.lists(SCORES, max_size=6))
def test_every_mean_lies_in_its_range(judgements: list[dict[str, int]]) -> None:
    found = quality(judgements)
    if found is None:
        assert not any(judgements)
    else:
        assert 1 <= found.low <= found.score <= found.high <= 5 or found.score == pytest.approx(found.low)
        assert all(1 <= mean <= 5 for mean in found.by_criterion.values())


@pytest.mark.parametrize(
    "scores",
    [
        {},
        {"Own voice": ""},
        {"Own voice": 6},
        {"Own voice": "0"},
        {"Own voice": "x"},
        {"Own voice": True},
        {"Beauty": 3},
    ],
)
def test_what_is_no_judgement_is_refused(scores: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        clean_scores(scores, CRITERIA)
    assert refused.value.where == "scores"


@pytest.mark.parametrize("names", [[], [" "], ["A", "a"], ["x" * 61], [str(n) for n in range(11)]])
def test_what_is_no_rubric_is_refused(names: list[str]) -> None:
    with pytest.raises(BadInput) as refused:
        clean_criteria(names)
    assert refused.value.where == "criteria"


@pytest.mark.django_db
def test_each_persons_newest_judgement_counts(workspace: Workspace, other_workspace: Workspace, owner: User) -> None:
    maya = Creator.objects.create(workspace=workspace, name="Maya")
    ben = User.objects.create_user("ben@acme.example")
    for user, score in ((owner, 1), (ben, 2), (owner, "4")):
        services.assess(workspace=workspace, creator=maya, scores={"Own voice": score}, note="Seen", user=user)
    found = queries.qualities(workspace, [maya.pk])[maya.pk]
    assert (found.score, found.low, found.high, found.judges) == (3.0, 2.0, 4.0, 2)
    assert Assessment.objects.count() == 3
    assert TimelineEvent.objects.filter(kind="assessed").latest("pk").text == "Content judged: Own voice 4. Seen"
    assert queries.qualities(other_workspace, [maya.pk]) == {}


@pytest.mark.django_db
def test_a_rubric_of_ones_own(workspace: Workspace, other_workspace: Workspace, owner: User) -> None:
    maya = Creator.objects.create(workspace=workspace, name="Maya")
    services.assess(workspace=workspace, creator=maya, scores={"Own voice": 4}, user=owner)
    assert services.set_criteria(workspace=workspace, names=[" Trail  knowledge "], user=owner) == ["Trail knowledge"]
    services.set_criteria(workspace=workspace, names=["Trail knowledge", "Humour"], user=owner)
    assert queries.criteria_of(workspace) == ["Trail knowledge", "Humour"]
    assert queries.criteria_of(other_workspace) == list(CRITERIA)
    with pytest.raises(BadInput):
        services.assess(workspace=workspace, creator=maya, scores={"Own voice": 4}, user=owner)
    assert queries.qualities(workspace, [maya.pk])[maya.pk].by_criterion == {"Own voice": 4.0}
