"""Whom buyers named when asked who sent them, and in which order the signs speak."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.links.models import Code, Precedence
from groundswell.links.rules.attribution import PRECEDENCE
from groundswell.links.rules.names import folded
from groundswell.links.rules.surveys import folded_answer


def precedence_of(workspace: Workspace) -> Sequence[str]:
    """The signs that attribute an order, the strongest first."""
    row = Precedence.objects.of(workspace).first()
    return PRECEDENCE if row is None else tuple(row.order)


def creators_answered(workspace: Workspace, answers: Collection[str]) -> dict[str, int]:
    """Answer → the one creator whose code, handle or name it is; answers that fit several, or nobody, are left out."""
    told = {answer: folded_answer(answer) for answer in answers if answer.strip()}
    if not told:
        return {}
    whose: defaultdict[str, set[int]] = defaultdict(set)
    people = Creator.objects.of(workspace)
    for pk, name in people.values_list("pk", "name"):
        whose[folded_answer(name)].add(pk)
    for pk, handle in people.exclude(accounts__handle=None).values_list("pk", "accounts__handle"):
        whose[folded_answer(handle or "")].add(pk)
    codes = Code.objects.of(workspace).filter(folded__in={folded(answer) for answer in told}, creator__isnull=False)
    by_code = dict(codes.values_list("folded", "creator_id"))
    found = {}
    for answer, plain in told.items():
        fitting = {by_code[folded(answer)]} if folded(answer) in by_code else whose.get(plain, set())
        if len(fitting) == 1 and plain:
            found[answer] = next(iter(fitting))
    return found
