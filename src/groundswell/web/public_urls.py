"""Pages outside a workspace: sign-in, creators' pages, health."""

from django.urls import include, path

urlpatterns = [
    path("", include("groundswell.web.links.public_urls")),
    path("", include("groundswell.web.accounts.public_urls")),
    path("", include("groundswell.web.campaigns.public_urls")),
]
