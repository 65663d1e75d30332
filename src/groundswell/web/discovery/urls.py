from django.urls import path

from groundswell.web.discovery import facets, find, lists, personas, taking

urlpatterns = [
    path("find/", find.find, name="find"),
    path("find/facets/", facets.facets, name="find_facets"),
    path("find/take/", taking.take, name="find_take"),
    path("personas/", personas.personas, name="personas"),
    path("personas/new/", personas.new, name="persona_new"),
    path("personas/<slug:persona>/", personas.persona, name="persona"),
    path("personas/<slug:persona>/edit/", personas.edit, name="persona_edit"),
    path("personas/<slug:persona>/delete/", personas.delete, name="persona_delete"),
    path("personas/<slug:persona>/fit/<int:account>/", personas.fit, name="persona_fit"),
    path("lists/", lists.lists, name="lists"),
    path("lists/<slug:list>/", lists.one_list, name="list"),
    path("lists/<slug:list>/remove/", lists.remove, name="list_remove"),
    path("lists/<slug:list>/delete/", lists.delete, name="list_delete"),
]
