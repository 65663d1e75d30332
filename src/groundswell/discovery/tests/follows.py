"""Profiles whose whole follow lists were read, for tests."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from groundswell.creators.models import Account, FollowEdge, NetworkPass

READ = datetime(2026, 5, 3, tzinfo=UTC)


def profile(handle: str, follows: Iterable[str], *, read: datetime | None = READ, **facts: Any) -> Account:
    """A public profile that follows these handles; its list was read to the end at `read`, if it was."""
    facts = {"platform": "bluesky", "external_id": f"did:{handle}", **facts}
    account: Account = Account.objects.create(handle=handle, **facts)
    NetworkPass.objects.create(account=account, what="following", read_at=read)
    add_follows(account, follows)
    return account


def add_follows(account: Account, follows: Iterable[str]) -> None:
    FollowEdge.objects.bulk_create(
        FollowEdge(account=account, direction="following", external_id=f"did:{other}", handle=other)
        for other in follows
    )
