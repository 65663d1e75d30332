"""Taking in exchange rates; the same file again changes nothing."""

from collections import Counter
from collections.abc import Sequence

import httpx
from django.conf import settings
from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit import safe_http
from groundswell.kit.errors import GroundswellError
from groundswell.links.models import ExchangeRate
from groundswell.links.rules.rate_files import read_rates
from groundswell.links.rules.rates import DatedRate

ECB = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml"


class RatesUnreachable(GroundswellError):
    """Nobody to be asked: the file can be uploaded instead."""

    code = "rates_unreachable"
    status = 409


def load_rates(*, workspace: Workspace, content: bytes, source: str, user: User | None = None) -> dict[str, int]:
    """How many were "created", "updated" and "unchanged" by a file of rates. BadInput when it cannot be read."""
    return save_rates(workspace=workspace, rates=read_rates(content), source=source, user=user)


def fetch_ecb_rates(*, workspace: Workspace, url: str = ECB, user: User | None = None) -> dict[str, int]:
    """The European Central Bank's reference rates of the last 90 days. RatesUnreachable."""
    if settings.OFFLINE:
        raise RatesUnreachable("This installation is set to ask no network.", cure="Upload the file instead.")
    try:
        with safe_http.client(allow_private=settings.ALLOW_PRIVATE_ADDRESSES) as http:
            answer = safe_http.get(http, url)
            answer.raise_for_status()
    except httpx.HTTPError as error:
        raise RatesUnreachable(
            f"The ECB's rates cannot be read: {error}", where=url, cure="Upload the file instead."
        ) from error
    return load_rates(workspace=workspace, content=answer.content, source="ECB", user=user)


@transaction.atomic
def save_rates(
    *, workspace: Workspace, rates: Sequence[DatedRate], source: str, user: User | None = None
) -> dict[str, int]:
    """A rate of the same day from a later file stands above the earlier one."""
    wanted = {(one.base, one.currency, one.day): one.rate for one in rates}
    days = [one.day for one in rates]
    known = {
        (row.base, row.currency, row.day): row
        for row in ExchangeRate.objects.of(workspace).filter(day__range=(min(days), max(days)))
    } if days else {}  # fmt: skip
    counts: Counter[str] = Counter(created=0, updated=0, unchanged=0)
    new, changed = [], []
    for (base, currency, day), rate in wanted.items():
        row = known.get((base, currency, day))
        if row is None:
            new.append(
                ExchangeRate(workspace=workspace, base=base, currency=currency, day=day, rate=rate, source=source[:120])
            )
        elif row.rate != rate.quantize(row.rate):
            row.rate, row.source = rate, source[:120]
            changed.append(row)
        else:
            counts["unchanged"] += 1
    ExchangeRate.objects.bulk_create(new, batch_size=500)
    ExchangeRate.objects.bulk_update(changed, ["rate", "source"], batch_size=500)
    counts.update(created=len(new), updated=len(changed))
    record_audit(workspace=workspace, user=user, action="rates.loaded", subject=source[:120], detail=dict(counts))
    return dict(counts)
