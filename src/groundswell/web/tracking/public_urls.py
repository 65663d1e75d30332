"""What a creator opens without an account: their drafts."""

from django.urls import path

from groundswell.web.tracking import own_drafts

urlpatterns = [
    path("c/<str:token>/drafts/<int:pk>/", own_drafts.own_draft, name="own_draft"),
    path("c/<str:token>/drafts/<int:pk>/talk/", own_drafts.own_comment, name="own_draft_comment"),
    path("c/<str:token>/drafts/<int:pk>/<int:draft>/picture/", own_drafts.own_picture, name="own_draft_picture"),
]
