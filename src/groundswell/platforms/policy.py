"""What a network's terms allow, as data. The rest of the house asks the policy, never the network's name."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`retention_days` is how long what the network told may be kept (None: no limit); `figures_kept`: its figures may
    be kept longer, as a time series. `source` says where it is written.

    `may_derive`: whether figures may be worked out of its figures; `may_mix`: whether they may be added to other
    networks'; `may_match`: whether its accounts may be matched with accounts elsewhere. `attribution` must stand
    beside its data. `delete_within_hours` is how soon content deleted there must go here.
    """

    retention_days: int | None
    may_derive: bool
    may_mix: bool
    may_match: bool
    attribution: str = ""
    delete_within_hours: int = 24
    source: str = ""
    figures_kept: bool = False
    notes: tuple[str, ...] = ()

    @property
    def check_every(self) -> timedelta:
        """How often to look whether what was kept is still there, so that what went is removed in time."""
        return timedelta(hours=self.delete_within_hours) * 5 / 6
