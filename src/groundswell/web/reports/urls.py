from django.urls import path

from groundswell.web.reports import (
    attribution,
    cohorts,
    fees,
    glance,
    lift,
    mailing,
    rows,
    sharing,
    traffic,
    views,
    worth,
)

urlpatterns = [
    path("glance/", glance.glance_page, name="glance"),
    path("glance/digest/", glance.digest_wish, name="glance_digest"),
    path("creators/<int:pk>/fee/", fees.creator_fee, name="creator_fee"),
    path("roi/", views.roi, name="roi"),
    path("roi/models/", attribution.attribution_models, name="attribution_models"),
    path("roi/lift/", lift.lift, name="lift"),
    path("roi/lift/file/", lift.lift_of_file, name="lift_of_file"),
    path("roi/lift/keep/", lift.keep_lift, name="keep_lift"),
    path("roi/traffic/", traffic.traffic, name="traffic"),
    path("roi/orders/", rows.roi_orders, name="roi_orders"),
    path("roi/share/", sharing.shared_reports, name="shared_reports"),
    path("roi/share/<int:pk>/revoke/", sharing.revoke_share, name="revoke_share"),
    path("roi/mail/", mailing.mailed_reports, name="mailed_reports"),
    path("roi/mail/<int:pk>/stop/", mailing.stop_schedule, name="stop_schedule"),
    path("roi/cohorts/", cohorts.cohort_orders, name="cohort_orders"),
    path("roi/worth/", worth.worth_page, name="worth"),
    path("roi/costs/", rows.roi_costs, name="roi_costs"),
    path("roi/file.<str:format>", views.roi_file, name="roi_file"),
]
