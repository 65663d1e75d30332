"""The networks' own labels for paid posts, where they are told apart from the posts."""

from datetime import timedelta

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, Post
from groundswell.kit import clock
from groundswell.platforms.port import TellsLabels
from groundswell.platforms.queries import tells_labels
from groundswell.platforms.registry import plugin_for
from groundswell.platforms.services import open_line

BACK = timedelta(days=365)


def read_labels(*, workspace: Workspace, creator: Creator) -> dict[str, int]:
    """Asks the networks that tell it which of the creator's posts of the last year carry their label, and marks those we
    hold: account ("tiktok:@maya") → how many. A post that is not among them stays as it was: unknown, not unlabelled.

    Raises what the network raises; accounts on networks that tell no labels are left out.
    """
    found: dict[str, int] = {}
    for account in Account.objects.visible_to(workspace).filter(~Q(handle=""), creators=creator).order_by("pk"):
        plugin = plugin_for(account.platform)
        if plugin is None or not tells_labels(plugin):
            continue
        with open_line(plugin.name) as line:
            connector = plugin.make(line.wire, line.secrets)
            assert isinstance(connector, TellsLabels)  # noqa: S101  # just asked
            ids = connector.labelled(account.handle, clock.now() - BACK)
        posts = Post.objects.visible_to(workspace).filter(account=account, external_id__in=ids)
        posts.update(paid_label=True)
        found[str(account)] = len(ids)
    return found
