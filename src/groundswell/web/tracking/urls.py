from django.urls import path

from groundswell.web.tracking import calendar, drafts, pages, placing, steps

urlpatterns = [
    path("posts/", pages.posts, name="posts"),
    path("posts/new/", placing.post_new, name="post_new"),
    path("posts/<int:pk>/", pages.post, name="post"),
    path("posts/<int:pk>/place/", placing.post_place, name="post_place"),
    path("posts/<int:pk>/remove/", placing.post_remove, name="post_remove"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/move/", calendar.calendar_move, name="calendar_move"),
    path("calendar/feed/", calendar.calendar_feed, name="calendar_feed"),
    path("calendar/reminders/", calendar.calendar_reminders, name="calendar_reminders"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/decide/", drafts.draft_decide, name="draft_decide"),
    path("drafts/<int:pk>/comment/", drafts.draft_comment, name="draft_comment"),
    path("drafts/<int:pk>/picture/", drafts.draft_picture, name="draft_picture"),
    path("deliverables/<int:pk>/verify/", placing.deliverable_verify, name="deliverable_verify"),
    path("deliverables/<int:pk>/move/", steps.deliverable_move, name="deliverable_move"),
    path("deliverables/<int:pk>/hour/", steps.deliverable_hour, name="deliverable_hour"),
    path("deliverables/<int:pk>/extend/", steps.deliverable_extend, name="deliverable_extend"),
]
