"""The Find page: filters with live counts, results as cards or table, and the address holds it all."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from groundswell.campaigns.models import Campaign
from groundswell.creators.models import Account
from groundswell.discovery import queries
from groundswell.discovery.accountless import without_account
from groundswell.discovery.answer import Result, SearchAnswer
from groundswell.discovery.finding import find as find_profiles
from groundswell.discovery.language import SearchQuery
from groundswell.discovery.personas.queries import personas
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.relationships.models import Relationship
from groundswell.relationships.queries import lists
from groundswell.web.discovery.asking import asked_query
from groundswell.web.discovery.filters import Chip, Filters
from groundswell.web.discovery.labels import MARKS, name_of
from groundswell.web.discovery.panel import groups
from groundswell.web.http import WorkspaceRequest

MOST_LOOSENED = 8
ACCOUNTLESS = 6
LOOSEN = "Taking one of these away brings people back."
NOTHING = "No single filter is to blame. Clear them all and start from the counts on the left."
GENDERS = (("", "Gender: any"), ("female", "Female"), ("male", "Male"), ("non-binary", "Non-binary"))
POSTED = ("7", "30", "90", "365")


@dataclass(frozen=True, slots=True)
class Loosened:
    """A filter whose removal would bring results."""

    chip: Chip
    total: int


@dataclass(frozen=True, slots=True)
class Row:
    """One result as the page shows it."""

    result: Result
    url: str
    handle: str
    where: str
    stage: str
    fit_url: str
    alike_url: str


@require_GET
def find(request: WorkspaceRequest) -> HttpResponse:
    """The whole page; only the results, with fresh counts, when htmx asks; only the next rows with `after`."""
    filters = Filters(request.GET)
    context: dict[str, Any] = {
        "filters": filters,
        "chips": filters.chips(),
        "clear_url": "?view=table" if filters.view == "table" else "?",
        "partial": _is_partial(request),
        "editable_rows": request.membership.may_write,
    }
    try:
        query = asked_query(request.workspace, filters, request.GET.get("after", ""))
        context |= _answer(request, query, filters)
    except BadInput as problem:
        context |= {"problem": problem}
    if "after" in request.GET and "answer" in context:
        return _unlike(render(request, "discovery/rows.html", context))
    if context["partial"]:
        response = _unlike(render(request, "discovery/results.html", context))
        response["HX-Push-Url"] = f"{request.path}?{filters.address()}".removesuffix("?")
        return response
    context |= {"groups": groups(filters, {}), **_choices(request)}
    return _unlike(render(request, "discovery/find.html", context))


def _is_partial(request: WorkspaceRequest) -> bool:
    return bool(request.htmx) and not request.htmx.history_restore_request


def _unlike(response: HttpResponse) -> HttpResponse:
    # The page and its part share one address: no cache may take one for the other.
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "no-store"
    return response


def _answer(request: WorkspaceRequest, query: SearchQuery, filters: Filters) -> dict[str, Any]:
    answer = find_profiles(request.workspace, query)
    context: dict[str, Any] = {"answer": answer, "rows": _rows(request, answer), "ages": _ages(answer)}
    context["more_url"] = f"?{filters.address(after=answer.cursor)}" if answer.cursor else ""
    if "after" in request.GET:
        return context
    context["facets_url"] = f"{reverse('find_facets', args=[request.workspace.slug])}?{filters.address()}"
    context |= _without_account(request, filters)
    if not answer.total:
        context["nobody"] = not Account.objects.visible_to(request.workspace).exists()
        context["loosened"] = _loosened(request, filters)
        context["loosen_text"] = LOOSEN if context["loosened"] else NOTHING
    return context


def _without_account(request: WorkspaceRequest, filters: Filters) -> dict[str, Any]:
    """Shown beside a search by words alone, and beside everybody: no filter on a profile can hold for them."""
    words = request.GET.get("q", "").strip()
    if [chip for chip in filters.chips() if chip.label != MARKS["q"]]:
        return {}
    found = without_account(request.workspace, words)
    people = list(found[: ACCOUNTLESS + 1])
    more = found.count() - ACCOUNTLESS if len(people) > ACCOUNTLESS else 0
    return {"accountless": people[:ACCOUNTLESS], "accountless_more": more}


def _rows(request: WorkspaceRequest, answer: SearchAnswer) -> list[Row]:
    creators = [result.account.creator_id for result in answer.results]
    known = Relationship.objects.of(request.workspace).filter(creator__in=[pk for pk in creators if pk])
    stages = dict(known.values_list("creator_id", "stage"))
    persona = Filters(request.GET).persona
    return [_row(request, result, stages, persona) for result in answer.results]


def _row(request: WorkspaceRequest, result: Result, stages: dict[int, str], persona: str) -> Row:
    account = result.account
    url = reverse("creator", args=[request.workspace.slug, account.creator_id]) if account.creator_id else account.url
    country = name_of("country", account.country) if account.country else ""
    return Row(
        result=result,
        url=url,
        handle=f"@{account.handle}" if account.handle else "",
        where=", ".join(filter(None, (account.city, country))),
        stage=stages.get(account.creator_id or 0, ""),
        fit_url=reverse("persona_fit", args=[request.workspace.slug, persona, account.id]) if persona else "",
        alike_url=f"?{urlencode({'like': f'{account.platform}:@{account.handle}' if account.handle else account.id})}",
    )


def _ages(answer: SearchAnswer) -> dict[str, Any]:
    read = [result.account.read_at for result in answer.results if result.account.read_at]
    return {"newest": max(read), "oldest": min(read)} if read else {}


def _loosened(request: WorkspaceRequest, filters: Filters) -> list[Loosened]:
    found = []
    for chip in filters.chips()[:MOST_LOOSENED]:
        try:
            loosened = asked_query(request.workspace, Filters(QueryDict(chip.without)))
            total = queries.count(request.workspace, loosened)
        except GroundswellError:
            continue
        if total:
            found.append(Loosened(chip, total))
    return sorted(found, key=lambda loosened: -loosened.total)


def _choices(request: WorkspaceRequest) -> dict[str, Any]:
    return {
        "lists": list(lists(request.workspace)),
        "personas": list(personas(request.workspace)),
        "campaigns": Campaign.objects.of(request.workspace).exclude(state=Campaign.State.DONE).order_by("name"),
        "skipped": request.GET.getlist("skip"),
        "GENDERS": GENDERS,
        "POSTED": POSTED,
        "editable": request.membership.may_write,
    }
