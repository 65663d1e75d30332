"""Connections to counters of visits. Only owners set them up: the server then asks whatever host they name."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import Membership, Role, User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.secret_box import SecretBox
from groundswell.reports.models import TrafficSource
from groundswell.reports.services.traffic_reading import last_whole_day, opened_counter
from groundswell.reports.traffic_sources.kinds import checked_access

FURTHEST = 1_500
USUAL = 90


def connect_traffic(
    *, workspace: Workspace, kind: str, site: str, secret: str, address: str = "", days: int = USUAL,
    user: User | None = None,
) -> tuple[TrafficSource, int]:  # fmt: skip
    """Asks for yesterday's visits with the key, and keeps it sealed in place of the one before; answers the connection and how
    many visits were told. `TrafficTrouble` with the provider's words when it does not tell, `BadInput` for what cannot fit.
    The `days` up to yesterday are read when it is next asked.

    Must not be called inside a transaction: it waits for the provider.
    """
    _only_owner(workspace, user)
    kind, since = kind.strip().lower(), first_of(days)
    access = checked_access(kind, address, site, secret, allow_private=settings.ALLOW_PRIVATE_ADDRESSES)
    with opened_counter(kind, access) as counter:
        yesterday = last_whole_day(clock.now())
        seen = sum(row.visits for row in counter.page(yesterday, yesterday, 0).rows)
    facts = {
        "address": access.address, "site": access.site, "sealed": SecretBox(settings.SECRET_KEY).seal(access.secret),
        "since": since, "read_to": None, "error": "", "refusals": 0, "paused_at": None, "next_at": clock.now(),
    }  # fmt: skip
    row, _ = TrafficSource.objects.update_or_create(workspace=workspace, kind=kind, defaults=facts)
    record_audit(workspace=workspace, user=user, action="traffic_source.saved", subject=f"{kind} {access.site}")
    return row, seen


def first_of(days: int) -> date:
    """The first of so many whole days up to yesterday."""
    if not 1 <= days <= FURTHEST:
        raise BadInput(f"This is a number of days from 1 to {FURTHEST:,}.", where="days")
    return last_whole_day(clock.now()) - timedelta(days=days - 1)


@transaction.atomic
def reread_traffic(*, source: TrafficSource, days: int, user: User | None = None) -> TrafficSource:
    """So many days up to yesterday are to be read, again where they were; a pause ends. They are read when it is next asked."""
    source.since, source.read_to, source.next_at = first_of(days), None, clock.now()
    source.paused_at, source.refusals = None, 0
    source.save(update_fields=["since", "read_to", "next_at", "paused_at", "refusals"])
    _note(source, user, "reread", {"since": str(source.since)})
    return source


@transaction.atomic
def pause_traffic(*, source: TrafficSource, paused: bool, user: User | None = None) -> TrafficSource:
    """Asks it no more, or goes on."""
    source.paused_at, source.refusals, source.next_at = clock.now() if paused else None, 0, clock.now()
    source.save(update_fields=["paused_at", "refusals", "next_at"])
    _note(source, user, "paused" if paused else "resumed", {})
    return source


@transaction.atomic
def disconnect_traffic(*, source: TrafficSource, user: User | None = None) -> None:
    """Forgets the key; the days that were read stay."""
    _only_owner(source.workspace, user)
    _note(source, user, "removed", {})
    source.delete()


def _note(source: TrafficSource, user: User | None, what: str, detail: dict[str, object]) -> None:
    subject = f"{source.kind} {source.site}"
    record_audit(workspace=source.workspace, user=user, action=f"traffic_source.{what}", subject=subject, detail=detail)


def _only_owner(workspace: Workspace, user: User | None) -> None:
    """`Forbidden` unless `user` is an owner; None is a command on this machine."""
    if user is not None and not Membership.objects.of(workspace).filter(user=user, role=Role.OWNER).exists():
        raise Forbidden("Only an owner connects a counter of visits.", cure="Ask an owner of this workspace.")
