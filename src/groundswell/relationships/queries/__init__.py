"""Everything that is read of the brand's relationships."""

from groundswell.relationships.queries.board import Board, Column, board, column
from groundswell.relationships.queries.decisions import bases_of, basis_of, consent_of, decisions_of
from groundswell.relationships.queries.filters import Filters, filter_choices, member_id
from groundswell.relationships.queries.grid import SORTS, grid, grid_row
from groundswell.relationships.queries.lists import list_of, lists
from groundswell.relationships.queries.quality import assessments_of, criteria_of, qualities
from groundswell.relationships.queries.steps import next_steps
from groundswell.relationships.queries.teamwork import handles_of, mentions_of, task_of, tasks_of
from groundswell.relationships.queries.timeline import Timeline, TimelineEntry, add_timeline, timeline

__all__ = [
    "SORTS",
    "Board",
    "Column",
    "Filters",
    "Timeline",
    "TimelineEntry",
    "add_timeline",
    "assessments_of",
    "bases_of",
    "basis_of",
    "board",
    "column",
    "consent_of",
    "criteria_of",
    "decisions_of",
    "filter_choices",
    "grid",
    "grid_row",
    "handles_of",
    "list_of",
    "lists",
    "member_id",
    "mentions_of",
    "next_steps",
    "qualities",
    "task_of",
    "tasks_of",
    "timeline",
]
