"""The search with everything in it: what the engine finds, and how well each fits the persona that was asked for."""

import time
from collections.abc import Collection

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.discovery import queries
from groundswell.discovery.answer import Result, SearchAnswer
from groundswell.discovery.cursors import read_cursor, write_cursor
from groundswell.discovery.errors import BadQuery
from groundswell.discovery.language import SearchQuery
from groundswell.discovery.personas.definition import Definition
from groundswell.discovery.personas.fit import Fit
from groundswell.discovery.personas.queries import definition_of, fits, persona_of
from groundswell.discovery.reading import read_facts
from groundswell.discovery.reasons import parts_needed, why
from groundswell.kit import clock
from groundswell.kit.errors import NotFound

COMPARED = 1_000
"""How many of the best matches are compared by fit: each is worked out anew, since a persona may change any time."""


def find(workspace: Workspace, query: SearchQuery) -> SearchAnswer:
    """As `queries.search`, with the fit to `query.persona` and in its order. `BadQuery` where there is no such persona."""
    if not query.persona:
        return queries.search(workspace, query)
    try:
        persona = definition_of(persona_of(workspace, query.persona))
    except NotFound as error:
        raise BadQuery(error.message, where="persona") from error
    if query.sort == "fit":
        return _in_order_of_fit(workspace, query, persona)
    answer = queries.search(workspace, query.model_copy(update={"persona": None}))
    return answer.model_copy(update={"results": _with_fit(workspace, persona, answer.results)})


def reasons_for(workspace: Workspace, query: SearchQuery, account_ids: Collection[int]) -> dict[int, list[str]]:
    """Why each of these accounts is the answer to the search, with its fit where a persona was asked for; for those that
    the workspace may see."""
    seen = Account.objects.visible_to(workspace).filter(pk__in=account_ids)
    facts = read_facts(list(seen.values_list("pk", flat=True)), parts_needed(query))
    found = {pk: why(query, fact, workspace.pk, clock.now()) for pk, fact in facts.items()}
    if query.persona:
        persona = persona_of(workspace, query.persona)
        for pk, fit in fits(workspace, definition_of(persona), list(facts)).items():
            if fit.score is not None:
                found[pk].insert(0, f"fit {fit.score} ({fit.low}–{fit.high}) to {persona.name}")
    return found


def _in_order_of_fit(workspace: Workspace, query: SearchQuery, persona: Definition) -> SearchAnswer:
    began, start = time.perf_counter(), max(0, read_cursor(query) or 0)
    plain = {"persona": None, "sort": "relevance", "limit": COMPARED, "cursor": None}
    answer = queries.search(workspace, query.model_copy(update=plain))
    ranked = sorted(_with_fit(workspace, persona, answer.results), key=_unfitness)
    end = start + query.limit
    return answer.model_copy(
        update={
            "results": ranked[start:end],
            "cursor": write_cursor(query, end if end < len(ranked) else None),
            "compared": len(ranked),
            "took_ms": round((time.perf_counter() - began) * 1000, 2),
        }
    )


def _with_fit(workspace: Workspace, persona: Definition, results: list[Result]) -> list[Result]:
    found = fits(workspace, persona, [result.account.id for result in results])
    return [_fitted(result, found[result.account.id]) for result in results if result.account.id in found]


def _fitted(result: Result, fit: Fit) -> Result:
    span = None if fit.score is None else (fit.low, fit.high)
    return result.model_copy(update={"fit": fit.score, "fit_range": span})


def _unfitness(result: Result) -> tuple[float, int]:
    """The best first; of equals the one of whom more is proven; whom nothing is known of last."""
    low = result.fit_range[0] if result.fit_range else 0
    return (-(result.fit if result.fit is not None else -1.0), -low)
