"""A link that people come by means that the creator is live."""

from collections.abc import Collection

from groundswell.links.models import Click, Link
from groundswell.relationships.rules import PATH
from groundswell.relationships.services import move_stage, record_event

VISITORS = 3
"""One or two may be the creator and the team trying it out."""
BEFORE_LIVE = PATH[: PATH.index("live")]


def go_live(link_ids: Collection[int]) -> int:
    """Moves creators on the board who are not live yet, once VISITORS came by one of these links; answers how many."""
    waiting = Link.objects.filter(pk__in=link_ids, creator__relationship__stage__in=BEFORE_LIVE)
    moved = 0
    for link in waiting.select_related("creator", "workspace"):
        counted = Click.objects.of(link.workspace).filter(link=link, excluded="")
        if link.creator is None or len(counted.values_list("visitor", flat=True).distinct()[:VISITORS]) < VISITORS:
            continue
        reason = f"Their link /l/{link.slug} is live: {VISITORS} people came by it."
        record_event(workspace=link.workspace, creator=link.creator, kind="link_live", text=reason)
        move_stage(workspace=link.workspace, creator=link.creator, stage="live", reason=reason, forward_only=True)
        moved += 1
    return moved
