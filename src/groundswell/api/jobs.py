"""The queue by script."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from ninja import Router, Status

from groundswell.api.auth import ApiRequest
from groundswell.jobs import queries, services

router = Router()
MOST = 500


@router.get("/jobs")
def jobs(request: ApiRequest, state: str = "", all: bool = False, limit: int = 100) -> dict[str, Any]:
    """The newest jobs (`state`: queued, running, done, failed; `all` with the schedule's routine), schedule and workers."""
    rows = queries.jobs(request.auth.workspace, state, all)[: min(max(limit, 1), MOST)]
    return {
        "jobs": [asdict(queries.job_of(row)) for row in rows],
        "schedule": [
            {"name": entry.name, "seconds": entry.seconds, "last_at": entry.last_at, "next_at": entry.next_at}
            for entry in queries.upcoming()
        ],
        "workers": len(queries.living_workers()),
    }


@router.post("/jobs/{job_id}/retry", response={202: dict[str, str]})
def retry(request: ApiRequest, job_id: UUID) -> Status[dict[str, str]]:
    """Queues a failed job once more."""
    queries.job_row(request.auth.workspace, job_id)
    services.retry_job(job_id=job_id)
    return Status(202, {"state": "queued"})
