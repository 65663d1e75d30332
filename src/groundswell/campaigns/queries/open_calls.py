"""Open calls and the applications to them."""

from django.conf import settings
from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Application, Campaign, OpenCall
from groundswell.creators.models import Creator
from groundswell.kit.errors import NotFound


def call_of(campaign: Campaign) -> OpenCall | None:
    """The campaign's open call; None while it has none."""
    found: OpenCall | None = OpenCall.objects.of(campaign.workspace).filter(campaign=campaign).first()
    return found


def call_at(slug: str) -> OpenCall:
    """The call behind a public address, closed ones too; NotFound for a guess."""
    found: OpenCall | None = (
        OpenCall.objects.select_related("workspace", "campaign__workspace").filter(slug=slug).first()
    )
    if found is None:
        raise NotFound("There is no open call at this address.")
    return found


def call_address(call: OpenCall) -> str:
    """The public address."""
    return f"{settings.PUBLIC_URL}/join/{call.slug}"


def applications_of(
    workspace: Workspace, *, campaign: Campaign | None = None, state: str = ""
) -> QuerySet[Application]:
    """Applications, the oldest undecided first, then the newest decided; of one campaign and state when given."""
    rows = Application.objects.of(workspace).select_related("call__campaign", "creator", "decided_by", "workspace")
    if campaign is not None:
        rows = rows.filter(call__campaign=campaign)
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("at" if state == Application.State.NEW else "-at", "pk")


def application_of(workspace: Workspace, pk: int) -> Application:
    """The application; NotFound when this workspace has none of that id."""
    found = applications_of(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such application.", where="application")
    return found


def suggested(workspace: Workspace, applications: list[Application]) -> dict[int, list[tuple[Creator, str]]]:
    """By application id, the creators it may be from, each with its reasons; one query."""
    ids = {row["creator"] for application in applications for row in application.suggestions}
    people = {creator.pk: creator for creator in Creator.objects.of(workspace).filter(pk__in=ids)}
    found: dict[int, list[tuple[Creator, str]]] = {}
    for application in applications:
        reasons: dict[int, list[str]] = {}
        for row in application.suggestions:
            reasons.setdefault(row["creator"], []).append(row["reason"])
        found[application.pk] = [(people[pk], "; ".join(why)) for pk, why in reasons.items() if pk in people]
    return found
