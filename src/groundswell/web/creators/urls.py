from django.urls import path

from groundswell.web.creators import audience, consent_views, editing, import_views, merge_views, views

urlpatterns = [
    path("creators/new/", editing.new, name="creator_new"),
    path("creators/<int:pk>/", views.creator, name="creator"),
    path("creators/<int:pk>/network/", views.network, name="creator_network"),
    path("creators/<int:pk>/edit/", editing.edit, name="creator_edit"),
    path("creators/<int:pk>/audience/", audience.audience, name="creator_audience"),
    path("creators/<int:pk>/audience/estimate/", audience.estimate, name="creator_audience_estimate"),
    path("creators/<int:pk>/audience/comments/", audience.comments, name="creator_comments"),
    path("creators/<int:pk>/audience/progress/", audience.progress, name="creator_audience_progress"),
    path("creators/<int:pk>/lists/", views.lists_of, name="creator_lists"),
    path("creators/<int:pk>/own-page/", consent_views.own_page_link, name="own_page_link"),
    path("creators/<int:pk>/evidence/<int:consent>/", consent_views.evidence, name="consent_evidence"),
    path("imports/", import_views.imports, name="imports"),
    path("imports/upload/", import_views.upload, name="import_upload"),
    path("imports/start/", import_views.start_all, name="import_start_all"),
    path("imports/<int:pk>/", import_views.import_run, name="import_run"),
    path("imports/<int:pk>/mapping/", import_views.mapping, name="import_mapping"),
    path("imports/<int:pk>/start/", import_views.start, name="import_start"),
    path("imports/<int:pk>/discard/", import_views.discard, name="import_discard"),
    path("imports/<int:pk>/progress/", import_views.progress, name="import_progress"),
    path("imports/<int:pk>/rejected/", import_views.rejected, name="import_rejected"),
    path("imports/<int:pk>/track/", import_views.track, name="import_track"),
    path("merges/", merge_views.merges, name="merges"),
    path("merges/<int:pk>/", merge_views.decide, name="merge_decide"),
]
