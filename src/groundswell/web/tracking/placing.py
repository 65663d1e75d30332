"""A person submits a post, places it, takes it out, or verifies what is live."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Participant
from groundswell.disclosure.services import receive_post
from groundswell.kit.errors import BadInput
from groundswell.tracking.queries import deliverable_of, post_match_of
from groundswell.tracking.services import place_post, remove_post, verify_deliverable
from groundswell.web.campaigns.forms.post import PostForm
from groundswell.web.http import WorkspaceRequest


class _Whose(forms.ModelChoiceField[Participant]):
    def label_from_instance(self, obj: Participant) -> str:
        return f"{obj.creator.name} — {obj.campaign.name}"


class TeamPostForm(PostForm):
    """A post that somebody of the team found."""

    participant = _Whose(Participant.objects.none(), label="Whose")
    published_on = forms.DateField(label="Published", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    field_order = ("participant", "url", "published_on", "caption", "overlay_text")

    def __init__(self, workspace: Workspace, data: Any = None) -> None:
        super().__init__(data)
        whose = self.fields["participant"]
        assert isinstance(whose, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        people = Participant.objects.of(workspace).select_related("creator", "campaign")
        whose.queryset = people.order_by("creator__name", "campaign__name")


def post_new(request: WorkspaceRequest) -> HttpResponse:
    """The form for a post that the team found."""
    form = TeamPostForm(request.workspace, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            received = receive_post(
                participant=form.cleaned_data["participant"],
                url=form.cleaned_data["url"],
                caption=form.cleaned_data["caption"],
                submitted_by="team",
                shown=form.shown(),
                published_at=form.published_at(),
            )
        except BadInput as error:
            form.add_error("url", f"{error.message} {error.cure}".strip())
        else:
            return redirect("post", slug=request.workspace.slug, pk=received.match.pk)
    return render(request, "tracking/post_form.html", {"form": form})


@require_POST
def post_place(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A person decides: field `deliverable`."""
    found = post_match_of(request.workspace, pk)
    wanted = request.POST.get("deliverable", "")
    if not wanted.isdigit():
        raise BadInput("No deliverable was chosen.", where="deliverable")
    place_post(match=found, deliverable=deliverable_of(request.workspace, int(wanted)), user=request.user)
    messages.success(request, "Placed.")
    return redirect("post", slug=request.workspace.slug, pk=pk)


@require_POST
def post_remove(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Takes a wrong post out of the programme."""
    remove_post(match=post_match_of(request.workspace, pk), user=request.user)
    messages.success(request, "The post was taken out.")
    return redirect("posts", slug=request.workspace.slug)


@require_POST
def deliverable_verify(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """What is live is what was agreed."""
    found = deliverable_of(request.workspace, pk)
    verify_deliverable(deliverable=found, user=request.user)
    messages.success(request, f"{found.participant.creator.name}’s post is verified.")
    response = redirect("campaign", slug=request.workspace.slug, campaign=found.participant.campaign.slug)
    response["Location"] += "?tab=deliverables"
    return response
