"""The search language: what a query may say, and the small tree that every engine is handed."""

from groundswell.discovery.language.query import FACETS, Clause, Influencer, SearchQuery
from groundswell.discovery.language.reading import read_query
from groundswell.discovery.language.translate import Setting, translate

__all__ = ["FACETS", "Clause", "Influencer", "SearchQuery", "Setting", "read_query", "translate"]
