"""Who follows a creator, by script."""

from typing import Any

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.creators.network import begin_sample, check_comments_readable
from groundswell.creators.queries import account_of, audience_document, creator_of, sample_document
from groundswell.creators.tasks import read_comments_of, sample_audience

router = Router()


class SampleIn(Schema):
    """`account`: one of the creator's, the one with most followers when left out. `width` of the widest 95 % interval,
    0.02 to 0.5: 0.1 is ±5 points."""

    account: int | None = None
    width: float = 0.1


@router.get("/creators/{int:creator_id}/audience", response=dict[str, Any])
def audience(request: ApiRequest, creator_id: int, account: int | None = None) -> dict[str, Any]:
    """Every source's figures with intervals, signs on quality, what is usual, and how the newest sample stands."""
    workspace = request.auth.workspace
    return audience_document(workspace, account_of(creator_of(workspace, creator_id), account))


class CommentsIn(Schema):
    """`account`: one of the creator's, the one with most followers when left out."""

    account: int | None = None


@router.post("/creators/{int:creator_id}/audience/comments", response={202: dict[str, Any]})
def comments(request: ApiRequest, creator_id: int, body: CommentsIn) -> Status[dict[str, Any]]:
    """Begins to read who answers the newest posts; the counts then stand in the audience's `quality.comment_pods`."""
    account = account_of(creator_of(request.auth.workspace, creator_id), body.account)
    check_comments_readable(account=account)
    read_comments_of.enqueue(account.pk)
    return Status(202, {"account": account.pk})


@router.post("/creators/{int:creator_id}/audience/samples", response={202: dict[str, Any]})
def sample(request: ApiRequest, creator_id: int, body: SampleIn) -> Status[dict[str, Any]]:
    """Begins a sample of the followers, or answers the one under way; the worker carries it out."""
    account = account_of(creator_of(request.auth.workspace, creator_id), body.account)
    begun = begin_sample(account=account, width=body.width)
    sample_audience.enqueue(begun.pk)
    return Status(202, sample_document(begun))
