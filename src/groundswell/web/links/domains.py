"""Own domains for short links: added, checked, chosen, removed."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from groundswell.kit.errors import GroundswellError
from groundswell.links import queries, services
from groundswell.links.queries.bases import base_of
from groundswell.links.rules.domains import PROOF, in_letters
from groundswell.web.http import WorkspaceRequest, owners_write


class DomainForm(forms.Form):
    name = forms.CharField(label="Domain", max_length=300, help_text="A name that you keep for links alone.")


@owners_write
def domains(request: WorkspaceRequest) -> HttpResponse:
    """The workspace's domains and how each stands; a POST adds one."""
    form = DomainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_domain(workspace=request.workspace, name=form.cleaned_data["name"], user=request.user)
        except GroundswellError as refusal:
            form.add_error("name", f"{refusal.message} {refusal.cure}".strip())
        else:
            messages.success(request, f"{made.name} is added. Let DNS lead it here, then check it.")
            return redirect("domains", slug=request.workspace.slug)
    rows = [
        {
            "domain": domain, "letters": in_letters(domain.name), "base": base_of(domain.name), "trouble": queries.trouble_of(domain),
            "proof": f"{PROOF}{domain.token}",
        }
        for domain in queries.domains(request.workspace)
    ]  # fmt: skip
    context = {"form": form, "rows": rows, "host": urlsplit(settings.PUBLIC_URL).hostname, "base": settings.PUBLIC_URL}
    return render(request, "links/domains.html", context)


@require_POST
@owners_write
def domain_check(request: WorkspaceRequest, pk: int) -> HttpResponse:
    domain = services.check_domain(domain=queries.domain_of(request.workspace, pk), user=request.user)
    trouble = queries.trouble_of(domain)
    if trouble:
        messages.error(request, trouble.message)
    else:
        messages.success(request, f"{domain.name} leads here. Its links work within a second.")
    return redirect("domains", slug=request.workspace.slug)


@require_POST
@owners_write
def domain_primary(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """New links are given away under it; with `links_too` those that exist, too."""
    domain = queries.domain_of(request.workspace, pk)
    services.make_primary(domain=domain, links_too="links_too" in request.POST, user=request.user)
    messages.success(request, f"New links begin with {domain.name}/.")
    return redirect("domains", slug=request.workspace.slug)


@require_POST
@owners_write
def domain_home(request: WorkspaceRequest, pk: int) -> HttpResponse:
    domain = queries.domain_of(request.workspace, pk)
    try:
        services.set_home(domain=domain, home_url=request.POST.get("home_url", ""), user=request.user)
    except GroundswellError as refusal:
        messages.error(request, f"{refusal.message} {refusal.cure}".strip())
    else:
        messages.success(request, "Saved.")
    return redirect("domains", slug=request.workspace.slug)


@require_POST
@owners_write
def domain_remove(request: WorkspaceRequest, pk: int) -> HttpResponse:
    domain = queries.domain_of(request.workspace, pk)
    services.remove_domain(domain=domain, user=request.user)
    messages.success(request, f"{domain.name} is removed. Its links go on under {settings.PUBLIC_URL}/l/.")
    return redirect("domains", slug=request.workspace.slug)
