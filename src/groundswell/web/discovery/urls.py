from django.urls import path

from groundswell.web.discovery import customers, facets, find, hashtags, lists, personas, searches, taking

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
    path("customers/", customers.customers, name="customers"),
    path("customers/forget/", customers.forget_all, name="customers_forget_all"),
    path("customers/follows/", customers.follows, name="customer_follows"),
    path("customers/page/", customers.change_page, name="fan_page"),
    path("customers/consents/<int:consent>/accept/", customers.accept, name="consent_accept"),
    path("customers/consents/<int:consent>/withdraw/", customers.withdraw, name="consent_withdraw"),
    path("customers/<int:customer>/decide/", customers.decide, name="customer_decide"),
    path("customers/<int:customer>/forget/", customers.forget, name="customer_forget"),
    path("hashtags/", hashtags.hashtags, name="hashtags"),
    path("hashtags/one/", hashtags.hashtag, name="hashtag"),
    path("searches/", searches.searches, name="searches"),
    path("searches/<slug:search>/", searches.one_search, name="search"),
    path("searches/<slug:search>/watch/", searches.watch, name="search_watch"),
    path("searches/<slug:search>/seen/", searches.seen, name="search_seen"),
    path("searches/<slug:search>/delete/", searches.delete, name="search_delete"),
    path("lists/", lists.lists, name="lists"),
    path("lists/<slug:list>/", lists.one_list, name="list"),
    path("lists/<slug:list>/remove/", lists.remove, name="list_remove"),
    path("lists/<slug:list>/delete/", lists.delete, name="list_delete"),
]
