from django.urls import path

from groundswell.web.links import choosing, codes, domains, pages, shop_codes

urlpatterns = [
    path("links/", pages.links, name="links"),
    path("links/new/", pages.link_new, name="link_new"),
    path("links/<int:pk>/", pages.link, name="link"),
    path("links/<int:pk>/qr.<str:image>", pages.link_qr, name="link_qr"),
    path("links/domains/", domains.domains, name="domains"),
    path("links/domains/<int:pk>/check/", domains.domain_check, name="domain_check"),
    path("links/domains/<int:pk>/primary/", domains.domain_primary, name="domain_primary"),
    path("links/domains/<int:pk>/home/", domains.domain_home, name="domain_home"),
    path("links/domains/<int:pk>/remove/", domains.domain_remove, name="domain_remove"),
    path("codes/", codes.codes, name="codes"),
    path("codes/new/", codes.code_new, name="code_new"),
    path("codes/<int:pk>/", codes.code, name="code"),
    path("codes/shops/", shop_codes.shop_codes, name="shop_codes"),
    path("codes/shops/new/", shop_codes.shop_codes_new, name="shop_codes_new"),
    path("codes/shops/<int:pk>/", shop_codes.shop_discount, name="shop_discount"),
    path("codes/shops/<int:pk>/retry/", shop_codes.shop_discount_retry, name="shop_discount_retry"),
    path("codes/shops/<int:pk>/end/", shop_codes.shop_discount_end, name="shop_discount_end"),
    path("choose/creators/", choosing.creator_options, name="creator_options"),
]
