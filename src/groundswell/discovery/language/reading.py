"""From JSON to a query, with the place of every mistake."""

from pydantic import ValidationError

from groundswell.discovery.errors import BadQuery
from groundswell.discovery.language.query import SearchQuery


def read_query(body: str | bytes | dict[str, object]) -> SearchQuery:
    """The query, from JSON text or from what it holds; `BadQuery` names the first wrong place."""
    try:
        if isinstance(body, dict):
            return SearchQuery.model_validate(body)
        return SearchQuery.model_validate_json(body)
    except ValidationError as error:
        raise bad_query(error) from None


def bad_query(error: ValidationError) -> BadQuery:
    """What is wrong and where: "influencer.followers.min"."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"]) or "query"
    message = first["msg"].removeprefix("Value error, ")
    return BadQuery(f"{message[:1].upper()}{message[1:]}.", where=where)
