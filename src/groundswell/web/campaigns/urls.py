from django.urls import path

from groundswell.web.campaigns import (
    applications,
    editing,
    guidelines,
    offers,
    offers_sending,
    open_call,
    owed,
    pages,
    participants,
    planning,
    products,
    proposals,
)

urlpatterns = [
    path("campaigns/", pages.campaigns, name="campaigns"),
    path("campaigns/new/", editing.campaign_new, name="campaign_new"),
    path("campaigns/participants/add/", participants.add, name="campaign_add_participants"),
    path("campaigns/plan/", planning.plan, name="plan"),
    path("campaigns/plan/take/", planning.plan_take, name="plan_take"),
    path("campaigns/<slug:campaign>/", pages.campaign, name="campaign"),
    path("campaigns/<slug:campaign>/edit/", editing.campaign_edit, name="campaign_edit"),
    path("campaigns/<slug:campaign>/guidelines/", guidelines.edit, name="guidelines"),
    path(
        "campaigns/<slug:campaign>/guidelines/report.<str:format>", guidelines.report_file, name="guideline_report_file"
    ),
    path("campaigns/<slug:campaign>/open-call/", open_call.open_call, name="open_call"),
    path("products/", products.products, name="products"),
    path("owed/<int:pk>/settle/", owed.settle, name="obligation_settle"),
    path("shipments/<int:pk>/", owed.ship, name="shipment_move"),
    path("offers/<int:pk>/answer/", proposals.proposal_answer, name="proposal_answer"),
    path("applications/<int:pk>/decide/", applications.decide, name="application_decide"),
    path("campaigns/<slug:campaign>/participants/add/", participants.add, name="campaign_add_participants"),
    path("campaigns/<slug:campaign>/offers/new/", offers.offers_new, name="offers_new"),
    path("campaigns/<slug:campaign>/offers/send/", offers_sending.offers_send, name="offers_send"),
    path("participants/<int:pk>/remove/", participants.remove, name="participant_remove"),
    path("offers/<int:pk>/", offers.offer, name="offer"),
    path("offers/<int:pk>/edit/", offers.offer_edit, name="offer_edit"),
    path("offers/<int:pk>/preview/", offers.offer_preview, name="offer_preview"),
    path("offers/<int:pk>/open/", offers_sending.offer_open, name="offer_open"),
    path("offers/<int:pk>/withdraw/", offers_sending.offer_withdraw, name="offer_withdraw"),
    path("offers/<int:pk>/record.txt", offers.offer_record, name="offer_record"),
]
