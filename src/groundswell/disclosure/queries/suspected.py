"""Posts of the workspace's creators, and of strangers who speak of the brand, that look like promotion and do not say so."""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from pydantic import ValidationError

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator, Post
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.rules import Post as Asked
from groundswell.disclosure.rules.suspicion import Suspicion, suspect
from groundswell.tracking.models import Mention

NEWEST = 2000  # posts looked at, newest first
LEAST = 0.3


@dataclass(frozen=True)
class Suspect:
    """A post with its score; `creator` is None for a stranger whom a monitor met, with whom no tie is known; `verdict` is the
    newest check's, "" when it was never judged."""

    post: Post
    creator: Creator | None
    suspicion: Suspicion
    verdict: str


def suspected_posts(workspace: Workspace, *, least: float = LEAST) -> list[Suspect]:
    """Among the newest 2,000 posts of the workspace's creators and those that its monitors met: those that are at least
    `least` likely to promote something, hold no acceptable disclosure for the United States' rules, and were not judged to
    pass, the likeliest first. In three queries."""
    owned = Creator.objects.of(workspace).prefetch_related("accounts")
    creators = {account.pk: creator for creator in owned for account in creator.accounts.all()}
    newest = DisclosureCheck.objects.of(workspace).filter(post=OuterRef("pk")).order_by("-checked_at", "-pk")
    met = Mention.objects.of(workspace).filter(monitor__rival=False).values("post")
    posts = (
        Post.objects.visible_to(workspace)
        .filter(Q(account__in=creators) | Q(pk__in=met), gone_at=None)
        .exclude(caption="")
        .select_related("account")
        .annotate(verdict=Subquery(newest.values("verdict")[:1]))
        .order_by("-published_at", "-pk")[:NEWEST]
    )
    found = []
    for post in posts:
        if post.verdict == "pass" or (suspicion := score_of(post, brand=workspace.name)) is None:
            continue
        if suspicion.probability >= least and not suspicion.disclosed:
            found.append(Suspect(post, creators.get(post.account_id), suspicion, post.verdict or ""))
    return sorted(found, key=lambda suspect: suspect.suspicion.probability, reverse=True)


def score_of(post: Post, *, brand: str) -> Suspicion | None:
    """The suspicion on one catalogue post; None for a platform or surface that the checker does not know."""
    facts = {
        "id": post.pk, "platform": post.account.platform, "surface": post.surface or "feed", "text": post.caption,
        "title": post.title or None, "jurisdictions": ["US"], "connection": "unknown", "brand": brand,
    }  # fmt: skip
    try:
        return suspect(Asked.model_validate(facts))
    except ValidationError:
        return None
