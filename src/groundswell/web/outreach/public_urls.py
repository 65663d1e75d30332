"""The way out of our mails."""

from django.urls import path

from groundswell.web.outreach import way_out

urlpatterns = [path("u/<str:token>", way_out.unsubscribe, name="unsubscribe")]
