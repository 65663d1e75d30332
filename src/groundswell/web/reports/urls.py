from django.urls import path

from groundswell.web.reports import views

urlpatterns = [
    path("roi/", views.roi, name="roi"),
    path("roi/file.<str:format>", views.roi_file, name="roi_file"),
]
