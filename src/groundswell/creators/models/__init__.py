"""The rows of this room: people and the catalogue, and how far the networks were read."""

from groundswell.creators.models.audience import AudienceFigure, AudienceSample, CommentSample
from groundswell.creators.models.benchmarks import Benchmark
from groundswell.creators.models.catalogue import (
    Account,
    Catalogued,
    CatalogueQuerySet,
    Creator,
    CreatorKey,
    ImportRun,
    MergeSuggestion,
    Post,
    Reading,
    SourceRecord,
)
from groundswell.creators.models.consent import Consent, ConsentLink, Grant
from groundswell.creators.models.network import AccountSync, FollowEdge, NetworkPass, Pass, PostVersion
from groundswell.creators.models.requests import CreatorRequest

__all__ = [
    "Account",
    "AccountSync",
    "AudienceFigure",
    "AudienceSample",
    "Benchmark",
    "CatalogueQuerySet",
    "Catalogued",
    "CommentSample",
    "Consent",
    "ConsentLink",
    "Creator",
    "CreatorKey",
    "CreatorRequest",
    "FollowEdge",
    "Grant",
    "ImportRun",
    "MergeSuggestion",
    "NetworkPass",
    "Pass",
    "Post",
    "PostVersion",
    "Reading",
    "SourceRecord",
]
