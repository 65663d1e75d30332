"""Notes, written and mended in place."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from groundswell.creators.queries import creator_of
from groundswell.kit.errors import BadInput, NotFound
from groundswell.relationships import services
from groundswell.relationships.models import Note
from groundswell.web.http import WorkspaceRequest
from groundswell.web.relationships.panel import show


@require_POST
def add(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Adds `body` to a creator's notes."""
    creator = creator_of(request.workspace, pk)
    try:
        services.add_note(
            workspace=request.workspace, creator=creator, body=request.POST.get("body", ""), author=request.user
        )
    except BadInput as error:
        return show(request, creator, problem=error)
    return show(request, creator, said="Note added")


@require_POST
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Replaces a note's text by `body`."""
    note = services.edit_note(
        workspace=request.workspace, note_id=pk, body=request.POST.get("body", ""), user=request.user
    )
    return show(request, note.creator, said="Note changed")


@require_POST
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Deletes a note."""
    note = Note.objects.of(request.workspace).select_related("creator").filter(pk=pk).first()
    if note is None:
        raise NotFound("There is no such note.", where=f"note {pk}")
    services.delete_note(workspace=request.workspace, note_id=pk, user=request.user)
    return show(request, note.creator, said="Note deleted")
