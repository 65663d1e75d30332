from django.urls import path

from groundswell.web.tracking import pages, placing, steps

urlpatterns = [
    path("posts/", pages.posts, name="posts"),
    path("posts/new/", placing.post_new, name="post_new"),
    path("posts/<int:pk>/", pages.post, name="post"),
    path("posts/<int:pk>/place/", placing.post_place, name="post_place"),
    path("posts/<int:pk>/remove/", placing.post_remove, name="post_remove"),
    path("deliverables/<int:pk>/verify/", placing.deliverable_verify, name="deliverable_verify"),
    path("deliverables/<int:pk>/move/", steps.deliverable_move, name="deliverable_move"),
    path("deliverables/<int:pk>/extend/", steps.deliverable_extend, name="deliverable_extend"),
]
