"""Putting the pixel on a site, letting its server tell orders, and seeing whether both arrive."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.kit import clock
from groundswell.links import queries, services
from groundswell.links.services.sites import site_secret_of
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 50
DAYS_SHOWN = timedelta(days=30)
SHOW_ONCE = "site_made"


class SiteForm(forms.Form):
    name = forms.CharField(max_length=120, help_text="For yourselves, such as “shop.example”.")


class KeptForm(forms.Form):
    months = forms.IntegerField(min_value=1, max_value=60)


def sites(request: WorkspaceRequest) -> HttpResponse:
    """The workspace's sites; a POST adds one."""
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made, _ = services.create_site(workspace=request.workspace, name=form.cleaned_data["name"], user=request.user)
        request.session[SHOW_ONCE] = made.pk
        return redirect("site", slug=request.workspace.slug, pk=made.pk)
    return render(request, "orders/sites.html", {"form": form, "sites": queries.sites(request.workspace)})


@require_safe
def site(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One site: what to copy, when each was last seen, what it told. Its secret is shown this once after it was made."""
    found = queries.site_of(request.workspace, pk)
    days = queries.landing_days(found, clock.now() - DAYS_SHOWN)
    context = {
        "site": found,
        "pixel": queries.pixel_address(found),
        "secret": site_secret_of(found) if request.session.pop(SHOW_ONCE, None) == pk else "",
        "page": Paginator(queries.conversions(found), PER_PAGE).get_page(request.GET.get("page")),
        "landings": list(reversed(days))[:PER_PAGE],
    }
    return render(request, "orders/site.html", context)


@require_safe
def site_seen(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """When the pixel and the server were last heard of; asked again every few seconds while the page is open."""
    return render(request, "orders/site_seen.html", {"site": queries.site_of(request.workspace, pk)})


@require_POST
def site_secret(request: WorkspaceRequest, pk: int) -> HttpResponse:
    found = queries.site_of(request.workspace, pk)
    services.renew_site_secret(site=found, user=request.user)
    request.session[SHOW_ONCE] = pk
    return redirect("site", slug=request.workspace.slug, pk=pk)


@require_POST
def site_views(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """How long single page views are kept."""
    found = queries.site_of(request.workspace, pk)
    form = KeptForm(request.POST)
    if form.is_valid():
        services.keep_views(site=found, months=form.cleaned_data["months"], user=request.user)
        messages.success(request, "Saved. Older page views go within a day.")
    else:
        messages.error(request, "Choose 1 to 60 months.")
    return redirect("site", slug=request.workspace.slug, pk=pk)


@require_POST
def site_delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    found = queries.site_of(request.workspace, pk)
    services.delete_site(site=found, user=request.user)
    messages.success(request, f"{found.name} is removed. Its orders stay.")
    return redirect("sites", slug=request.workspace.slug)
