"""Mail of the system itself: invitations."""

from django.conf import settings
from django.core.mail import send_mail

from groundswell.accounts.models import Invitation

TEXT = """{who} invites you to {workspace} on Groundswell, as {role}.

Open this link to accept. It works once, until {until:%-d %B %Y, %H:%M} UTC:

{link}

If you did not expect this, do nothing.
"""


def can_send() -> bool:
    """Whether a mail server is set; without one, links are handed over by the person who made them."""
    return bool(settings.EMAIL_HOST)


def send_invitation(invitation: Invitation, link: str) -> None:
    """Mails the link to the invited address; `OSError` (of which SMTP errors are) when the server refuses."""
    who = str(invitation.invited_by) if invitation.invited_by else "Somebody"
    text = TEXT.format(
        who=who,
        workspace=invitation.workspace.name,
        role=invitation.get_role_display().lower(),
        until=invitation.expires_at,
        link=link,
    )
    send_mail(f"Invitation to {invitation.workspace.name} on Groundswell", text, None, [invitation.email])
