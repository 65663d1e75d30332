"""Bringing files in: upload, look, start, watch, mend."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.creators import uploads
from groundswell.creators.archives import unpacked
from groundswell.creators.imports.detection import detect
from groundswell.creators.imports.files import SHEET_LIMIT, form_of
from groundswell.creators.imports.kinds import named as kind_named
from groundswell.creators.imports.runs import Preview, preview_import
from groundswell.creators.imports.tables import read_table
from groundswell.creators.models import ImportRun
from groundswell.creators.queries import creator_of, creators_of_run, open_suggestions, run_of, runs
from groundswell.creators.tasks import import_file, import_files
from groundswell.kit.errors import BadInput, GroundswellError, NotFound
from groundswell.relationships.services import track_creators
from groundswell.web.creators import import_forms
from groundswell.web.http import WorkspaceRequest

State = ImportRun.State
# What another choice of columns can mend.
MENDABLE = frozenset({"columns_missing", "field_twice"})


@require_GET
def imports(request: WorkspaceRequest) -> HttpResponse:
    """Every file that came in, and the place to drop the next."""
    page = Paginator(runs(request.workspace), 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "suggestions": open_suggestions(request.workspace).count(),
        "waiting": _ready(request).count(),
        "limit": settings.UPLOAD_LIMIT >> 20,
        "may_write": request.membership.may_write,
    }
    return render(request, "imports/imports.html", context)


@require_POST
def upload(request: WorkspaceRequest) -> HttpResponse:
    """Takes one or several files; one goes straight to its preview."""
    kept: list[ImportRun] = []
    for file in request.FILES.getlist("files"):
        try:
            kept += _keep(request, file)
        except GroundswellError as error:
            messages.error(request, f"{error.message} {error.cure}".strip())
    if not kept and not request.FILES:
        messages.error(request, "Choose a file first.")
    if len(kept) == 1:
        return redirect("import_run", slug=request.workspace.slug, pk=kept[0].pk)
    return redirect("imports", slug=request.workspace.slug)


def _keep(request: WorkspaceRequest, file: UploadedFile[bytes]) -> list[ImportRun]:
    """The file, or the tables of a zip, each waiting for its start in the order they need each other."""
    run = uploads.keep_upload(
        workspace=request.workspace, name=file.name or "file", chunks=file.chunks(), user=request.user
    )
    try:
        path = uploads.path_of(run)
        if form_of(path) != "archive":
            _recognise(run)
            return [run]
        with unpacked(path, SHEET_LIMIT) as files:
            inside = [
                uploads.keep_upload(workspace=request.workspace, name=one.name, chunks=_pieces(one), user=request.user)
                for one in files
            ]
    except GroundswellError:
        _drop(run)
        raise
    _drop(run)
    for one in inside:
        _recognise(one)
    return inside


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            yield piece


def _recognise(run: ImportRun) -> None:
    """Remembers the kind for the list; a file that nobody recognises waits for the user to say."""
    table = read_table(uploads.path_of(run), settings.UPLOAD_LIMIT)
    try:
        run.kind = detect(table).kind.name
    except BadInput:
        return
    run.save(update_fields=["kind"])


def _drop(run: ImportRun) -> None:
    uploads.discard_upload(run, keep_refused=False)
    run.delete()


@require_GET
def import_run(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What the file holds, how far it is, or what it did."""
    run = run_of(request.workspace, pk)
    if run.state == State.PREVIEW:
        return _preview(request, run)
    if run.state in (State.QUEUED, State.RUNNING):
        return render(request, "imports/running.html", {"run": run, "progress": uploads.progress_of(run)})
    context: dict[str, Any] = {
        "run": run,
        "refused": run.rejected[:50],
        "unread": [h for h, name in run.mapping.items() if name is None],
    }
    if run.state == State.DONE and run.created:
        context["untracked"] = creators_of_run(request.workspace, run).filter(relationship=None).count()
    context["may_write"] = request.membership.may_write
    context["suggestions"] = open_suggestions(request.workspace).count()
    return render(request, "imports/result.html", context)


