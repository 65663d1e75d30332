"""What customers follow, as niches."""

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from groundswell.campaigns.queries import brand_handles
from groundswell.discovery.customers.niches import Niche, customer_niches
from groundswell.discovery.customers.queries import standing
from groundswell.kit.errors import BadInput
from groundswell.web.discovery.affinity import places
from groundswell.web.http import WorkspaceRequest


@require_GET
def niches(request: WorkspaceRequest) -> HttpResponse:
    """Against profiles of a `country` and `language` if given."""
    workspace = request.workspace
    country, language = (request.GET.get(name, "").strip() for name in ("country", "language"))
    context: dict[str, Any] = {
        "standing": standing(workspace), "country": country, "language": language, **places(request),
    }  # fmt: skip
    try:
        found = customer_niches(workspace, country=country, language=language, leave_out=brand_handles(workspace))
    except BadInput as problem:
        return render(request, "discovery/niches.html", {**context, "problem": problem})
    told = [(niche, persona_address(request, niche)) for niche in found.niches]
    return render(request, "discovery/niches.html", {**context, "found": found, "niches": told})


def persona_address(request: WorkspaceRequest, niche: Niche) -> str:
    """The form of a new persona, filled with what the niche says; empty where it says nothing."""
    if not niche.persona:
        return ""
    asked = urlencode({"name": niche.name.text, "definition": json.dumps(niche.persona)})
    return f"{reverse('persona_new', args=[request.workspace.slug])}?{asked}"
