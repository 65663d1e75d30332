"""Groups of co-followed accounts, and their names."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from groundswell.discovery.affinity.naming import telling_terms
from groundswell.discovery.affinity.niches import SHRINK, groups_of, ties_of

PAIRS = st.sets(st.tuples(st.integers(0, 14), st.integers(0, 9)), max_size=90)


def arrays(pairs: set[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    both = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def beyond_chance(both: int, one: int, other: int, people: int) -> bool:
    """By scipy's log-likelihood ratio of the table of two accounts."""
    table = [[both, one - both], [other - both, people - one - other + both]]
    if people in (one, other):
        return False
    g2 = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    return bool(both * people > one * other and g2 >= 9)


@given(pairs=PAIRS)
def test_ties_are_shrunken_cosines(pairs: set[tuple[int, int]]) -> None:
    found = ties_of(*arrays(pairs), 15, 10).toarray()
    fans = [{who for who, whom in pairs if whom == account} for account in range(10)]
    for one in range(10):
        for other in range(10):
            both = len(fans[one] & fans[other])
            expected = 0.0
            if one != other and both >= 2 and beyond_chance(both, len(fans[one]), len(fans[other]), 15):
                expected = both / (len(fans[one]) * len(fans[other])) ** 0.5 * both / (both + SHRINK)
            assert found[one, other] == pytest.approx(expected)


@given(pairs=PAIRS, fewest=st.integers(1, 5))
@settings(deadline=None)
def test_groups_are_apart_large_enough_and_the_same_again(pairs: set[tuple[int, int]], fewest: int) -> None:
    ties = ties_of(*arrays(pairs), 15, 10)
    groups = groups_of(ties, fewest)
    members = [at for group in groups for at in group.tolist()]
    assert len(members) == len(set(members))
    assert all(len(group) >= fewest and len(group) > 1 for group in groups)
    assert [len(group) for group in groups] == sorted((len(group) for group in groups), reverse=True)
    assert [group.tolist() for group in groups_of(ties, fewest)] == [group.tolist() for group in groups]


def test_planted_niches_are_found() -> None:
    """Three niches of ten accounts; each of 300 people follows half of one, and two accounts of any."""
    chance = np.random.default_rng(1)
    pairs = set()
    for person in range(300):
        own = person % 3
        pairs |= {(person, int(at)) for at in own * 10 + chance.choice(10, 5, replace=False)}
        pairs |= {(person, int(at)) for at in chance.choice(30, 2, replace=False)}
    ties = ties_of(*arrays(pairs), 300, 30)
    assert sorted(group.tolist() for group in groups_of(ties)) == [list(range(at, at + 10)) for at in (0, 10, 20)]


def test_nothing_tied_is_no_group() -> None:
    assert groups_of(ties_of(*arrays({(0, 0), (1, 1)}), 15, 10)) == []


def test_names_are_what_members_say_more() -> None:
    trail = [{"trail", "running", "the"}, {"trail", "the"}, {"trail", "mountains", "the"}, {"the"}]
    coffee = [{"coffee", "the"} for _ in range(20)]
    assert telling_terms(trail, coffee) == ["trail"]
    assert telling_terms(coffee, trail, 1) == ["coffee"]
    assert telling_terms([{"once"}, {"other"}], coffee) == []
    assert telling_terms(trail, []) == ["the", "trail"]
    assert telling_terms([], coffee) == []


@given(st.lists(st.sets(st.sampled_from("abcd")), max_size=8), st.lists(st.sets(st.sampled_from("abcd")), max_size=8))
def test_a_name_is_said_by_two_and_more_than_by_others(members: list[set[str]], others: list[set[str]]) -> None:
    for term in telling_terms(members, others):
        ours, theirs = (sum(term in terms for terms in group) for group in (members, others))
        assert ours >= 2
        assert not others or ours / len(members) > theirs / len(others)