@require_POST
def mapping(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Reads the file again the way the form says."""
    run = _waiting(request, pk)
    return _preview(request, run)


@require_POST
def start(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Queues the import with the mapping as shown; with a mistake in it, the preview comes back and says so."""
    run = _waiting(request, pk)
    preview, _ = _read(request, run)
    if preview is None or (import_forms.nobody_named(preview) and not run.options.get("creator")):
        return _preview(request, run)
    run.kind, run.mapping, run.state = preview.plan.detection.kind.name, preview.plan.detection.mapping, State.QUEUED
    run.save()
    import_file.enqueue(run_id=run.pk)
    return redirect("import_run", slug=request.workspace.slug, pk=run.pk)


@require_POST
def start_all(request: WorkspaceRequest) -> HttpResponse:
    """Queues every waiting file that was recognised, as one job, creators before their posts before their payouts."""
    order = {kind.name: kind.order for kind in import_forms.kind_choices()}
    waiting = sorted((run for run in _ready(request) if run.kind in order), key=lambda run: (order[run.kind], run.pk))
    ids = [run.pk for run in waiting]
    ImportRun.objects.of(request.workspace).filter(pk__in=ids).update(state=State.QUEUED)
    import_files.enqueue(run_ids=ids)
    messages.success(request, f"{len(ids)} files are being imported.")
    return redirect("imports", slug=request.workspace.slug)


def _ready(request: WorkspaceRequest) -> QuerySet[ImportRun]:
    return runs(request.workspace).filter(state=State.PREVIEW).exclude(kind="")


@require_POST
def discard(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Throws a waiting file away."""
    _drop(_waiting(request, pk))
    messages.success(request, "The file was thrown away; nothing was imported.")
    return redirect("imports", slug=request.workspace.slug)


@require_GET
def progress(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The progress bar; when the import is over, the page comes anew."""
    run = run_of(request.workspace, pk)
    if run.state not in (State.QUEUED, State.RUNNING):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "imports/progress.html", {"run": run, "progress": uploads.progress_of(run)})


@require_GET
def rejected(request: WorkspaceRequest, pk: int) -> HttpResponse | FileResponse:
    """The refused rows as CSV, with number and reason, to mend and import again."""
    run = run_of(request.workspace, pk)
    path = uploads.rejected_path(run)
    if not run.path or not path.exists():
        raise NotFound("There are no refused rows to download.", where="import")
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"rejected-{Path(run.file_name).stem}.csv",
        content_type="text/csv",
    )


@require_POST
def track(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Puts the creators that this import made on the board."""
    run = run_of(request.workspace, pk)
    creators = list(creators_of_run(request.workspace, run))
    count = track_creators(workspace=request.workspace, creators=creators, user=request.user)
    messages.success(request, f"{count} creator{'s' if count != 1 else ''} added to the board.")
    return redirect("board", slug=request.workspace.slug)


def _waiting(request: WorkspaceRequest, pk: int) -> ImportRun:
    run = run_of(request.workspace, pk)
    if run.state != State.PREVIEW:
        raise BadInput("This import has been started already.", where=run.file_name)
    return run


def _read(request: WorkspaceRequest, run: ImportRun) -> tuple[Preview | None, GroundswellError | None]:
    """The preview by the form's choices, which stay with the run, or what is wrong with them."""
    path, posted = uploads.path_of(run), request.POST
    try:
        header = read_table(path, settings.UPLOAD_LIMIT).header
        chosen = import_forms.chosen_mapping(posted, run, header) if posted else run.mapping or None
        kind = posted.get("kind") or run.kind or None
        preview = preview_import(workspace=request.workspace, path=path, kind=kind, mapping=chosen)
    except GroundswellError as error:
        return None, error
    if posted:
        run.kind, run.mapping = preview.plan.detection.kind.name, preview.plan.detection.mapping
        if owner := import_forms.owner_meant(request.workspace, posted):
            run.options = {**run.options, "creator": owner.pk}
        run.save(update_fields=["kind", "mapping", "options"])
    return preview, None


def _preview(request: WorkspaceRequest, run: ImportRun) -> HttpResponse:
    preview, problem = _read(request, run)
    whose = request.POST.get("whose", "")
    context: dict[str, Any] = {
        "run": run,
        "may_write": request.membership.may_write,
        "problem": problem,
        "kinds": import_forms.kind_choices(),
        "whose": whose,
        "people": import_forms.people_for(request.workspace, whose),
        "owner": creator_of(request.workspace, run.options["creator"]) if run.options.get("creator") else None,
    }
    if preview is None and problem is not None and problem.code in MENDABLE and request.POST.get("kind"):
        context |= {
            "kind": kind_named(request.POST["kind"]),
            "columns": import_forms.bare_columns(uploads.path_of(run), settings.UPLOAD_LIMIT, request.POST),
        }
    if preview is not None:
        context |= {
            "preview": preview,
            "kind": preview.plan.detection.kind,
            "vendor": preview.plan.detection.vendor,
            "language": Locale("en").languages[preview.plan.detection.language],
            "facts": preview.plan.table.facts,
            "columns": import_forms.columns_of(preview),
            "read_columns": import_forms.read_columns(preview),
            "read_rows": import_forms.read_rows(preview),
            "needs_owner": import_forms.needs_owner(preview),
            "warnings": preview.plan.warnings,
        }
    status = 422 if request.method == "POST" and problem else 200
    return render(request, "imports/preview.html", context, status=status)
