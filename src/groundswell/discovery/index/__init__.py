"""The search index behind one small door. Everything in it comes from the database and can be thrown away.

Many processes read beside one writer. A missing, damaged or outdated index heals itself at the next call.
"""

from groundswell.discovery.index.asking import Found, Hit, Meaning, Question
from groundswell.discovery.index.building import rebuild
from groundswell.discovery.index.schema import VERSION
from groundswell.discovery.index.serving import (
    Status,
    reconcile,
    remove,
    search,
    status,
    sync,
    understand,
    understands,
    vector_like,
)

__all__ = [
    "VERSION",
    "Found",
    "Hit",
    "Meaning",
    "Question",
    "Status",
    "rebuild",
    "reconcile",
    "remove",
    "search",
    "status",
    "sync",
    "understand",
    "understands",
    "vector_like",
]
