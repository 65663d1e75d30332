"""For machines that watch: alive, ready, and figures."""

import hmac

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST

from groundswell.web import metrics
from groundswell.web.http import is_loopback


def health(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served: the database answers and is of this version. 503 with the reason otherwise."""
    problem = database_problem()
    return JsonResponse(
        {"status": "not ready", "reason": problem} if problem else {"status": "ready"}, status=503 if problem else 200
    )


def figures(request: HttpRequest) -> HttpResponse:
    """Prometheus' text, for this machine itself or the bearer of METRICS_TOKEN; others learn nothing: 404."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    bearer = bool(settings.METRICS_TOKEN) and hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    if not (bearer or is_loopback(request)):
        return HttpResponse(status=404)
    return HttpResponse(metrics.as_text(), content_type=CONTENT_TYPE_LATEST)


def database_problem() -> str:
    """Why the database cannot serve, or an empty text."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"the database does not answer: {type(error).__name__}"
    return f"{len(pending)} migrations are not applied" if pending else ""
