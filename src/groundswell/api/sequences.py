"""Sequences by script."""

from datetime import datetime

from ninja import Router, Schema, Status

from groundswell.api.auth import ApiRequest
from groundswell.creators.models import Creator
from groundswell.outreach import queries, services
from groundswell.outreach.models import Enrolment, Sequence, Step, StepRun
from groundswell.relationships.queries import list_of

router = Router()
MOST = 500


class SequenceIn(Schema):
    name: str
    mailbox_id: int


class SequenceOut(SequenceIn):
    id: int
    state: str
    active: int
    blocked: int
    done: int
    stopped: int


class StepIn(Schema):
    """`kind` is mail, or hand for a direct message; an empty subject goes on in the same conversation."""

    kind: str = "mail"
    wait_days: int = 0
    subject: str = ""
    body: str


class StepOut(StepIn):
    id: int
    position: int


class People(Schema):
    """Creators by id, or a list by its slug."""

    creator_ids: list[int] = []
    list: str = ""


class EnrolmentOut(Schema):
    id: int
    creator_id: int
    state: str
    reason: str
    position: int
    due_at: datetime | None


class ByHand(Schema):
    id: int
    creator_id: int
    text: str
    profiles: list[str]


@router.get("/sequences", response=list[SequenceOut])
def sequences(request: ApiRequest) -> list[Sequence]:
    """All sequences, with how many people are where."""
    return list(queries.sequences(request.auth.workspace))


@router.post("/sequences", response={201: SequenceOut})
def create_sequence(request: ApiRequest, body: SequenceIn) -> Status[Sequence]:
    """Adds an empty sequence."""
    workspace = request.auth.workspace
    mailbox = queries.mailbox_of(workspace, body.mailbox_id)
    made = services.create_sequence(workspace=workspace, name=body.name, mailbox=mailbox, user=request.auth.user)
    return Status(201, queries.sequence_of(workspace, made.pk))


@router.get("/sequences/{int:sequence_id}/steps", response=list[StepOut])
def steps(request: ApiRequest, sequence_id: int) -> list[Step]:
    """Its steps in order."""
    return list(queries.sequence_of(request.auth.workspace, sequence_id).steps.order_by("position"))


@router.post("/sequences/{int:sequence_id}/steps", response={201: StepOut})
def add_step(request: ApiRequest, sequence_id: int, body: StepIn) -> Status[Step]:
    """Adds a step at the end; 422 when its text does not work."""
    workspace = request.auth.workspace
    found = queries.sequence_of(workspace, sequence_id)
    made = services.save_step(workspace=workspace, sequence=found, user=request.auth.user, **body.dict())
    return Status(201, made)


@router.post("/sequences/{int:sequence_id}/start", response=SequenceOut)
def start(request: ApiRequest, sequence_id: int) -> Sequence:
    """Lets it run."""
    workspace = request.auth.workspace
    found = queries.sequence_of(workspace, sequence_id)
    services.start_sequence(workspace=workspace, sequence=found, user=request.auth.user)
    return found


@router.post("/sequences/{int:sequence_id}/pause", response=SequenceOut)
def pause(request: ApiRequest, sequence_id: int) -> Sequence:
    """Holds it: nothing goes out."""
    workspace = request.auth.workspace
    found = queries.sequence_of(workspace, sequence_id)
    services.pause_sequence(workspace=workspace, sequence=found, user=request.auth.user)
    return found


@router.post("/sequences/{int:sequence_id}/people")
def enrol(request: ApiRequest, sequence_id: int, body: People) -> dict[str, int]:
    """Puts people on it; who was on it before stays where they are."""
    workspace = request.auth.workspace
    found = queries.sequence_of(workspace, sequence_id)
    rows = Creator.objects.of(workspace)
    people = rows.filter(lists=list_of(workspace, body.list)) if body.list else rows.filter(pk__in=body.creator_ids)
    made = services.enrol_creators(workspace=workspace, sequence=found, creators=people, user=request.auth.user)
    return {"new": made.new, "already": made.already}


@router.get("/sequences/{int:sequence_id}/people", response=list[EnrolmentOut])
def people(request: ApiRequest, sequence_id: int, state: str = "", offset: int = 0) -> list[Enrolment]:
    """Who is on it and how far, 500 at a time."""
    workspace = request.auth.workspace
    rows = queries.enrolments(workspace, queries.sequence_of(workspace, sequence_id), state)
    start_at = max(offset, 0)
    return list(rows[start_at : start_at + MOST])


@router.post("/enrolments/{int:enrolment_id}/stop", response=EnrolmentOut)
def stop(request: ApiRequest, enrolment_id: int) -> Enrolment:
    """Takes one person off."""
    workspace = request.auth.workspace
    found = queries.enrolment_of(workspace, enrolment_id)
    services.stop_enrolment(enrolment=found, reason="Stopped by hand", user=request.auth.user)
    return queries.enrolment_of(workspace, enrolment_id)


@router.get("/direct-messages", response=list[ByHand])
def direct_messages(request: ApiRequest) -> list[dict[str, object]]:
    """What a person is to send by hand, oldest first, with the addresses of the profiles."""
    return [
        {
            "id": run.pk,
            "creator_id": run.enrolment.creator_id,
            "text": run.text,
            "profiles": [account.url for account in run.enrolment.creator.accounts.all() if account.url],
        }
        for run in queries.to_do_by_hand(request.auth.workspace)[:MOST]
    ]


@router.post("/direct-messages/{int:run_id}/sent")
def direct_message_sent(request: ApiRequest, run_id: int) -> dict[str, str]:
    """Somebody sent it."""
    workspace = request.auth.workspace
    run: StepRun = queries.step_run_of(workspace, run_id)
    services.tick_step(workspace=workspace, run=run, user=request.auth.user)
    return {"state": str(StepRun.State.DONE)}
