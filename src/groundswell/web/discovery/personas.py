"""Personas: a list, a form, what one says, and a creator's fit part by part."""

import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.creators.models import Account
from groundswell.discovery.errors import BadPersona
from groundswell.discovery.models import Customer, Persona
from groundswell.discovery.personas import queries, services
from groundswell.discovery.personas.definition import Definition, read_definition
from groundswell.discovery.personas.fit import METHOD, Fit
from groundswell.kit.errors import GroundswellError, NotFound
from groundswell.web.components.charts import Bar
from groundswell.web.discovery.labels import name_of
from groundswell.web.discovery.persona_form import PersonaForm, initial_of
from groundswell.web.http import WorkspaceRequest

DIMENSIONS = (("countries", "Where they live", "country"), ("cities", "Cities", ""), ("languages", "Languages", "language"),
              ("genders", "Gender", ""), ("ages", "Age", ""))  # fmt: skip
UNKNOWN = "unknown"


@require_http_methods(["GET", "POST"])
def personas(request: WorkspaceRequest) -> HttpResponse:
    """All personas; a POST with `name` counts one among the customers."""
    problem: GroundswellError | None = None
    if request.method == "POST":
        name = request.POST.get("name", "").strip() or "Our customers"
        try:
            made = services.create_persona_from_customers(workspace=request.workspace, name=name, user=request.user)
            return redirect("persona", slug=request.workspace.slug, persona=made.slug)
        except GroundswellError as error:
            problem = error
    found = [(persona, queries.definition_of(persona)) for persona in queries.personas(request.workspace)]
    context = {
        "personas": [(persona, _summary(definition)) for persona, definition in found],
        "customers": Customer.objects.of(request.workspace).count(),
        "problem": problem,
        "editable": request.membership.may_write,
    }
    return render(request, "discovery/personas.html", context, status=problem.status if problem else 200)


@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """A new persona; the form shows `name` and `definition` (JSON) where they are given."""
    return _edit(request, None, _suggested(request))


@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, persona: str) -> HttpResponse:
    """Changes one."""
    return _edit(request, queries.persona_of(request.workspace, persona))


@require_GET
def persona(request: WorkspaceRequest, persona: str) -> HttpResponse:
    """What it says, where its shares are from, and the way to the search."""
    found = queries.persona_of(request.workspace, persona)
    definition = queries.definition_of(found)
    context = {
        "persona": found,
        "definition": definition,
        "dimensions": _dimensions(found, definition),
        "search_url": f"{reverse('find', args=[request.workspace.slug])}?{search_address(found.slug, definition)}",
        "editable": request.membership.may_write,
    }
    return render(request, "discovery/persona.html", context)


@require_POST
def delete(request: WorkspaceRequest, persona: str) -> HttpResponse:
    """Deletes one."""
    found = queries.persona_of(request.workspace, persona)
    services.delete_persona(workspace=request.workspace, persona=found, user=request.user)
    messages.success(request, f"“{found.name}” was deleted.")
    return redirect("personas", slug=request.workspace.slug)


@require_GET
def fit(request: WorkspaceRequest, persona: str, account: int) -> HttpResponse:
    """One account's fit with every part, for the side panel."""
    found = queries.persona_of(request.workspace, persona)
    about = Account.objects.visible_to(request.workspace).filter(pk=account).first()
    fitted = queries.fits_seen(request.workspace, queries.definition_of(found), [account])
    if about is None or account not in fitted:
        raise NotFound("There is no such account in this workspace.", where="account")
    context = {
        "persona": found,
        "account": about,
        "fit": fitted[account],
        "bars": bars_of(fitted[account]),
        "method": METHOD,
    }
    return render(request, "discovery/fit.html", context)


def bars_of(fit: Fit) -> list[Bar]:
    """A bar for each part that is known, 0 to 1."""
    return [Bar(part.label, part.value, part.low, part.high) for part in fit.parts if part.value is not None]


def search_address(slug: str, definition: Definition) -> str:
    """The Find page's query string for the search that a persona becomes."""
    asked: list[tuple[str, str]] = [("persona", slug), ("sort", "fit")]
    if definition.interests or definition.words or definition.brands:
        asked.append(("about", "persona"))
    if definition.languages:
        asked += [("language", code) for code in (*definition.languages, UNKNOWN)]
    return urlencode(asked)


def _suggested(request: WorkspaceRequest) -> dict[str, Any]:
    try:
        definition = read_definition(json.loads(request.GET["definition"]))
    except (KeyError, ValueError, BadPersona):
        return {}
    return initial_of(request.GET.get("name", ""), definition)


def _edit(request: WorkspaceRequest, found: Persona | None, suggested: dict[str, Any] | None = None) -> HttpResponse:
    initial = initial_of(found.name, queries.definition_of(found)) if found else suggested
    form = PersonaForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, found, form)
        except GroundswellError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, "The persona was saved.")
            return redirect("persona", slug=request.workspace.slug, persona=saved.slug)
    return render(
        request, "discovery/persona_form.html", {"form": form, "persona": found}, status=422 if form.errors else 200
    )


def _save(request: WorkspaceRequest, found: Persona | None, form: PersonaForm) -> Persona:
    said = {"name": form.cleaned_data["name"], "definition": form.definition(), "user": request.user}
    if found is None:
        return services.create_persona(workspace=request.workspace, **said)
    return services.update_persona(workspace=request.workspace, persona=found, **said)


def _dimensions(persona: Persona, definition: Definition) -> list[dict[str, Any]]:
    """Each dimension it speaks of: bars, and of how many customers they were counted."""
    return [
        {
            "label": label,
            "bars": [
                Bar(name_of(kind, value) if kind else value.capitalize(), share) for value, share in shares.items()
            ],
            "basis": persona.basis.get(part),
        }
        for part, label, kind in DIMENSIONS
        if (shares := definition.shares(part))
    ]


def _summary(definition: Definition) -> str:
    """The commonest of each dimension and the first interests, in a line."""
    parts = []
    for part, _, kind in DIMENSIONS:
        if shares := definition.shares(part):
            value = max(shares, key=lambda value: shares[value])
            parts.append(name_of(kind, value) if kind else value)
    return " · ".join([*parts, *definition.interests[:3], *definition.words[:2]])
