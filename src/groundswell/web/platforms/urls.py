from django.urls import path

from groundswell.web.platforms import views

urlpatterns = [
    path("platforms/", views.platforms, name="platforms"),
    path("platforms/keys/", views.keys, name="platform_keys"),
    path("platforms/limits/", views.limits, name="platform_limits"),
    path("platforms/pause/", views.pause, name="platform_pause"),
]
