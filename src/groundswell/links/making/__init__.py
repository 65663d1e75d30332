"""Making codes in shops: one module per system, each with the same three steps."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from groundswell.links.asking import ShopWire
from groundswell.links.making import shopify, stripe, woocommerce
from groundswell.links.making.outcome import Outcome
from groundswell.links.models import ShopDiscount

Step = Callable[[ShopWire, ShopDiscount, Sequence[str]], Mapping[str, Outcome]]


class Maker(NamedTuple):
    """`prepare` what all codes share; `find` which codes the shop has; `make` others, at most `most` at a time.

    Answers are by the codes as they are compared. A code that `find` says nothing of the shop does not have, as far as it can
    tell at once. `make` settles at least one code; those that it says nothing of are to be made next. `end` those made, by the
    shop's ids for them: doing it again changes nothing.
    """

    prepare: Callable[[ShopWire, ShopDiscount], None]
    find: Step
    make: Step
    end: Callable[[ShopWire, ShopDiscount, Sequence[str]], None]
    most: int
    knows_start: bool


MAKERS: Mapping[str, Maker] = {
    "woocommerce": Maker(
        woocommerce.prepare, woocommerce.find, woocommerce.make, woocommerce.end, 25, knows_start=False
    ),
    "shopify": Maker(shopify.prepare, shopify.find, shopify.make, shopify.end, 100, knows_start=True),
    "stripe": Maker(stripe.prepare, stripe.find, stripe.make, stripe.end, 50, knows_start=False),
}

__all__ = ["MAKERS", "Maker", "Outcome"]
