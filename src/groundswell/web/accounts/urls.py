from django.urls import path

from groundswell.web.accounts import audit, members, tokens, workspace

urlpatterns = [
    path("settings/", workspace.settings, name="settings"),
    path("settings/members/", members.members, name="members"),
    path("settings/members/<int:pk>/role/", members.change_role, name="member_role"),
    path("settings/members/<int:pk>/remove/", members.remove, name="member_remove"),
    path("settings/invitations/<int:pk>/withdraw/", members.withdraw, name="invitation_withdraw"),
    path("settings/tokens/", tokens.tokens, name="tokens"),
    path("settings/tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("settings/audit/", audit.audit, name="audit"),
]
