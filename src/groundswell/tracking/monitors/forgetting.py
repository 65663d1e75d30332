"""What of monitors goes when a network deletes."""

from collections.abc import Collection

from groundswell.creators.models import Account, Creator
from groundswell.relationships.models import Stage, TimelineEvent
from groundswell.tracking.models import Mention

BY_ITSELF = ("found", "tracked")


def forget_mentions(posts: Collection[int]) -> None:
    """A mention is no record anybody must keep: it goes with its post."""
    Mention.objects.filter(post__in=posts).delete()


def forget_found(account: Account) -> None:
    """Takes off the board whom a monitor put there and nobody has touched since: all we know of them is the profile
    that is gone. Whoever a person worked with stays, under the name that the workspace knows."""
    Mention.objects.filter(account=account).delete()
    for creator in Creator.objects.filter(accounts=account).select_related("relationship"):
        if _is_untouched(creator):
            creator.delete()


def _is_untouched(creator: Creator) -> bool:
    kinds = set(TimelineEvent.objects.filter(creator=creator).values_list("kind", flat=True))
    if "found" not in kinds or not kinds.issubset(BY_ITSELF) or creator.accounts.count() > 1:
        return False
    relationship = getattr(creator, "relationship", None)
    written = relationship and (
        relationship.stage != Stage.IDENTIFIED or relationship.summary or relationship.next_step
    )
    hangs_on_it = creator.notes.exists() or creator.lists.exists() or creator.participations.exists()
    return not (written or hangs_on_it or creator.email or creator.phone)
