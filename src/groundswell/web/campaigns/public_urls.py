"""What a creator opens without an account: an open call, the offer and their own page."""

from django.urls import path

from groundswell.web.campaigns import join, offer_public, own_claims, own_page, own_statements

urlpatterns = [
    path("join/<slug:slug>/", join.join, name="join"),
    path("join/<slug:slug>", join.join),
    path("join/<slug:slug>/thanks/", join.joined, name="joined"),
    path("join/<slug:slug>/look.css", join.look, name="join_look"),
    path("join/<slug:slug>/logo", join.logo, name="join_logo"),
    path("o/<str:token>/", offer_public.offer_page, name="offer_public"),
    path("o/<str:token>", offer_public.offer_page),
    path("o/<str:token>/record.txt", offer_public.record, name="offer_public_record"),
    path("c/<str:token>/", own_page.own_page, name="own_page"),
    path("c/<str:token>", own_page.own_page),
    path("c/<str:token>/draft/", own_page.draft, name="own_page_draft"),
    path("c/<str:token>/posts/", own_page.submit, name="own_page_submit"),
    path("c/<str:token>/ask/", own_page.ask, name="own_page_ask"),
    path("c/<str:token>/dates.ics", own_page.dates, name="own_page_dates"),
    path("c/<str:token>/claims/", own_claims.own_claims, name="own_claims"),
    path("c/<str:token>/statements/", own_statements.own_statements, name="own_statements"),
    path("c/<str:token>/statements/<int:pk>.pdf", own_statements.own_statement_file, name="own_statement_file"),
    path("c/<str:token>/statements/year/<int:year>.pdf", own_statements.own_year_file, name="own_year_file"),
    path("c/<str:token>/look.css", own_page.look, name="own_page_look"),
    path("c/<str:token>/qr.svg", own_page.qr, name="own_page_qr"),
    path("c/<str:token>/qr.png", own_page.qr, {"image": "png"}, name="own_page_qr_png"),
]
