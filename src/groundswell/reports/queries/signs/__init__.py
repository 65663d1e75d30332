"""The signs beside the money of a report, each against its own past."""

from groundswell.reports.queries.signs.beside import beside

__all__ = ["beside"]
