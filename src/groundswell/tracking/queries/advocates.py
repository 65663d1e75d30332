"""People who speak of the brand though nobody asked them, with the posts as proof."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, PostVersion
from groundswell.kit import clock
from groundswell.tracking.models import Mention, MutedAccount
from groundswell.tracking.queries.mentions import mentions_of

WINDOW = timedelta(days=365)
PROOFS = 3


@dataclass(frozen=True, slots=True)
class Proof:
    """A post as it was seen: its words, when it was published, when and how it was found, and what it met."""

    mention: Mention
    text: str
    published_at: datetime | None
    met: tuple[str, ...]
    evidence: PostVersion | None


@dataclass(frozen=True, slots=True)
class Advocate:
    """Somebody with unasked mentions in the last year: how many posts, from when to when; the newest as proof."""

    account: Account
    creator: Creator | None
    posts: int
    first_at: datetime
    last_at: datetime
    proofs: tuple[Proof, ...]

    @property
    def on_board(self) -> bool:
        """Whether they are on the workspace's board."""
        return self.creator is not None and hasattr(self.creator, "relationship")


def ranked_advocates(workspace: Workspace, *, muted: bool = False) -> QuerySet[Mention, Any]:
    """`{"account", "posts", "first_at", "last_at"}` per person: who has most unasked posts in the last year first, then
    who spoke last. `muted`: only those the workspace muted, else none of them."""
    quiet = MutedAccount.objects.of(workspace).values("account")
    found = Mention.objects.of(workspace).filter(asked=False, monitor__rival=False, found_at__gt=clock.now() - WINDOW)
    found = found.filter(account__in=quiet) if muted else found.exclude(account__in=quiet).filter(account__listed=True)
    people: QuerySet[Mention, Any] = (
        found.values("account")
        .annotate(posts=Count("post", distinct=True), first_at=Min("found_at"), last_at=Max("found_at"))
        .order_by("-posts", "-last_at", "account")
    )
    return people


def natural_advocates(workspace: Workspace, *, limit: int = 50, muted: bool = False) -> list[Advocate]:
    """The first of `ranked_advocates`, each with the newest posts as proof."""
    return advocates_in(workspace, list(ranked_advocates(workspace, muted=muted)[:limit]))


def advocates_in(workspace: Workspace, rows: Collection[Mapping[str, Any]]) -> list[Advocate]:
    """The people of some rows of `ranked_advocates`, in the same order."""
    ids = [row["account"] for row in rows]
    accounts = Account.objects.in_bulk(ids)
    proofs = _proofs(workspace, ids)
    creators = _creators(workspace, ids)
    return [
        Advocate(
            accounts[row["account"]], creators.get(row["account"]), row["posts"], row["first_at"], row["last_at"],
            tuple(proofs[row["account"]][:PROOFS]),
        )
        for row in rows
    ]  # fmt: skip


def _proofs(workspace: Workspace, accounts: Collection[int]) -> dict[int, list[Proof]]:
    by_post: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions_of(workspace, asked=False).filter(account__in=accounts, monitor__rival=False):
        by_post[mention.post_id].append(mention)
    newest: dict[int, PostVersion] = {}
    for version in PostVersion.objects.filter(post__in=by_post).defer("raw").order_by("told_at", "pk"):
        newest[version.post_id] = version
    found: dict[int, list[Proof]] = defaultdict(list)
    for post, mentions in by_post.items():
        first = mentions[0]
        text = "\n".join(filter(None, (first.post.title, first.post.caption)))
        met = tuple(dict.fromkeys(one.monitor.shown for one in mentions))
        found[first.account_id].append(Proof(first, text, first.post.published_at, met, newest.get(post)))
    return found


def _creators(workspace: Workspace, accounts: Collection[int]) -> dict[int, Creator]:
    people = Creator.objects.of(workspace).filter(accounts__in=accounts).select_related("relationship").distinct()
    through = Creator.accounts.through.objects.filter(creator__in=people, account__in=accounts)
    by_pk = {creator.pk: creator for creator in people}
    return {account: by_pk[creator] for account, creator in through.values_list("account_id", "creator_id")}
