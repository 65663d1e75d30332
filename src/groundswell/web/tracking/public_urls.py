"""What a creator opens without an account: their drafts; and calendars read from outside."""

from django.urls import path

from groundswell.web.tracking import calendar, own_drafts

urlpatterns = [
    path("calendar/<str:token>.ics", calendar.calendar_file, name="calendar_file"),
    path("c/<str:token>/drafts/<int:pk>/", own_drafts.own_draft, name="own_draft"),
    path("c/<str:token>/drafts/<int:pk>/talk/", own_drafts.own_comment, name="own_draft_comment"),
    path("c/<str:token>/drafts/<int:pk>/<int:draft>/picture/", own_drafts.own_picture, name="own_draft_picture"),
]
