"""What one source says of one dimension of an audience, and where sources contradict each other."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Share:
    """A value's share with its 95 % interval, where the source gives one."""

    value: str
    share: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class AudienceSet:
    """What one source said of one dimension at one time, the largest share first. `own`: only this workspace knows."""

    origin: str
    source: str
    observed_at: datetime
    own: bool
    sample: int | None
    coverage: float | None
    evidence: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources that cannot both be right about a value."""

    value: str
    share: float
    other: float
    other_source: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One dimension: the set that counts, the others by rank, and where they contradict it."""

    dimension: str
    chosen: AudienceSet
    others: tuple[AudienceSet, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
