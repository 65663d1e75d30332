"""A stored verdict for a post, and a passing one for a draft."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Participant
from groundswell.creators.models import Creator, Post
from groundswell.disclosure.jurisdictions import PLACES
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.queries import connection_of, is_settled, latest_check, ties_of
from groundswell.disclosure.rules import Post as Asked
from groundswell.disclosure.rules import check_post as judge
from groundswell.disclosure.rules import rules_version
from groundswell.disclosure.services.ledger import append_entry, append_verdict
from groundswell.disclosure.ties import Tie
from groundswell.kit.ids import digest
from groundswell.tracking.models import PostMatch


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a post shows beside its caption, as far as somebody told us; None: nobody did. The network's own label is then
    taken as the network told it."""

    overlay_text: str | None = None
    transcript: str | None = None
    platform_label: bool | None = None


@transaction.atomic
def check_post(
    *, workspace: Workspace, post: Post, connection: str, jurisdictions: Sequence[str], shown: Shown | None = None
) -> DisclosureCheck:
    """The verdict on the post as it stands, kept with the text it was given on.

    The same text, tie, places and rules give the check that exists; anything else makes a new one and
    leaves the old. A post that is gone keeps the verdict it had. What cannot be judged (no places, unknown ones, an unknown surface) is "review".
    """
    inputs = {
        "platform": post.account.platform,
        "surface": post.surface,
        "title": post.title or None,
        **asdict(shown or Shown()),
        "jurisdictions": list(jurisdictions),
    }
    if inputs["platform_label"] is None:
        inputs["platform_label"] = post.paid_label
    facts = {
        "connection": connection,
        "text_sha256": digest(post.caption),
        "inputs": inputs,
        "rules_version": rules_version(),
    }
    last = latest_check(workspace, post)
    if last is not None and post.gone_at is not None:
        return last
    if last is not None and all(getattr(last, name) == value for name, value in facts.items()):
        return last
    answer = _judge(post.caption, inputs, connection=connection, brand=workspace.name)
    answer.pop("id")
    check: DisclosureCheck = DisclosureCheck.objects.create(
        workspace=workspace, post=post, text=post.caption, **facts, **answer
    )
    append_verdict(check=check, ties=_ties(workspace, post))
    _note_turn(last, check)
    return check


@transaction.atomic
def recheck_posts(posts: Collection[int]) -> list[DisclosureCheck]:
    """Judges posts anew that have a verdict, for what a network told of them since; what somebody told stays told."""
    matches = PostMatch.objects.filter(post__in=posts).order_by("pk")
    found = []
    for match in matches.select_related("workspace", "post__account", "participant__creator", "participant__campaign"):
        last = latest_check(match.workspace, match.post)
        if last is None:
            continue
        shown = Shown(**{name: last.inputs.get(name) for name in ("overlay_text", "transcript", "platform_label")})
        check = check_post(
            workspace=match.workspace, post=match.post,
            connection=connection_of(match.workspace, match.participant.creator),
            jurisdictions=match.participant.campaign.jurisdictions, shown=shown,
        )  # fmt: skip
        found.append(check)
    return found


def _ties(workspace: Workspace, post: Post) -> list[Tie]:
    creators = Creator.objects.of(workspace).filter(accounts=post.account_id)
    return [tie for creator in creators for tie in ties_of(workspace, creator)]


def _note_turn(last: DisclosureCheck | None, check: DisclosureCheck) -> None:
    """A case that was put right is closed, one that went wrong again is open again."""
    if last is None or is_settled(last) == is_settled(check):
        return
    kind = "closed" if is_settled(check) else "reopened"
    append_entry(workspace=check.workspace, kind=kind, content={"check": check.pk, "before": last.pk}, check=check)


def check_draft(
    *, participant: Participant, platform: str, surface: str, caption: str, title: str = "", overlay_text: str = ""
) -> dict[str, Any]:
    """The verdict on a caption that is not published, in the shape of the command line; nothing is kept."""
    inputs = {
        "platform": platform,
        "surface": surface,
        "title": title or None,
        "overlay_text": overlay_text or None,
        "jurisdictions": participant.campaign.jurisdictions,
    }
    connection = connection_of(participant.workspace, participant.creator)
    return _judge(caption, inputs, connection=connection, brand=participant.workspace.name)


def _judge(text: str, inputs: dict[str, Any], *, connection: str, brand: str) -> dict[str, Any]:
    known = [code for code in inputs["jurisdictions"] if code in PLACES]
    strange = [code for code in inputs["jurisdictions"] if code not in PLACES]
    if not known:
        return _undecided(
            "no-jurisdiction", "It is not set which countries the audience lives in.", "Set them in the campaign."
        )
    try:
        asked = Asked(
            **{**inputs, "id": 0, "text": text, "connection": connection, "brand": brand, "jurisdictions": known}
        )
    except ValidationError as error:
        reason = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        return _undecided("unassessable", f"The checker cannot judge this post: {reason}.", "A person must look at it.")
    answer: dict[str, Any] = judge(asked).as_dict()
    if strange:
        extra = _undecided(
            "no-rules", f"There are no rules here for {', '.join(strange)}.", "A person must look at it."
        )
        answer["findings"] = [*answer["findings"], *extra["findings"]]
        answer["jurisdictions"] = answer["jurisdictions"] | dict.fromkeys(strange, "review")
        answer["verdict"] = "fail" if answer["verdict"] == "fail" else "review"
    return answer


def _undecided(rule: str, message: str, fix: str) -> dict[str, Any]:
    finding = {"rule": rule, "severity": "review", "span": None, "message": message, "source": "", "fix": fix}
    return {"id": 0, "verdict": "review", "jurisdictions": {}, "findings": [finding], "disclosure": None}
