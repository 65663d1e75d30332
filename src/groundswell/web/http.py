"""The request as workspace pages see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from groundswell.accounts.models import Membership, User, Workspace


class WorkspaceRequest(HttpRequest):
    """A signed-in member's request to a page under /w/SLUG/."""

    workspace: Workspace
    membership: Membership
    user: User
    htmx: HtmxDetails
