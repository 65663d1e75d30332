"""Every page: those of a workspace under /w/SLUG/, the public ones beside them."""

from django.urls import include, path

from groundswell.web import home

ROOMS = (
    "accounts",
    "creators",
    "discovery",
    "relationships",
    "outreach",
    "campaigns",
    "tracking",
    "monitors",
    "disclosure",
    "links",
    "orders",
    "reports",
    "platforms",
    "jobs",
)

urlpatterns = [
    path("", home.home, name="home"),
    path("w/<slug:slug>/", include([path("", include(f"groundswell.web.{room}.urls")) for room in ROOMS])),
    path("", include("groundswell.web.public_urls")),
]
