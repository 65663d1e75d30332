"""Tasks made, done, left out; the stages move by themselves."""

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.relationships.models import Stage, WarmUpTask
from groundswell.relationships.rules import clean_text
from groundswell.relationships.services import record_event
from groundswell.relationships.warmup.queries import open_tasks, warming
from groundswell.relationships.warmup.rules import EXPIRES, proposals

State = WarmUpTask.State
LONGEST = 1000


def make_all_tasks() -> dict[str, int]:
    """For every workspace; answers how many were made."""
    return {"made": sum(make_tasks(workspace=workspace) for workspace in Workspace.objects.order_by("pk"))}


@transaction.atomic
def make_tasks(*, workspace: Workspace) -> int:
    """Proposes today's tasks and lets go of old ones; as often as one likes, nothing comes twice."""
    now = clock.now()
    waiting = open_tasks(workspace)
    left = waiting.filter(made_at__lt=now - EXPIRES) | waiting.exclude(creator__relationship__stage=Stage.WARMING)
    WarmUpTask.objects.filter(pk__in=left.values("pk")).update(state=State.EXPIRED, ended_at=now)
    busy = set(waiting.values_list("creator", flat=True))
    people = [one for one in warming(workspace, now) if one.creator not in busy]
    known = set(WarmUpTask.objects.of(workspace).values_list("key", flat=True))
    chosen = proposals(people, known=known, open_now=len(busy), now=now)
    rows = [
        WarmUpTask(
            workspace=workspace, creator_id=one.creator, account_id=one.account, post_id=one.post, kind=one.kind,
            url=one.url, about=one.about, key=one.key, made_at=now,
        )
        for one in chosen
    ]  # fmt: skip
    return len(WarmUpTask.objects.bulk_create(rows, ignore_conflicts=True))


@transaction.atomic
def complete_task(*, workspace: Workspace, task: WarmUpTask, user: User | None = None, words: str = "") -> None:
    """Somebody did it: logged on the timeline with what they wrote. `Conflict` when it had ended."""
    text = _end(workspace, task, State.DONE, words, user)
    what = {"follow": "Followed", "comment": "Commented on", "share": "Shared"}[task.kind]
    sentence = f"{what} {'their profile' if task.kind == 'follow' else 'a post'}" + (f": “{text}”" if text else "")
    detail = {"task": task.pk, "url": task.url, "kind": task.kind}
    record_event(workspace=workspace, creator=task.creator, kind="warm_up", text=sentence, detail=detail, actor=user)


@transaction.atomic
def skip_task(*, workspace: Workspace, task: WarmUpTask, reason: str, user: User | None = None) -> None:
    """It is not done, and why; it is not proposed again."""
    if not reason.strip():
        raise BadInput("Say why, so that nobody wonders.", where="words")
    _end(workspace, task, State.SKIPPED, reason, user)


def _end(workspace: Workspace, task: WarmUpTask, state: str, words: str, user: User | None) -> str:
    text = clean_text(words, "words", LONGEST)
    ended = WarmUpTask.objects.of(workspace).filter(pk=task.pk, state=State.OPEN)
    if not ended.update(state=state, words=text, ended_at=clock.now(), ended_by=user):
        raise Conflict("This was ended before.", where=f"task {task.pk}")
    return text
