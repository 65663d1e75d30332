"""A link that people come by means that the creator is live."""

from collections.abc import Collection

from django.db.models import Sum

from groundswell.links.models import Link
from groundswell.relationships.rules import PATH
from groundswell.relationships.services import move_stage, record_event

VISITORS = 3
"""One or two may be the creator and the team trying it out."""
BEFORE_LIVE = PATH[: PATH.index("live")]


def go_live(link_ids: Collection[int]) -> int:
    """Moves creators on the board who are not live yet, once VISITORS came by one of these links; answers how many."""
    waiting = Link.objects.filter(pk__in=link_ids, creator__relationship__stage__in=BEFORE_LIVE)
    seen = (
        waiting.annotate(visitors=Sum("days__visitors"))
        .filter(visitors__gte=VISITORS)
        .select_related("creator", "workspace")
    )
    live = {link.creator: link for link in seen if link.creator}
    for creator, link in live.items():
        reason = f"Their link /l/{link.slug} is live: {VISITORS} people came by it."
        record_event(workspace=link.workspace, creator=creator, kind="link_live", text=reason)
        move_stage(workspace=link.workspace, creator=creator, stage="live", reason=reason, forward_only=True)
    return len(live)
