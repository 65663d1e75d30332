"""Getting to know somebody: content quality, how often they sell, and whom they suit."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.creators.models import Creator
from groundswell.creators.queries import creator_of, main_account
from groundswell.disclosure.queries import sponsoring_of
from groundswell.disclosure.rules.saturation import DAYS, LEAST
from groundswell.disclosure.services import measure_sponsoring
from groundswell.discovery.personas.queries import fits_of
from groundswell.kit.errors import BadInput
from groundswell.relationships import queries, services
from groundswell.relationships.rubric import CRITERIA
from groundswell.web.http import WorkspaceRequest


@require_GET
def knowing(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The card on a creator's page; measures how often they sell when nobody did yet."""
    return show(request, creator_of(request.workspace, pk))


@require_POST
def assess(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`score:CRITERION` 1 to 5 for what was judged, and `note`."""
    creator = creator_of(request.workspace, pk)
    scores = {name.removeprefix("score:"): value for name, value in request.POST.items() if name.startswith("score:")}
    note = request.POST.get("note", "")
    try:
        services.assess(workspace=request.workspace, creator=creator, scores=scores, note=note, user=request.user)
    except BadInput as error:
        return show(request, creator, problem=error)
    return show(request, creator)


@require_http_methods(["GET", "POST"])
def rubric(request: WorkspaceRequest) -> HttpResponse:
    """What content is judged by: `criteria`, a line each."""
    problem = None
    if request.method == "POST":
        names = request.POST.get("criteria", "").splitlines()
        try:
            services.set_criteria(workspace=request.workspace, names=names, user=request.user)
            messages.success(request, "Saved. Earlier judgements stay as they were.")
            return redirect("rubric", slug=request.workspace.slug)
        except BadInput as error:
            problem = error
    typed = request.POST.get("criteria") if problem else "\n".join(queries.criteria_of(request.workspace))
    context = {"criteria": typed, "usual": CRITERIA, "problem": problem, "editable": request.membership.may_write}
    return render(request, "relationships/rubric.html", context, status=422 if problem else 200)


def show(request: WorkspaceRequest, creator: Creator, problem: BadInput | None = None) -> HttpResponse:
    """The card's content."""
    workspace = request.workspace
    if creator.pk not in sponsoring_of(workspace, [creator.pk]):
        measure_sponsoring(workspace=workspace, creators=[creator])
    account = main_account(creator)
    context = {
        "creator": creator,
        "account": account,
        "quality": queries.qualities(workspace, [creator.pk]).get(creator.pk),
        "assessments": queries.assessments_of(workspace, creator)[:10],
        "criteria": [(name, _typed(request.POST, name)) for name in queries.criteria_of(workspace)],
        "sponsoring": sponsoring_of(workspace, [creator.pk]).get(creator.pk),
        "days": DAYS,
        "least": LEAST,
        "fits": fits_of(workspace, account.pk) if account else [],
        "problem": problem,
        "editable": request.membership.may_write,
    }
    return render(request, "relationships/knowing.html", context, status=422 if problem else 200)


def _typed(sent: QueryDict, name: str) -> str:
    return str(sent.get(f"score:{name}", ""))
