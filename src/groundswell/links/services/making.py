"""Sending wanted codes to the shop. Killed at any moment, it goes on where it stopped and makes nothing twice."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from groundswell.accounts.models import User
from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import Conflict, GroundswellError
from groundswell.links.asking import ShopRefuses, ShopWire
from groundswell.links.asking.wire import AnswerLost
from groundswell.links.making import MAKERS, Outcome
from groundswell.links.models import Code, ShopCode, ShopDiscount
from groundswell.links.services.codes import assign_code

AT_WORK, AFTER_REFUSAL = timedelta(minutes=5), timedelta(hours=1)
TRIES, SETTLING = 4, 6


def make_codes(*, discount: ShopDiscount) -> ShopDiscount:
    """Makes what is wanted and says of each code what became of it. What stops all of them stands in the discount's `error`.

    Does nothing while another process is at it, and before the codes begin in a shop that knows no beginning.
    """
    if not _is_due(discount) or not _claim(discount):
        return discount
    error, rests_until = "", None
    try:
        with ShopWire(discount.store) as wire:
            MAKERS[discount.store.kind].prepare(wire, discount)
            while rows := list(_wanted(discount)[: MAKERS[discount.store.kind].most]):
                _make(wire, discount, rows)
    except GroundswellError as refusal:
        error, rests_until = f"{refusal.message} {refusal.cure}".strip()[:300], clock.now() + AFTER_REFUSAL
    discount.error, discount.rests_until = error, rests_until
    discount.save(update_fields=["error", "rests_until"])
    return discount


def make_waiting_codes() -> int:
    """Goes on with every discount that nobody works on (the process died, the shop refused an hour ago); how many."""
    free = Q(rests_until=None) | Q(rests_until__lte=clock.now())
    waiting = ShopDiscount.objects.filter(free, codes__remote_id="", codes__error="").distinct()
    found = [one for one in waiting.select_related("store", "workspace").order_by("pk") if _is_due(one)]
    for discount in found:
        make_codes(discount=discount)
    return len(found)


@transaction.atomic
def retry_codes(*, discount: ShopDiscount, user: User | None = None) -> int:
    """What was refused is wanted again; how many codes. Codes that are somebody else's in the shop stay refused."""
    known = Code.objects.of(discount.workspace).exclude(creator=None).values("folded")
    refused = ShopCode.objects.of(discount.workspace).filter(discount=discount, remote_id="", folded__in=known)
    again = refused.exclude(error="").update(error="", at=clock.now())
    if discount.error:
        discount.error, discount.rests_until = "", None
        discount.save(update_fields=["error", "rests_until"])
    record_audit(
        workspace=discount.workspace, user=user, action="store.codes_retried", subject=discount.store.name,
        detail={"codes": again},
    )  # fmt: skip
    return again


def end_codes(*, discount: ShopDiscount, user: User | None = None) -> ShopDiscount:
    """Buyers can use the codes no more from now on; those not made yet are wanted no more. Orders stay as they are.

    Conflict while codes are being made; ShopRefuses and KeyCannotWrite leave everything as it was.
    """
    if not _claim(discount) and not discount.error:
        raise Conflict("Codes are being made just now.", where="discount", cure="Try again in a minute.")
    rows = ShopCode.objects.of(discount.workspace).filter(discount=discount)
    ids = list(rows.exclude(remote_id="").order_by("pk").values_list("remote_id", flat=True))
    try:
        if ids:
            with ShopWire(discount.store) as wire:
                MAKERS[discount.store.kind].end(wire, discount, ids)
        _note_end(discount, len(ids), user)
    finally:
        ShopDiscount.objects.filter(pk=discount.pk).update(rests_until=None)
    return discount


@transaction.atomic
def _note_end(discount: ShopDiscount, ended: int, user: User | None) -> None:
    ShopCode.objects.of(discount.workspace).filter(discount=discount, remote_id="").delete()
    discount.ends_at, discount.error = clock.now(), ""
    discount.save(update_fields=["ends_at", "error"])
    record_audit(
        workspace=discount.workspace, user=user, action="store.codes_ended", subject=discount.store.name,
        detail={"codes": ended},
    )  # fmt: skip


def _make(wire: ShopWire, discount: ShopDiscount, rows: Sequence[ShopCode]) -> None:
    """Looks which codes the shop has, makes the others. After a lost answer it looks again before it asks again."""
    maker = MAKERS[discount.store.kind]
    left = {row.folded: row for row in rows}
    for attempt in range(TRIES):
        _settle(discount, left, maker.find(wire, discount, [row.code for row in left.values()]))
        try:
            while left:
                before = len(left)
                _settle(discount, left, maker.make(wire, discount, [row.code for row in left.values()]))
                if len(left) == before:
                    raise ShopRefuses("The shop’s answer says nothing of the codes.", where=wire.url)
        except AnswerLost:
            if attempt == TRIES - 1:
                raise
            # It may still be at it.
            wire.wait(SETTLING + attempt, "")
        else:
            return


@transaction.atomic
def _settle(discount: ShopDiscount, left: dict[str, ShopCode], outcomes: Mapping[str, Outcome]) -> None:
    """Writes down what became of codes, and takes them out of `left`."""
    now = clock.now()
    settled = [(left.pop(key), outcome) for key, outcome in outcomes.items() if key in left]
    for row, outcome in settled:
        row.remote_id, row.error, row.at = outcome.remote_id[:120], outcome.reason, now
        if outcome.taken:
            _let_go(row)
    ShopCode.objects.bulk_update([row for row, _ in settled], ["remote_id", "error", "at"])
    _renew(discount, now)


def _let_go(row: ShopCode) -> None:
    """Orders with a code that is somebody else's in the shop are not the creator's work."""
    code = Code.objects.of(row.workspace).filter(folded=row.folded).first()
    if code is not None:
        assign_code(code=code, creator=None, campaign=None)


def _wanted(discount: ShopDiscount) -> QuerySet[ShopCode]:
    rows: QuerySet[ShopCode] = ShopCode.objects.of(discount.workspace).filter(discount=discount)
    return rows.filter(remote_id="", error="").select_related("workspace").order_by("pk")


def _is_due(discount: ShopDiscount) -> bool:
    return MAKERS[discount.store.kind].knows_start or discount.starts_at is None or discount.starts_at <= clock.now()


def _claim(discount: ShopDiscount) -> bool:
    """Whether this process may work on it now."""
    now = clock.now()
    free = ShopDiscount.objects.filter(Q(rests_until=None) | Q(rests_until__lte=now), pk=discount.pk)
    return free.update(rests_until=now + AT_WORK) == 1


def _renew(discount: ShopDiscount, now: datetime) -> None:
    ShopDiscount.objects.filter(pk=discount.pk).update(rests_until=now + AT_WORK)
