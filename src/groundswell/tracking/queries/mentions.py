"""Posts that monitors met."""

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.tracking.models import Mention


def mentions_of(workspace: Workspace, *, monitor: int | None = None, asked: bool | None = None) -> QuerySet[Mention]:
    """Mentions, the newest post first; of one monitor, or only those that were asked for or not."""
    found: QuerySet[Mention] = Mention.objects.of(workspace).select_related("post__account", "monitor")
    if monitor is not None:
        found = found.filter(monitor=monitor)
    if asked is not None:
        found = found.filter(asked=asked)
    return found.order_by("-post__published_at", "post", "monitor")
