"""What ran, what failed, what is next."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.jobs import queries, services
from groundswell.web.http import WorkspaceRequest

PAGE = 50


@require_GET
def jobs(request: WorkspaceRequest) -> HttpResponse:
    """The schedule, the workers, and the newest jobs; `?state=failed`, `?all=1` with the schedule's routine successes."""
    state, routine = request.GET.get("state", ""), request.GET.get("all") == "1"
    page = Paginator(queries.jobs(request.workspace, state, routine), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "jobs": [queries.job_of(row) for row in page],
        "state": state,
        "routine": routine,
        "only_failed": state == "failed",
        "plain": not state and not routine,
        "failed": queries.jobs(request.workspace, "failed").count(),
        "upcoming": queries.upcoming(),
        "workers": queries.living_workers(),
        "editable": request.membership.may_write,
    }
    return render(request, "jobs/jobs.html", context)


@require_POST
def retry(request: WorkspaceRequest, job_id: UUID) -> HttpResponse:
    """Queues a failed job once more."""
    queries.job_row(request.workspace, job_id)
    services.retry_job(job_id=job_id)
    messages.success(request, "The job is in the queue again.")
    return redirect("jobs", slug=request.workspace.slug)
