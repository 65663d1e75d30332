"""Accounts beside each other, and more like one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from groundswell.campaigns.queries import brand_handles
from groundswell.discovery.lookups.alike import account_seen, alike_by_audience
from groundswell.discovery.lookups.cofollowed import co_followed
from groundswell.discovery.lookups.cofollowed import name_of as followed_as
from groundswell.discovery.lookups.comparing import FEWEST, MOST, Compared, compare
from groundswell.discovery.lookups.distance import DIMENSIONS, METHOD
from groundswell.discovery.personas.queries import personas
from groundswell.kit.errors import BadInput
from groundswell.web.discovery.affinity import places
from groundswell.web.discovery.labels import name_of
from groundswell.web.http import WorkspaceRequest

LABELS = {
    "country": "Audience by country", "gender": "Audience by gender", "age": "Audience by age",
    "language": "Audience by language", "quality": "Audience that is real",
}  # fmt: skip


@require_GET
def comparison(request: WorkspaceRequest) -> HttpResponse:
    """`account` (ids, repeated) side by side, with the fit to `persona`."""
    ids = [int(value) for value in request.GET.getlist("account") if value.isdecimal() and len(value) < 19]
    slug = request.GET.get("persona", "")
    context = {"personas": personas(request.workspace), "persona": slug, "asked": ids, "fewest": FEWEST, "most": MOST}
    try:
        found = compare(request.workspace, ids, slug)
    except BadInput as problem:
        return render(request, "discovery/compare.html", {**context, "problem": problem}, status=422 if ids else 200)
    return render(request, "discovery/compare.html", {**context, "found": found, "crowds": _crowds(found)})


@require_GET
def alike(request: WorkspaceRequest, account: int) -> HttpResponse:
    """Whose audience is like this account's."""
    about = account_seen(request.workspace, account)
    answer = alike_by_audience(request.workspace, about)
    back = reverse("find", args=[request.workspace.slug])
    context = {
        "answer": answer, "about": about, "method": METHOD, "back": back, "dimensions": DIMENSIONS,
        "followed_as": followed_as(about),
    }  # fmt: skip
    return render(request, "discovery/alike.html", context)


@require_GET
def cofollowed(request: WorkspaceRequest) -> HttpResponse:
    """Whom the same people follow as follow `account`: NETWORK:HANDLE or an address."""
    asked = request.GET.get("account", "").strip()
    context = {"asked": asked, "back": reverse("find", args=[request.workspace.slug]), **places(request)}
    try:
        found = co_followed(request.workspace, asked, leave_out=brand_handles(request.workspace)) if asked else None
    except BadInput as problem:
        return render(request, "discovery/cofollowed.html", {**context, "problem": problem}, status=422)
    return render(request, "discovery/cofollowed.html", {**context, "found": found})


def _crowds(found: list[Compared]) -> list[tuple[str, list[object]]]:
    """For each dimension that anybody's audience is known in, one cell each."""
    return [
        (label, [_named(name, one) for one in found])
        for name, label in LABELS.items()
        if any(name in one.audience for one in found)
    ]


def _named(dimension: str, one: Compared) -> object:
    crowd = one.audience.get(dimension)
    if crowd is None:
        return None
    kind = dimension if dimension in ("country", "language") else ""
    return {"crowd": crowd, "shares": [(name_of(kind, s.value) if kind else s.value, s) for s in crowd.shares]}
