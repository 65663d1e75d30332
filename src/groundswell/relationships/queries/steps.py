"""What somebody meant to do next."""

from datetime import date, timedelta

from groundswell.accounts.models import Workspace
from groundswell.relationships.models import Relationship
from groundswell.relationships.queries.board import with_parts
from groundswell.relationships.queries.filters import Filters
from groundswell.relationships.rules import CLOSED


def next_steps(workspace: Workspace, today: date, days: int = 7, limit: int = 12) -> list[Relationship]:
    """Open relationships whose next step is due within `days`, the most overdue first."""
    rows = Filters().apply(workspace, today).exclude(stage__in=CLOSED)
    due = rows.filter(next_step_on__lte=today + timedelta(days=days)).exclude(next_step="")
    return list(with_parts(due).order_by("next_step_on", "pk")[:limit])
