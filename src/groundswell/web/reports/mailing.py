"""Reports by mail: who gets which, how often."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.accounts.mail import can_send
from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.kit.errors import GroundswellError
from groundswell.reports import services
from groundswell.reports.models import ReportSchedule
from groundswell.reports.queries import schedules
from groundswell.web.http import WorkspaceRequest


class ScheduleForm(forms.Form):
    addresses = forms.CharField(
        label="To", help_text="E-mail addresses, one a line.", widget=forms.Textarea({"rows": 3})
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), required=False, empty_label="The whole programme", label="Report of"
    )
    every = forms.ChoiceField(label="How often", choices=ReportSchedule.Every.choices)
    hide_names = forms.BooleanField(label="Number the creators instead of naming them", required=False)

    def __init__(self, workspace: Workspace, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # the request's data
        chosen: forms.ModelChoiceField[Campaign] = self.fields["campaign"]  # type: ignore[assignment]  # it is one
        chosen.queryset = Campaign.objects.of(workspace).order_by("name")


@require_http_methods(["GET", "HEAD", "POST"])
def mailed_reports(request: WorkspaceRequest) -> HttpResponse:
    """The schedules; with POST a new one."""
    form = ScheduleForm(request.workspace, request.POST or None)
    if request.method == "POST" and form.is_valid() and _scheduled(request, form):
        messages.success(request, "The report goes out when the next week or month has ended.")
        return redirect("mailed_reports", slug=request.workspace.slug)
    context = {"schedules": schedules.schedules(request.workspace), "form": form, "can_send": can_send()}
    return render(request, "reports/mailing.html", context, status=422 if form.errors else 200)


@require_POST
def stop_schedule(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Ends a schedule."""
    services.stop_schedule(schedule=schedules.schedule_of(request.workspace, pk), user=request.user)
    messages.success(request, "It is mailed no more.")
    return redirect("mailed_reports", slug=request.workspace.slug)


def _scheduled(request: WorkspaceRequest, form: ScheduleForm) -> bool:
    data = form.cleaned_data
    try:
        services.schedule_report(
            workspace=request.workspace, campaign=data["campaign"], every=data["every"],
            addresses=data["addresses"].replace(",", "\n").splitlines(), hide_names=data["hide_names"], user=request.user,
        )  # fmt: skip
    except GroundswellError as error:
        form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        return False
    return True
