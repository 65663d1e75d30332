from django.urls import path

from groundswell.web.reports import attribution, views

urlpatterns = [
    path("roi/", views.roi, name="roi"),
    path("roi/models/", attribution.attribution_models, name="attribution_models"),
    path("roi/file.<str:format>", views.roi_file, name="roi_file"),
]
