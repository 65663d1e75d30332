"""Posts that are held and were not told of: looked for one by one, for newest figures or because they are gone."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from groundswell.creators.models import Account, AccountSync, Post
from groundswell.creators.network.forgetting import forget_posts
from groundswell.creators.network.readings import keep_readings
from groundswell.kit import clock
from groundswell.platforms.services import Opened

AT_ONCE = 100


def unseen_since(moment: datetime) -> Q:
    """Posts that their network did not tell of since then."""
    return Q(seen_at__lt=moment)


def check_held(opened: Opened, account: Account, which: Q) -> int:
    """Asks for these posts of the account; answers how many are gone (and forgotten now)."""
    gone = 0
    held = Post.objects.filter(which, account=account, workspace=None, gone_at=None)
    # A story that went by itself was not deleted: what was captured of it stays.
    held = held.filter(Q(expires_at=None) | Q(expires_at__gt=clock.now()))
    while part := list(held.order_by("pk").values_list("pk", "external_id")[:AT_ONCE]):
        ids = {external_id: pk for pk, external_id in part}
        told = opened.connector.readings(list(ids))
        figures = {ids[key]: values for key, values in told.items() if values is not None and key in ids}
        with transaction.atomic():
            keep_readings(figures, kind=Post, source=opened.plugin.label, at=clock.now())
            gone += forget_posts([pk for key, pk in ids.items() if told.get(key, {}) is None])
            Post.objects.filter(pk__in=ids.values()).update(seen_at=clock.now())
    return gone


def note_checked(account: Account) -> None:
    """Everything that was held and not told of for long was looked for just now."""
    AccountSync.objects.filter(account=account).update(checked_at=clock.now())
