"""What is asked of those who follow a profile, as conditions. A workspace's own figures stand in for everybody's."""

from collections.abc import Iterator

from groundswell.discovery.language import tree
from groundswell.discovery.language.asked import Audience
from groundswell.discovery.language.parts import Share
from groundswell.discovery.language.shares import (
    DIMENSIONS,
    QUALITY,
    REAL,
    STEPS,
    at_least,
    known,
    steps_above,
    steps_below,
)

FIELD = "audience"


def audience_conditions(asked: Audience, workspace_id: int) -> Iterator[tree.Node]:
    """Every value of every dimension must reach its share; nothing is asked of an unknown audience by `unknown`."""
    for name, dimension in DIMENSIONS.items():
        least: dict[str, float] = getattr(asked, name)
        reached = [_reaches(workspace_id, dimension, value, steps_above(share)) for value, share in least.items()]
        if reached:
            yield _or_unknown(tree.all_of(reached), dimension, workspace_id, allowed=asked.unknown)
    if asked.real_share:
        yield from _real(asked.real_share, workspace_id, unknown=asked.unknown or asked.real_share.unknown)


def knows(dimension: str, workspace_id: int) -> tree.Node:
    """Somebody whom the workspace may hear knows that dimension of the audience."""
    return tree.OneOf(FIELD, (known(None, dimension), known(workspace_id, dimension)))


def _reaches(workspace_id: int, dimension: str, value: str, step: int) -> tree.Node:
    own = tree.OneOf(FIELD, at_least(workspace_id, dimension, value, step))
    shared = tree.OneOf(FIELD, at_least(None, dimension, value, step))
    unless_own = tree.Not(tree.OneOf(FIELD, (known(workspace_id, dimension),)))
    return tree.AnyOf((own, tree.AllOf((shared, unless_own))))


def _or_unknown(node: tree.Node, dimension: str, workspace_id: int, *, allowed: bool) -> tree.Node:
    return tree.AnyOf((node, tree.Not(knows(dimension, workspace_id)))) if allowed else node


def _real(asked: Share, workspace_id: int, *, unknown: bool) -> Iterator[tree.Node]:
    if asked.min is None and asked.max is None:
        if asked.unknown:
            yield tree.Not(knows(QUALITY, workspace_id))
        return
    low, high = steps_above(asked.min or 0.0), STEPS if asked.max is None else steps_below(asked.max)
    parts = [_reaches(workspace_id, QUALITY, REAL, min(low, STEPS + 1))]
    if high < STEPS:
        parts.append(tree.Not(_reaches(workspace_id, QUALITY, REAL, high + 1)))
    yield _or_unknown(tree.all_of(parts), QUALITY, workspace_id, allowed=unknown)
