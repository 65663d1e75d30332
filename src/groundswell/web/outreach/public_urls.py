"""The way out of our mails, and the way back from whoever lets a mailbox in."""

from django.urls import path

from groundswell.web.outreach import mail_consents, way_out

urlpatterns = [
    path("u/<str:token>", way_out.unsubscribe, name="unsubscribe"),
    path("mail/back", mail_consents.back, name="mail_consent_back"),
]
