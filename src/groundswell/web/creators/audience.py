"""The tab Audience of a creator's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from groundswell.creators.audience.estimate import NO_AGE, NOTES
from groundswell.creators.audience.kinds import KINDS
from groundswell.creators.audience.pods import FEWEST_COMMENTS, FEWEST_POSTS
from groundswell.creators.audience.sets import AudienceSet, Disagreement, Reconciled, Share
from groundswell.creators.models import Account, AudienceFigure, AudienceSample, Creator
from groundswell.creators.network import begin_sample, check_comments_readable
from groundswell.creators.queries import Compared, audience_of, compared, creator_of, newest_sample, quality_of, wishes
from groundswell.creators.tasks import read_comments_of, sample_audience
from groundswell.kit.errors import BadInput, GroundswellError, NotFound
from groundswell.web.components.charts import Bar
from groundswell.web.components.formats import interval, value_text
from groundswell.web.discovery.labels import name_of
from groundswell.web.http import WorkspaceRequest

TITLES = {
    "country": "Countries", "city": "Cities", "gender": "Gender", "age": "Age", "gender_age": "Gender and age",
    "language": "Languages", "interest": "Interests",
}  # fmt: skip
CANNOT = {
    "country": "Nobody told where the followers live.",
    "city": "Nobody told in which cities they live.",
    "gender": "Nobody told, and no sample with names was read.",
    "age": NO_AGE,
    "language": "Nobody told which languages they write.",
    "interest": "Nobody told what they care for.",
}
TOP = 8
ORIGINS = dict(AudienceFigure.Origin.choices)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension ready to be drawn."""

    title: str
    found: Reconciled
    origin: str
    note: str
    bars: list[Bar]
    more: int
    clashes: list[tuple[str, Disagreement]]
    others: list[tuple[str, AudienceSet, list[tuple[str, Share]]]]


@require_GET
def audience(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Who follows one of the creator's accounts, by every source, with what cannot be told; how real, and what is usual."""
    creator = creator_of(request.workspace, pk)
    accounts = sorted(creator.accounts.all(), key=lambda one: (-(one.followers or -1), one.pk))
    account = _chosen(accounts, request.GET.get("account"))
    context: dict[str, Any] = {"creator": creator, "accounts": accounts, "account": account}
    if account is not None:
        context |= _known(request, account)
    return render(request, "creators/audience.html", context)


@require_POST
def estimate(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Begins a sample of the account's followers (`account`, `width`)."""
    creator = creator_of(request.workspace, pk)
    account = _chosen(list(creator.accounts.all()), request.POST.get("account"))
    if account is None:
        raise NotFound("This creator has no account.", where="account")
    try:
        sample = begin_sample(account=account, width=_width(request.POST.get("width", "")))
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    else:
        sample_audience.enqueue(sample.pk)
        messages.success(request, "Followers are being read; the page shows how far.")
    return redirect(_address(request, creator, account))


@require_POST
def comments(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Begins to read the comments under the account's newest posts (`account`)."""
    creator = creator_of(request.workspace, pk)
    account = _chosen(list(creator.accounts.all()), request.POST.get("account"))
    if account is None:
        raise NotFound("This creator has no account.", where="account")
    try:
        check_comments_readable(account=account)
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    else:
        read_comments_of.enqueue(account.pk)
        messages.success(request, "Comments are being read; load the page again in a moment.")
    return redirect(_address(request, creator, account))


@require_GET
def progress(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """How far the sample is; reloads the page when it is over."""
    creator = creator_of(request.workspace, pk)
    account = _chosen(list(creator.accounts.all()), request.GET.get("account"))
    sample = newest_sample(account) if account else None
    context = {"creator": creator, **_running(sample)}
    answer = render(request, "creators/audience_progress.html", context)
    if sample is None or sample.finished_at:
        answer["HX-Refresh"] = "true"
    return answer


def _known(request: WorkspaceRequest, account: Account) -> dict[str, Any]:
    workspace = request.workspace
    found = audience_of(workspace, account)
    told = {one.dimension for one in found}
    sample = newest_sample(account)
    return {
        "dimensions": [_dimension(one) for one in found if one.dimension in TITLES],
        "cannot": [(TITLES[name], why) for name, why in CANNOT.items() if name not in told],
        "quality": quality_of(workspace, account, found),
        "kinds": _kinds(found),
        "fewest": {"posts": FEWEST_POSTS, "comments": FEWEST_COMMENTS},
        "compared": [_usual(one) for one in compared(workspace, account)],
        **_running(sample),
        "wishes": wishes(account) if account.workspace_id is None else [],
        "editable": request.membership.may_write,
    }


def _running(sample: AudienceSample | None) -> dict[str, Any]:
    if sample is None:
        return {"sample": None}
    return {
        "sample": sample,
        "running": sample.finished_at is None,
        "failed": sample.state == AudienceSample.State.FAILED,
        "asked": (sample.wanted or 0) - len(sample.pending),
        "account_id": str(sample.account_id),
    }


def _kinds(found: Sequence[Reconciled]) -> list[Bar]:
    kinds = next((one.chosen.shares for one in found if one.dimension == "quality"), ())
    return [Bar(KINDS.get(share.value, share.value), share.share, share.low, share.high) for share in kinds]


def _usual(one: Compared) -> dict[str, Any]:
    """A comparison with its numbers as text: posts are counted, the rest are shares."""
    row, fmt = one.benchmark, "number" if one.benchmark.metric == "posts_per_week" else "percent"
    middle = f"{value_text(row.median, fmt)} ({interval(row.low, row.high, fmt)})"
    facts = {"label": one.label, "benchmark": row, "percentile": one.percentile}
    return {**facts, "text": value_text(one.value, fmt), "median": middle}


def _dimension(one: Reconciled) -> Dimension:
    name, shares = one.dimension, one.chosen.shares
    bars = [Bar(_label(name, share.value), share.share, share.low, share.high) for share in shares[:TOP]]
    clashes = [(_label(name, clash.value), clash) for clash in one.disagreements[:TOP]]
    others = [
        (ORIGINS[other.origin], other, [(_label(name, share.value), share) for share in other.shares[:TOP]])
        for other in one.others
    ]
    note = NOTES.get(name, "") if one.chosen.origin == "estimate" else ""
    more = max(0, len(shares) - TOP)
    return Dimension(TITLES[name], one, ORIGINS[one.chosen.origin], note, bars, more, clashes, others)


def _label(dimension: str, value: str) -> str:
    if dimension in ("country", "language"):
        return name_of(dimension, value) or value
    return value.replace(".", ", ").capitalize() if dimension in ("gender", "gender_age") else value


def _chosen(accounts: Sequence[Account], wanted: str | None) -> Account | None:
    """The wanted one of the creator's accounts; the first where none is named, `NotFound` for another's."""
    if not wanted:
        return accounts[0] if accounts else None
    found = next((account for account in accounts if str(account.pk) == wanted), None)
    if found is None:
        raise NotFound("This creator has no such account.", where="account")
    return found


def _width(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise BadInput("Choose how exact it should be.", where="width") from error


def _address(request: WorkspaceRequest, creator: Creator, account: Account | None) -> str:
    address = reverse("creator_audience", kwargs={"slug": request.workspace.slug, "pk": creator.pk})
    return f"{address}?account={account.pk}" if account else address
