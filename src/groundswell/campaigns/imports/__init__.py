"""Files of past campaigns (reported conversions, what was paid to creators), and products to give."""

from groundswell.campaigns.imports import conversions, payouts, products
from groundswell.creators.imports.kinds import Kind

KINDS: tuple[Kind, ...] = (conversions.KIND, payouts.KIND, products.KIND)
