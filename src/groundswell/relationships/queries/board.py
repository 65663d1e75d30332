"""The board: columns of cards."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, QuerySet, Window
from django.db.models.functions import RowNumber

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.relationships.models import Relationship, Stage
from groundswell.relationships.queries.filters import Filters
from groundswell.relationships.rules import CLOSED, known_stage

CARDS = 40


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: its first cards and how many there are in all. `next_offset` asks for more, None at the end."""

    stage: str
    label: str
    closed: bool
    count: int
    cards: list[Relationship]
    next_offset: int | None

    @property
    def left(self) -> int:
        """How many cards come after these."""
        return 0 if self.next_offset is None else self.count - self.next_offset


@dataclass(frozen=True, slots=True)
class Board:
    columns: list[Column]
    total: int


def board(workspace: Workspace, filters: Filters, limit: int = CARDS) -> Board:
    """Every stage with its first `limit` cards. A constant number of queries, however many cards."""
    rows = filters.apply(workspace)
    counts = dict(rows.order_by().values_list("stage").annotate(Count("pk")))
    ranked = rows.annotate(
        place=Window(RowNumber(), partition_by=F("stage"), order_by=[F("position").asc(), F("pk").desc()])
    ).filter(place__lte=limit)
    cards: dict[str, list[Relationship]] = {}
    for row in with_parts(ranked).order_by("position", "-pk"):
        cards.setdefault(row.stage, []).append(row)
    columns = [_column(stage, counts.get(stage, 0), cards.get(stage, []), 0) for stage in Stage]
    return Board(columns, sum(counts.values()))


def column(workspace: Workspace, stage: str, filters: Filters, offset: int = 0, limit: int = CARDS) -> Column:
    """More cards of one stage, from `offset` on."""
    rows = filters.apply(workspace).filter(stage=known_stage(stage))
    cards = list(with_parts(rows).order_by("position", "-pk")[offset : offset + limit])
    return _column(Stage(known_stage(stage)), rows.count(), cards, offset)


def _column(stage: Stage, count: int, cards: list[Relationship], offset: int) -> Column:
    shown = offset + len(cards)
    return Column(stage.value, str(stage.label), stage.value in CLOSED, count, cards, shown if shown < count else None)


def with_parts(rows: QuerySet[Relationship]) -> QuerySet[Relationship]:
    """With creator, profiles (largest first), owner and tags, in three queries."""
    accounts = Account.objects.only("platform", "handle", "url", "followers").order_by(
        F("followers").desc(nulls_last=True)
    )
    return rows.select_related("creator", "owner").prefetch_related(Prefetch("creator__accounts", accounts), "tags")
