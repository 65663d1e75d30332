"""What became of one code at the shop."""

from typing import NamedTuple

from groundswell.kit.errors import BadInput
from groundswell.links.models import ShopDiscount


class Outcome(NamedTuple):
    """Made when there is a `remote_id`; else the `reason` why not. `taken`: somebody else's code has that name."""

    remote_id: str = ""
    reason: str = ""
    taken: bool = False


TAKEN = Outcome(
    reason="The shop has a code of this name already, which was not made here. Make codes again: the creator then gets another.",
    taken=True,
)  # fmt: skip


def check_currency(discount: ShopDiscount, shops: str) -> None:
    """BadInput when amounts are in another currency than the shop's: it would take the number for its own."""
    if discount.currency and discount.currency != shops.upper():
        raise BadInput(
            f"The shop sells in {shops.upper()}, and the amounts are in {discount.currency}.", where="currency",
            cure="Make the codes again with amounts in the shop’s currency.",
        )  # fmt: skip
