"""Reports that somebody was given the address of."""

from django.urls import path

from groundswell.web.reports import shared

urlpatterns = [
    path("r/<str:token>/", shared.shared_report, name="shared_report"),
    path("r/<str:token>/signs/", shared.shared_signs, name="shared_signs"),
    path("r/<str:token>/report.pdf", shared.shared_report_pdf, name="shared_report_pdf"),
]
