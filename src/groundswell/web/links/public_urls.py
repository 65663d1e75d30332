"""Short links and store webhooks: addresses that the world uses."""

from django.urls import path

from groundswell.links.rules.systems import SYSTEMS
from groundswell.web.links import certificates, short
from groundswell.web.orders import conversions, hooks

urlpatterns = [
    path("l/<str:slug>", short.short_link, name="short_link"),
    path("domains/ask", certificates.may_have_certificate, name="domain_ask"),
    path("px/<str:key>/conversions", conversions.conversion, name="site_conversion"),
    *(path(f"hooks/{kind}/<str:token>", hooks.store_hook, {"kind": kind}, f"{kind}_hook") for kind in SYSTEMS),
]
