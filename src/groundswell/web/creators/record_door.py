"""Two kinds of addresses open a creator's record: that of a campaign's page, and that of their own data."""

from dataclasses import dataclass

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Participant
from groundswell.campaigns.queries import participant_of_token
from groundswell.creators.consent import open_link
from groundswell.creators.consent.links import PREFIX, token_of
from groundswell.creators.consent.queries import live_link
from groundswell.creators.models import ConsentLink, Creator

OWN = len(PREFIX) + 43


@dataclass(frozen=True)
class Door:
    """Whose record it is, and by which address it was opened."""

    token: str
    workspace: Workspace
    creator: Creator
    participant: Participant | None = None

    @property
    def page(self) -> str:
        """The page that this one belongs to."""
        return f"/c/{self.token}/"

    @property
    def consents(self) -> str:
        """Where accounts are connected and consents taken back; empty where the team opened no such page."""
        link: ConsentLink | None = live_link(self.workspace, self.creator)
        return f"/c/{token_of(link)}/" if link else ""


def door_of(token: str) -> Door:
    """`NotFound` for a guess and for a page that was closed."""
    if token.startswith(PREFIX) and len(token) == OWN:
        link = open_link(token)
        return Door(token, link.workspace, link.creator)
    participant = participant_of_token(token)
    return Door(token, participant.workspace, participant.creator, participant)
