from django.urls import path

from groundswell.web.orders import backfills, claims, held, pages, precedence, rates, sites, stores

urlpatterns = [
    path("orders/", pages.orders, name="orders"),
    path("orders/<int:pk>/", pages.order, name="order"),
    path("orders/<int:pk>/decide/", pages.order_decide, name="order_decide"),
    path("orders/<int:pk>/withdraw/", pages.order_withdraw, name="order_withdraw"),
    path("orders/rules/", precedence.precedence, name="precedence"),
    path("orders/claims/", claims.order_claims, name="order_claims"),
    path("orders/claims/<int:pk>/", claims.order_claim_decide, name="order_claim_decide"),
    path("orders/held/", held.held, name="held_orders"),
    path("orders/held/decide/", held.held_decide, name="held_orders_decide"),
    path("orders/held/guard/", held.guard_save, name="leak_guard"),
    path("orders/held/leaked/", held.code_leaked, name="code_leaked"),
    path("orders/held/sound/<int:pk>/", held.code_sound, name="code_sound"),
    path("rates/", rates.rates, name="rates"),
    path("rates/load/", rates.rates_load, name="rates_load"),
    path("rates/fetch/", rates.rates_fetch, name="rates_fetch"),
    path("stores/", stores.stores, name="stores"),
    path("stores/new/", stores.store_new, name="store_new"),
    path("stores/<int:pk>/", stores.store, name="store"),
    path("stores/<int:pk>/secret/", stores.store_secret, name="store_secret"),
    path("stores/<int:pk>/api/", backfills.store_api, name="store_api"),
    path("stores/<int:pk>/backfill/", backfills.store_backfill, name="store_backfill"),
    path("stores/<int:pk>/delete/", stores.store_delete, name="store_delete"),
    path("sites/", sites.sites, name="sites"),
    path("sites/<int:pk>/", sites.site, name="site"),
    path("sites/<int:pk>/seen/", sites.site_seen, name="site_seen"),
    path("sites/<int:pk>/secret/", sites.site_secret, name="site_secret"),
    path("sites/<int:pk>/delete/", sites.site_delete, name="site_delete"),
    path("deliveries/<int:pk>/replay/", stores.delivery_replay, name="delivery_replay"),
]
