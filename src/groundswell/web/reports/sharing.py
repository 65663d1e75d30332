"""Giving a report to somebody who has no account, and taking it back."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.kit.errors import GroundswellError
from groundswell.reports import services
from groundswell.reports.period import period_of
from groundswell.reports.queries import sharing
from groundswell.web.http import WorkspaceRequest

DATE = {"type": "date"}


class ShareForm(forms.Form):
    name = forms.CharField(label="For whom", max_length=100)
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), required=False, empty_label="The whole programme", label="Report of"
    )
    first = forms.DateField(label="First day", widget=forms.DateInput(attrs=DATE))
    last = forms.DateField(label="Last day", widget=forms.DateInput(attrs=DATE))
    days = forms.IntegerField(label="Open for days", min_value=1, max_value=366, initial=30)
    hide_names = forms.BooleanField(label="Number the creators instead of naming them", required=False)

    def __init__(self, workspace: Workspace, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # the request's data
        chosen: forms.ModelChoiceField[Campaign] = self.fields["campaign"]  # type: ignore[assignment]  # it is one
        chosen.queryset = Campaign.objects.of(workspace).order_by("name")


@require_http_methods(["GET", "HEAD", "POST"])
def shared_reports(request: WorkspaceRequest) -> HttpResponse:
    """The addresses that were given away; with POST a new one, which is shown this once."""
    form = ShareForm(request.workspace, request.POST or None)
    fresh = _shared(request, form) if request.method == "POST" and form.is_valid() else ""
    context = {
        "shares": sharing.shared_reports(request.workspace),
        "form": ShareForm(request.workspace) if fresh else form,
        "fresh": fresh,
    }
    return render(request, "reports/sharing.html", context, status=422 if form.errors else 200)


@require_POST
def revoke_share(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Closes an address."""
    services.revoke_share(shared=sharing.shared_report_of(request.workspace, pk), user=request.user)
    messages.success(request, "The address opens nothing any more.")
    return redirect("shared_reports", slug=request.workspace.slug)


def _shared(request: WorkspaceRequest, form: ShareForm) -> str:
    """The new address; empty when the form has to be mended."""
    data = form.cleaned_data
    try:
        _, token = services.share_report(
            workspace=request.workspace, campaign=data["campaign"], period=period_of(data["first"], data["last"]),
            name=data["name"], days=data["days"], hide_names=data["hide_names"], user=request.user,
        )  # fmt: skip
    except GroundswellError as error:
        form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}")
        return ""
    return sharing.share_address(token)
