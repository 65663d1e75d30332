"""Files of past campaigns: reported conversions and what was paid to creators."""

from groundswell.campaigns.imports import conversions, payouts
from groundswell.creators.imports.kinds import Kind

KINDS: tuple[Kind, ...] = (conversions.KIND, payouts.KIND)
