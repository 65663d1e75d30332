from django.urls import path

from groundswell.web.jobs import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<uuid:job_id>/retry/", views.retry, name="job_retry"),
]
