"""The search language: what a query may say, and the small tree that every engine is handed."""

from groundswell.discovery.language.asked import Audience, Influencer
from groundswell.discovery.language.counting import countings
from groundswell.discovery.language.query import FACETS, Clause, SearchQuery
from groundswell.discovery.language.reading import read_query
from groundswell.discovery.language.setting import Setting
from groundswell.discovery.language.translate import translate

__all__ = [
    "FACETS",
    "Audience",
    "Clause",
    "Influencer",
    "SearchQuery",
    "Setting",
    "countings",
    "read_query",
    "translate",
]
