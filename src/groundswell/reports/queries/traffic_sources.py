"""Connections to counters of visits, and the days they told."""

from typing import Any

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import NotFound
from groundswell.reports.models import TrafficDay, TrafficSource
from groundswell.reports.traffic_sources.kinds import UNITS, provider_of


def traffic_sources(workspace: Workspace) -> QuerySet[TrafficSource]:
    found: QuerySet[TrafficSource] = TrafficSource.objects.of(workspace).order_by("kind")
    return found


def traffic_source_of(workspace: Workspace, pk: int) -> TrafficSource:
    """The connection of that id; NotFound in any other workspace."""
    found = traffic_sources(workspace).filter(pk=pk).select_related("workspace").first()
    if found is None:
        raise NotFound(f"There is no connection {pk} in this workspace.", where="traffic source")
    return found


def traffic_source_named(workspace: Workspace, kind: str) -> TrafficSource:
    """The workspace's connection of that kind; NotFound when it has none."""
    provider = provider_of(kind)
    found = traffic_sources(workspace).filter(kind=kind.strip().lower()).select_related("workspace").first()
    if found is None:
        raise NotFound(f"{provider.label} is not connected.", where="kind", cure=f"groundswell traffic connect {kind}")
    return found


def traffic_days(workspace: Workspace, *, source: str = "", page: str | None = None) -> QuerySet[TrafficDay]:
    """The rows that figures of visits are made of, newest first."""
    found: QuerySet[TrafficDay] = TrafficDay.objects.of(workspace).order_by("-day", "source", "-visits", "pk")
    found = found.filter(source=source) if source else found
    return found if page is None else found.filter(page=page)


def source_document(source: TrafficSource) -> dict[str, Any]:
    """The published shape; never the key."""
    provider = provider_of(source.kind)
    return {
        "id": source.pk, "kind": source.kind, "source": provider.label, "unit": provider.unit, "address": source.address,
        "site": source.site, "state": source.state, "since": source.since.isoformat(),
        "read_to": source.read_to.isoformat() if source.read_to else None,
        "read_at": source.read_at.isoformat() if source.read_at else None,
        "next_at": None if source.paused_at else source.next_at.isoformat(),
        "told": source.told, "notes": source.notes, "error": source.error or None,
    }  # fmt: skip


def day_document(row: TrafficDay) -> dict[str, Any]:
    return {
        "source": row.source, "unit": UNITS.get(row.source, "visits"), "day": row.day.isoformat(), "address": row.address,
        "page": row.page, "medium": row.medium or None, "visits": row.visits, "told_by": row.file,
        "read_at": row.at.isoformat(),
    }  # fmt: skip
