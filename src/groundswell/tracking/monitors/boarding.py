"""Whom a monitor finds goes on the board."""

from datetime import timedelta

from groundswell.discovery.services import take_accounts
from groundswell.kit import clock
from groundswell.relationships.services import record_event, track_creators
from groundswell.tracking.models import Mention, MutedAccount

MOST_TO_BOARD_A_DAY = 100


def put_on_board(mention: Mention) -> None:
    """Puts the author on the board, at most so many a day for one monitor: a common word must not flood it."""
    monitor, workspace = mention.monitor, mention.workspace
    if (
        mention.asked
        or not monitor.to_board
        or monitor.rival
        or MutedAccount.objects.of(workspace).filter(account=mention.account).exists()
    ):
        return
    lately = Mention.objects.filter(monitor=monitor, found_at__gt=clock.now() - timedelta(days=1))
    if lately.values("account").distinct().count() > MOST_TO_BOARD_A_DAY:
        return
    creators = take_accounts(workspace=workspace, account_ids=[mention.account_id])
    if track_creators(workspace=workspace, creators=creators):
        for creator in creators:
            record_event(
                workspace=workspace, creator=creator, kind="found", text=f"Found by the monitor {monitor.shown}",
                detail={"monitor": monitor.pk, "post": mention.post_id},
            )  # fmt: skip
