from django.urls import include, path

from groundswell.api.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("groundswell.web.urls")),
]

handler404 = "groundswell.web.errors.not_found"
handler500 = "groundswell.web.errors.server_error"
