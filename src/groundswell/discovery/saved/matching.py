"""Everybody whom a saved search finds now."""

from collections.abc import Iterator
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.discovery.errors import BadQuery
from groundswell.discovery.finding import find
from groundswell.discovery.language import SearchQuery, read_query
from groundswell.discovery.models import SavedSearch

PAGE = 200


def accounts_matching(workspace: Workspace, search: SavedSearch, most: int, done: str) -> Iterator[int]:
    """Ids of every account that matches now; `BadQuery` where they are more than `most`, which can be `done` at once."""
    asked = read_query(search.query)
    plain: dict[str, Any] = {"facets": [], "limit": PAGE, "sort": "followers", "persona": None, "cursor": None}
    query: SearchQuery | None = asked.model_copy(update=plain)
    while query:
        answer = find(workspace, query)
        if answer.total > most:
            raise BadQuery(
                f"This search finds {answer.total:,}; at most {most:,} can be {done}.",
                where="query", cure="Narrow it first.",
            )  # fmt: skip
        yield from (result.account.id for result in answer.results)
        query = query.model_copy(update={"cursor": answer.cursor}) if answer.cursor else None
