"""Sign-in and what belongs to it, and the addresses that machines watch."""

from django.urls import include, path

from groundswell.web import health
from groundswell.web.accounts import entrance, workspace

urlpatterns = [
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
    path("metrics", health.figures, name="metrics"),
    path("sign-in/<str:token>", entrance.sign_in_link, name="sign_in_link"),
    path("invitation/<str:token>", entrance.invitation, name="invitation"),
    path("workspaces/new/", workspace.new, name="workspace_new"),
    # Before allauth's own: an address that could be changed without proof would open other people's invitations.
    path("accounts/email/", entrance.account, name="account_email"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]
