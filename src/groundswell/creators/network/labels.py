"""The networks' own labels for paid posts, where they are told apart from the posts."""

from collections.abc import Callable, Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, Post
from groundswell.kit import clock
from groundswell.platforms.port import TellsLabels
from groundswell.platforms.queries import tells_labels
from groundswell.platforms.registry import plugin_for
from groundswell.platforms.services import Line, open_line

BACK = timedelta(days=365)
Listener = Callable[[Collection[int]], object]
_listeners: list[Listener] = []


def on_posts_labelled(listener: Listener) -> None:
    """Rooms above that judge posts register here; they are given the ids of posts of which a network newly told its
    label, in the transaction that marks them."""
    if listener not in _listeners:
        _listeners.append(listener)


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
            found[str(account)] = read_labels_of(line, account.platform, account.handle)
    return found


def read_labels_of(line: Line, platform: str, handle: str) -> int:
    """As `read_labels`, of one profile, whoever holds posts of it; `line` leads to a connector that tells labels."""
    connector = line.plugin.make(line.wire, line.secrets)
    assert isinstance(connector, TellsLabels)  # noqa: S101  # callers ask before
    ids = connector.labelled(handle, clock.now() - BACK)
    with transaction.atomic():
        posts = Post.objects.filter(account__platform=platform, account__handle=handle, external_id__in=ids)
        marked = list(posts.filter(Q(paid_label=None) | Q(paid_label=False), gone_at=None).values_list("pk", flat=True))
        Post.objects.filter(pk__in=marked).update(paid_label=True)
        Account.objects.filter(posts__in=marked).update(changed_at=clock.now())
        for listener in _listeners if marked else ():
            listener(marked)
    return len(ids)
