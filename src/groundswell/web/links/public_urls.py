"""Short links and store webhooks: addresses that the world uses."""

from django.urls import path

from groundswell.web.links import short
from groundswell.web.orders import hooks

urlpatterns = [
    path("l/<str:slug>", short.short_link, name="short_link"),
    path("hooks/shopify/<str:token>", hooks.shopify_hook, name="shopify_hook"),
]
