from django.urls import path

from groundswell.web.discovery import find, lists, taking

urlpatterns = [
    path("find/", find.find, name="find"),
    path("find/take/", taking.take, name="find_take"),
    path("lists/", lists.lists, name="lists"),
    path("lists/<slug:list>/", lists.one_list, name="list"),
    path("lists/<slug:list>/remove/", lists.remove, name="list_remove"),
    path("lists/<slug:list>/delete/", lists.delete, name="list_delete"),
]
