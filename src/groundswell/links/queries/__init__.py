"""Reading links, codes, clicks and orders of one workspace."""

from groundswell.links.queries.guard import HeldSum, counted_attributions, guard_of, held_orders, held_sums
from groundswell.links.queries.links import (
    address_of,
    clicks_by_creator,
    code_named,
    code_of,
    codes,
    link_history,
    link_of,
    links,
)
from groundswell.links.queries.orders import (
    OrderFilter,
    OrderTotals,
    Step,
    order_of,
    orders,
    owners_of_orders,
    totals,
    trail,
)
from groundswell.links.queries.rates import ConvertedTotals, converted_totals, currencies_of, net_converted, rate_table
from groundswell.links.queries.stores import (
    backfills,
    deliveries,
    delivery_of,
    hook_address,
    refunds_without_order,
    store_of,
    stores,
)

__all__ = [
    "ConvertedTotals",
    "HeldSum",
    "OrderFilter",
    "OrderTotals",
    "Step",
    "address_of",
    "backfills",
    "clicks_by_creator",
    "code_named",
    "code_of",
    "codes",
    "converted_totals",
    "counted_attributions",
    "currencies_of",
    "deliveries",
    "delivery_of",
    "guard_of",
    "held_orders",
    "held_sums",
    "hook_address",
    "link_history",
    "link_of",
    "links",
    "net_converted",
    "order_of",
    "orders",
    "owners_of_orders",
    "rate_table",
    "refunds_without_order",
    "store_of",
    "stores",
    "totals",
    "trail",
]
