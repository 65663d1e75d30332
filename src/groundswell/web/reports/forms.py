"""What is asked before a lift is told."""

from django import forms

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
