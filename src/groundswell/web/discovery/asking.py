"""From the Find page's address to the search: what the filters say, and what the chosen persona adds."""

from groundswell.accounts.models import Workspace
from groundswell.discovery.language import SearchQuery, read_query
from groundswell.discovery.models import Persona
from groundswell.discovery.personas.queries import definition_of
from groundswell.discovery.personas.searching import clauses
from groundswell.kit.errors import BadInput
from groundswell.web.discovery.filters import Filters


def asked_query(workspace: Workspace, filters: Filters, cursor: str = "") -> SearchQuery:
    """The search; `BadInput` names the field that cannot be asked."""
    body = filters.query()
    if filters.about_persona:
        found: Persona | None = Persona.objects.of(workspace).filter(slug=filters.persona).first()
        if found is None:
            raise BadInput(f"There is no persona “{filters.persona}”.", where="Fit to", cure="Choose another one.")
        body["any"] = clauses(definition_of(found))
    return read_query({**body, "cursor": cursor or None})
