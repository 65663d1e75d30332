"""Files that payment services take. No bank number is in them: the service asks the recipient, or knows already.

PayPal: mass payments take a CSV without a header: recipient's e-mail, amount, currency, id, note.
Wise: batch by e-mail: name, recipientEmail, paymentReference, receiverType, amountCurrency, amount, sourceCurrency,
targetCurrency.
"""

import csv
import io
from collections.abc import Callable, Sequence

from groundswell.campaigns.commissions.queries import payout_rows
from groundswell.campaigns.models import CommissionEntry, Payout
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, Conflict
from groundswell.kit.tables import neutral

Row = Sequence[str]


def payout_file(payout: Payout, format: str) -> bytes:
    """The batch as "paypal", "wise" or "bank" CSV, the same each time; `Conflict` when somebody has no address to pay to."""
    if format not in FORMATS:
        raise BadInput(f"“{format}” is no format of payouts.", where="format", cure=f"Use {', '.join(FORMATS)}.")
    if payout.state == Payout.State.CANCELLED:
        raise Conflict("This payout was cancelled.", where=f"payout {payout.pk}")
    people = [(entry.creator, entry) for entry in payout_rows(payout)]
    if unreachable := [
        creator.name if creator else "an erased creator" for creator, _ in people if not _address(creator)
    ]:
        names = ", ".join(unreachable)
        raise Conflict(f"No e-mail address is known of {names}.", where="email", cure="Add it, or pay them apart.")
    header, row = FORMATS[format]
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    if header:
        out.writerow(header)
    out.writerows([neutral(cell) for cell in row(payout, creator, entry)] for creator, entry in people if creator)
    return text.getvalue().encode()


def _address(creator: Creator | None) -> str:
    return creator.email if creator else ""


def _paypal(payout: Payout, creator: Creator, entry: CommissionEntry) -> Row:
    return (
        creator.email,
        f"{entry.amount:.2f}",
        entry.currency,
        entry.key,
        f"Commission, {payout.workspace.name}",
    )


def _wise(payout: Payout, creator: Creator, entry: CommissionEntry) -> Row:
    name, email = creator.name, creator.email
    money = ("target", f"{entry.amount:.2f}", payout.workspace.currency, entry.currency)
    return (name, email, f"Commission {payout.pk}", "PERSON", *money)


def _bank(payout: Payout, creator: Creator, entry: CommissionEntry) -> Row:
    return (creator.name, creator.email, f"{entry.amount:.2f}", entry.currency, f"Commission {payout.pk}")


_WISE = "name recipientEmail paymentReference receiverType amountCurrency amount sourceCurrency targetCurrency"
FORMATS: dict[str, tuple[Row, Callable[[Payout, Creator, CommissionEntry], Row]]] = {
    "paypal": ((), _paypal),
    "wise": (tuple(_WISE.split()), _wise),
    "bank": (("name", "email", "amount", "currency", "reference"), _bank),
}
