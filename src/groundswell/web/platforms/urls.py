from django.urls import path

from groundswell.web.platforms import views

urlpatterns = [
    path("platforms/", views.platforms, name="platforms"),
    path("platforms/<slug:connector>/", views.platform, name="platform"),
    path("platforms/<slug:connector>/keys/", views.keys, name="platform_keys"),
    path("platforms/<slug:connector>/limits/", views.limits, name="platform_limits"),
    path("platforms/<slug:connector>/pause/", views.pause, name="platform_pause"),
]
