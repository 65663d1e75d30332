"""One sign as it is published and read. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from groundswell.reports.lift.effect import Verdict
from groundswell.reports.signs.compare import Difference
from groundswell.reports.traffic.trend import LandingTrend

COLUMNS = ("What", "Since", "To", "Counted by", "Answer")


@dataclass(frozen=True, kw_only=True)
class Sign:
    """`value` from `low` to `high` (95 %) in `unit`, None where it cannot be told; `said` is the answer in words, with the
    reason then. `path`: the page below the workspace's address with the rows it is made of."""

    key: str
    label: str
    said: str
    verdict: str
    path: str
    unit: str = ""
    source: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    start: date | None = None
    last: date | None = None

    def as_dict(self, workspace: str) -> dict[str, Any]:
        """The published shape."""
        return {
            "key": self.key, "label": self.label, "value": self.value, "low": self.low, "high": self.high,
            "unit": self.unit, "verdict": self.verdict, "said": self.said, "source": self.source or None,
            "start": self.start.isoformat() if self.start else None,
            "last": self.last.isoformat() if self.last else None, "page": f"/w/{workspace}/{self.path}",
        }  # fmt: skip

    @property
    def cells(self) -> list[str]:
        """As `COLUMNS`."""
        return [self.label, str(self.start or "—"), str(self.last or "—"), self.source or "—", self.said]


def untold(key: str, label: str, why: str, path: str, **more: Any) -> Sign:
    return Sign(key=key, label=label, said=f"Cannot tell: {why}", verdict=Verdict.CANNOT_TELL.value, path=path, **more)


def judged(key: str, label: str, apart: Difference, said: str, path: str, **more: Any) -> Sign:
    """After against before; `said` follows the verdict."""
    return Sign(
        key=key, label=label, said=f"{apart.verdict.value.capitalize()}: {said}".replace("-", "−"),
        verdict=apart.verdict.value, path=path, value=apart.value, low=apart.low, high=apart.high, **more,
    )  # fmt: skip


def of_trend(key: str, label: str, row: LandingTrend, path: str) -> Sign:
    """A daily count against its own days before."""
    source = f"{row.source}, {row.site}" if row.site else row.source
    span: dict[str, Any] = {"start": row.start, "last": row.last, "source": source, "unit": row.unit}
    if row.found is None:
        return untold(key, label, row.reason, path, **span)
    effect = row.found.effect
    counted = (
        f"{row.visits:,} {row.unit}, {effect.total:+,.0f} beyond the usual ({effect.low:+,.0f} to {effect.high:+,.0f})"
    )
    return Sign(
        key=key, label=label, said=f"{row.verdict.value.capitalize()}: {counted}".replace("-", "−"),
        verdict=row.verdict.value, path=path, value=effect.total, low=effect.low, high=effect.high, **span,
    )  # fmt: skip


def sign_lines(signs: Sequence[Sign]) -> list[str]:
    """A line for each, for a terminal."""
    return [f"{one.label:<40}{one.said}" for one in signs]
