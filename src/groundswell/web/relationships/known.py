"""What the grid shows beside each row that other rooms know."""

from collections.abc import Sequence
from typing import NamedTuple

from groundswell.accounts.models import Workspace
from groundswell.creators.queries import main_account
from groundswell.disclosure.models import Sponsoring
from groundswell.disclosure.queries import sponsoring_of
from groundswell.discovery.models import Persona
from groundswell.discovery.personas.fit import Fit
from groundswell.discovery.personas.queries import definition_of, fits
from groundswell.relationships.models import Relationship
from groundswell.relationships.queries import qualities
from groundswell.relationships.rubric import Quality


class Known(NamedTuple):
    """Unknown is None."""

    quality: Quality | None
    sponsoring: Sponsoring | None
    fit: Fit | None


def known_of(
    workspace: Workspace, rows: Sequence[Relationship], persona: Persona | None
) -> list[tuple[Relationship, Known]]:
    """Each row with quality, sponsoring, and the fit of its main account to the persona, if one was asked for."""
    creators = [row.creator_id for row in rows]
    judged, sold = qualities(workspace, creators), sponsoring_of(workspace, creators)
    accounts = {row.creator_id: account.pk for row in rows if (account := main_account(row.creator))} if persona else {}
    fitting = fits(workspace, definition_of(persona), list(accounts.values())) if persona else {}
    return [
        (row, Known(judged.get(pk), sold.get(pk), fitting.get(accounts.get(pk, 0))))
        for row in rows
        for pk in [row.creator_id]
    ]
