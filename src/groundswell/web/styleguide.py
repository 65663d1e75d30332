"""The style guide: every component on one page with made-up data, to look at the design. Wired in DEBUG only."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.web.components import badges
from groundswell.web.components.charts import Bar, Line

MEASURED = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
WEEKS = ["7 Sep", "14 Sep", "21 Sep", "28 Sep", "5 Oct", "12 Oct", "19 Oct", "26 Oct"]
PEOPLE = [
    {"name": "Maya Brook", "handle": "@maya.runs", "platform": "instagram", "followers": 18240, "rate": 0.041},
    {"name": "Jonas Ek", "handle": "@jonas_ek", "platform": "tiktok", "followers": 64100, "rate": 0.072},
    {"name": "Priya Nair", "handle": "Trail Notes", "platform": "youtube", "followers": 9120, "rate": None},
    {"name": "Tom <b>Alder</b>", "handle": "tom.alder.example", "platform": "bluesky", "followers": 2310, "rate": 0.03},
]


class SampleForm(forms.Form):
    """One of each kind of field."""

    name = forms.CharField(label="Campaign name", help_text="Creators see it on their offer page.")
    budget = forms.DecimalField(label="Budget", required=False)
    starts = forms.DateField(label="Starts", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    tier = forms.ChoiceField(label="Tier", choices=[("micro", "Micro"), ("nano", "Nano")])
    email = forms.EmailField(label="Contact")
    notes = forms.CharField(label="Notes", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    gifted = forms.BooleanField(label="Includes a gifted product", required=False)
    file = forms.FileField(label="Spreadsheet", required=False, help_text="CSV or XLSX, 50 MB at most.")


def sample_charts() -> dict[str, Any]:
    """Charts with intervals, gaps and a negative value."""
    clicks = [120.0, 180, 164, 240, 310, 290, 402, 455]
    day = 86400
    start = int(datetime(2026, 9, 7, tzinfo=UTC).timestamp())
    return {
        "orders": [Bar(w, float(v)) for w, v in zip(WEEKS, (4, 9, 7, 14, 18, 16, 25, 31), strict=True)],
        "profit": [Bar("Maya", 420, 310, 530), Bar("Jonas", -120, -180, -40), Bar("Priya", 260), Bar("Tom", None)],
        "countries": [
            Bar("United States", 0.41, 0.36, 0.46),
            Bar("United Kingdom", 0.18, 0.14, 0.22),
            Bar("Germany", 0.09, 0.06, 0.13),
            Bar("Elsewhere", 0.32, 0.27, 0.37),
        ],
        "weeks": WEEKS,
        "lines": [
            Line("Clicks", clicks, [v * 0.88 for v in clicks], [v * 1.12 for v in clicks]),
            Line("Orders", [None, 30, 41, 44, None, 90, 104, 131]),
        ],
        "spark": [3, 4, 4, 6, 5, 8, 9, 12],
        "daily": {
            "x": [start + day * i for i in range(56)],
            "fmt": "number",
            "series": [
                {"label": "Clicks", "values": [40 + (i * 37) % 29 + i for i in range(56)], "kind": "bar"},
                {"label": "Orders", "values": [2 + (i * 13) % 7 + i // 4 for i in range(56)]},
            ],
        },
    }


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component once."""
    form = SampleForm({"name": "Autumn trail", "tier": "micro", "email": "not an address"})
    form.is_valid()
    context = {
        "form": form,
        "people": PEOPLE,
        "page": Paginator(range(612), 50).page(2),
        "measured": MEASURED,
        "tones": ["neutral", "teal", "deep", "green", "amber", "red", "rose", "sky", "indigo", "violet"],
        "kinds": {kind: list(looks) for kind, looks in badges.KINDS.items()},
        "stage_options": [(code, look.label) for code, look in badges.STAGES.items()],
        "columns": [("warming", PEOPLE[:2]), ("contacted", PEOPLE[2:]), ("agreed", [])],
        **sample_charts(),
    }
    return render(request, "styleguide.html", context)
