"""An applicant becomes a creator, or is found to be one."""

from groundswell.campaigns.models import Application
from groundswell.creators.consent.accounts import account_for
from groundswell.creators.errors import AlreadyThere
from groundswell.creators.models import Creator
from groundswell.creators.services import create_creator, update_creator
from groundswell.kit.errors import Conflict, NotFound
from groundswell.platforms.addresses import Profile
from groundswell.relationships.services import record_event, track_creators


def creator_for(application: Application, chosen: Creator | None) -> Creator:
    """The creator that a person chose, or whom the application surely is, or a new one. What is known stays; what is
    not known yet is taken over from the application."""
    workspace = application.workspace
    if chosen is not None and chosen.workspace_id != workspace.pk:
        raise NotFound("There is no such creator in this workspace.", where="creator")
    known = chosen or application.creator
    person = known or _new(application)
    if known is not None:
        _fill(known, application)
    for row in application.accounts:
        try:
            account_for(workspace, person, Profile(row["platform"], row["handle"], row["url"]))
        except Conflict:
            # Somebody else's here: a person put them together knowingly, or will merge the two.
            continue
    track_creators(workspace=workspace, creators=[person])
    record_event(
        workspace=workspace, creator=person, kind="applied", at=application.at,
        text=f"Applied to {application.call.campaign.name}", detail={"application": application.pk},
    )  # fmt: skip
    return person


def _new(application: Application) -> Creator:
    try:
        return create_creator(
            workspace=application.workspace, name=application.name, email=application.email, country=application.country,
            source="open call",
        )  # fmt: skip
    except AlreadyThere as error:
        raise Conflict(
            f"{error.message}",
            where="creator",
            cure="Choose that creator for this application.",
            code="known_meanwhile",
        ) from error


def _fill(creator: Creator, application: Application) -> None:
    missing = {"email": application.email, "country": application.country}
    changes = {name: value for name, value in missing.items() if value and not getattr(creator, name)}
    if changes:
        update_creator(workspace=application.workspace, creator=creator, changes=changes)
