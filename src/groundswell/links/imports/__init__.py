"""Files of shops: orders and discount codes."""

from groundswell.creators.imports.kinds import Kind
from groundswell.links.imports import discounts, orders

KINDS: tuple[Kind, ...] = (discounts.KIND, orders.KIND)
