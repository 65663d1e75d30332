"""Where networks send events by themselves."""

from django.urls import path

from groundswell.web.platforms import hooks

urlpatterns = [path("hooks/<slug:connector>/<str:token>", hooks.network_hook, name="network_hook")]
