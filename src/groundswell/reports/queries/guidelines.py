"""What was agreed and what was done, deliverable by deliverable and item by item."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from groundswell.campaigns.models import Campaign, Deliverable
from groundswell.campaigns.queries import Held, current_guidelines, held_against
from groundswell.campaigns.rules.guidelines import KINDS, Guideline
from groundswell.creators.models import Creator, Post
from groundswell.disclosure.models import DisclosureCheck
from groundswell.kit.ids import digest
from groundswell.links.queries import hosts_of
from groundswell.tracking.models import PostMatch
from groundswell.tracking.rules.guidelines import Done, Other, Result, check_guidelines
from groundswell.tracking.rules.overdue import standing

GUIDELINE_COLUMNS = (
    "campaign", "creator", "deliverable", "platform", "activity", "due_on", "state", "guidelines", "agreed", "kind", "asked",
    "outcome", "evidence", "post", "published_at", "text_sha256",
)  # fmt: skip
LONGEST_EXCLUSIVITY = timedelta(days=365)


@dataclass(frozen=True)
class Answered:
    """A deliverable, the post that answers it (None: nothing came) and how each guideline fared.

    `text_sha256` is of the text that was held against them. `missing` is late or missed when nothing came, open when it is
    not due yet.
    """

    deliverable: Deliverable
    held: Held | None
    post: Post | None
    missing: str
    text_sha256: str
    items: list[tuple[Guideline, Result]]

    def count(self, outcome: str) -> int:
        return sum(result.outcome == outcome for _, result in self.items)

    @property
    def kept(self) -> int:
        return self.count("kept")

    @property
    def broken(self) -> int:
        return self.count("broken")

    @property
    def unknown(self) -> int:
        return self.count("unknown")


@dataclass(frozen=True)
class _Known:
    """A post with what was seen when it arrived, its newest check and what else its creator published."""

    post: Post
    noted: str
    check: DisclosureCheck | None
    others: list[Other]


def guideline_report(campaign: Campaign, *, today: date) -> list[Answered]:
    """Every deliverable of the campaign by creator and date, in a number of queries that does not grow with it."""
    deliverables = list(
        Deliverable.objects.of(campaign.workspace)
        .filter(participant__campaign=campaign)
        .select_related(
            "participant__creator",
            "participant__link__domain",
            "participant__code",
            "participant__agreed_guidelines",
            "participant__campaign",
        )
        .order_by("participant__creator__name", "participant_id", "due_on", "pk")
    )
    newest, posts = current_guidelines(campaign), _posts(campaign)
    wanted = {post.pk for found in posts.values() for post, _ in found}
    checks = _checks(campaign, wanted)
    others = _others(campaign, deliverables, wanted)
    rows: list[Answered] = []
    for deliverable in deliverables:
        held = held_against(deliverable.participant, newest)
        theirs = others.get(deliverable.participant.creator_id, [])
        for post, noted in posts.get(deliverable.pk, []):
            elsewhere = [one for pk, one in theirs if pk != post.pk]
            rows.append(_answered(deliverable, held, _Known(post, noted, checks.get(post.pk), elsewhere)))
        if deliverable.pk not in posts:
            rows.append(Answered(deliverable, held, None, standing(deliverable.due_on, today), "", []))
    return rows


def guideline_rows(report: list[Answered]) -> Iterator[dict[str, Any]]:
    """One flat row per item in the columns of GUIDELINE_COLUMNS; one without an item where nothing came."""
    for one in report:
        deliverable, post = one.deliverable, one.post
        row: dict[str, Any] = {
            "campaign": deliverable.participant.campaign.slug,
            "creator": deliverable.participant.creator.name,
            "deliverable": deliverable.pk,
            "platform": deliverable.platform,
            "activity": deliverable.activity,
            "due_on": deliverable.due_on,
            "state": deliverable.state,
            "guidelines": one.held.version.version if one.held else None,
            "agreed": one.held.agreed if one.held else None,
            "post": post.url if post else "",
            "published_at": post.published_at if post else None,
            "text_sha256": one.text_sha256,
        }
        if not one.items:
            evidence = "No guidelines were published." if post else "No post is known."
            yield row | {"kind": "", "asked": "", "outcome": "" if post else one.missing, "evidence": evidence}
        for item, result in one.items:
            yield row | {
                "kind": KINDS[item.kind], "asked": item.words, "outcome": result.outcome, "evidence": result.evidence,
            }  # fmt: skip


def _answered(deliverable: Deliverable, held: Held | None, known: _Known) -> Answered:
    post, check, participant = known.post, known.check, deliverable.participant
    text = _text(post, check)
    done = Done(
        text=text,
        platform=post.account.platform,
        surface=post.surface,
        day=post.published_at.date() if post.published_at else None,
        link=participant.link.slug if participant.link else "",
        hosts=hosts_of(participant.link),
        code=participant.code.code if participant.code else "",
        window=(deliverable.window_start, deliverable.due_on),
        noted=known.noted,
        verdicts=check.jurisdictions if check else {},
        others=known.others,
    )
    items = check_guidelines(held.version.guidelines, done) if held else []
    return Answered(deliverable, held, post, "", digest(text) if text is not None else "", items)


def _text(post: Post, check: DisclosureCheck | None) -> str | None:
    """Title, caption, and the words on screen or spoken as far as they were told; None when there is nothing to read."""
    caption = check.text if check and post.gone_at else post.caption
    told = check.inputs if check else {}
    parts = [post.title, caption, told.get("overlay_text"), told.get("transcript")]
    return "\n".join(part for part in parts if part) or None


def _posts(campaign: Campaign) -> dict[int, list[tuple[Post, str]]]:
    """By deliverable: the posts that answer it, each with what was seen when it arrived."""
    matches = PostMatch.objects.of(campaign.workspace).filter(participant__campaign=campaign)
    found: dict[int, list[tuple[Post, str]]] = defaultdict(list)
    placed = matches.exclude(deliverable=None).select_related("post__account").prefetch_related("also")
    for match in placed.order_by("at", "pk"):
        noted = " ".join(reason["text"] for reason in match.reasons if reason["fits"])
        for deliverable in (match.deliverable_id, *(one.pk for one in match.also.all())):
            assert deliverable is not None  # noqa: S101  # for the type checker
            found[deliverable].append((match.post, noted))
    return found


def _checks(campaign: Campaign, posts: set[int]) -> dict[int, DisclosureCheck]:
    """The newest check of each post."""
    checks = DisclosureCheck.objects.of(campaign.workspace).filter(post__in=posts).order_by("checked_at", "pk")
    return {check.post_id: check for check in checks}


def _others(campaign: Campaign, deliverables: list[Deliverable], posts: set[int]) -> dict[int, list[tuple[int, Other]]]:
    """By creator: every post of theirs that is known and may bear on exclusivity, with its id."""
    dated = Post.objects.filter(pk__in=posts).values_list("published_at", flat=True)
    days = [moment for moment in dated if moment is not None]
    if not days:
        return {}
    creators = {row.participant.creator_id for row in deliverables}
    known = Post.objects.visible_to(campaign.workspace).filter(
        account__creators__in=creators,
        published_at__range=(min(days) - LONGEST_EXCLUSIVITY, max(days) + LONGEST_EXCLUSIVITY),
        gone_at=None,
    )
    whose = Creator.accounts.through.objects.filter(creator__in=creators).values_list("account", "creator")
    by_account: dict[int, list[int]] = defaultdict(list)
    for account, creator in whose:
        by_account[account].append(creator)
    found: dict[int, list[tuple[int, Other]]] = defaultdict(list)
    for post in known.distinct().only("account_id", "published_at", "caption", "title", "url"):
        assert post.published_at is not None  # noqa: S101  # filtered above
        one = Other(post.published_at.date(), f"{post.title}\n{post.caption}".strip(), post.url)
        for creator in by_account[post.account_id]:
            found[creator].append((post.pk, one))
    return found
