"""What is asked before a lift is told."""

from typing import Any

from django import forms

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.reports.queries import Measure


class OwnForm(forms.Form):
    """Over the workspace's own orders."""

    start = forms.DateField(label="First day of the campaign", widget=forms.DateInput(attrs={"type": "date"}))
    measure = forms.ChoiceField(
        label="What to look at", choices=[(Measure.NET_REVENUE, "Net revenue a day"), (Measure.ORDERS, "Orders a day")]
    )


class FileForm(forms.Form):
    """Over a file, which is read and not kept."""

    file = forms.FileField(
        label="Daily figures",
        help_text="CSV: date, y, and any columns that the campaign cannot have moved. 2 MB at most.",
    )
    start = forms.DateField(label="First day of the campaign", widget=forms.DateInput(attrs={"type": "date"}))


class KeepForm(forms.Form):
    """What is kept beside the ROI: the lift of net revenue from one day on."""

    start = forms.DateField(label="First day of the campaign", widget=forms.DateInput(attrs={"type": "date"}))
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), required=False, empty_label="The whole programme", label="Beside the ROI of"
    )

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: forms.ModelChoiceField[Campaign] = self.fields["campaign"]  # type: ignore[assignment]  # it is one
        chosen.queryset = Campaign.objects.of(workspace).order_by("name")
