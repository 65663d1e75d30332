"""Pages outside a workspace: sign-in, creators' pages, health."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from groundswell.web.styleguide import styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("groundswell.web.links.public_urls")),
    path("", include("groundswell.web.accounts.public_urls")),
    path("", include("groundswell.web.outreach.public_urls")),
    path("", include("groundswell.web.creators.public_urls")),
    path("", include("groundswell.web.campaigns.public_urls")),
    path("", include("groundswell.web.tracking.public_urls")),
    path("", include("groundswell.web.platforms.public_urls")),
    path("", include("groundswell.web.discovery.public_urls")),
    path("", include("groundswell.web.reports.public_urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
