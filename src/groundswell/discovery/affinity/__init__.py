"""Whom customers follow more than others do: pure, over plain counts."""

from groundswell.discovery.affinity.answer import Affinity, Counts, Ranking
from groundswell.discovery.affinity.ranking import VIEWS, View, rank

__all__ = ["VIEWS", "Affinity", "Counts", "Ranking", "View", "rank"]
