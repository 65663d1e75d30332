"""Tiers as ranges of followers, by a workspace's own bounds."""

from collections.abc import Mapping

from groundswell.creators.rules import TIERS, tier_bounds


def tier_ranges(bounds: Mapping[str, int] | None) -> dict[str, tuple[int, int | None]]:
    """Each tier's smallest count and the count just above its largest (None: no end), smallest tier first."""
    starts = [tier_bounds(bounds)[tier] for tier in TIERS]
    return {tier: (start, end) for tier, start, end in zip(TIERS, starts, [*starts[1:], None], strict=True)}
