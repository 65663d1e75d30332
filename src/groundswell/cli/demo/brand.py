"""The brand: its workspace, its people, its letters."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from groundswell.accounts.models import Role, User, Workspace
from groundswell.accounts.services import create_user, create_workspace
from groundswell.kit import clock
from groundswell.outreach.models import Mailbox, Template

SEED = 20261125
FIRST_LETTER = """Hi {{ creator.first_name }},

I follow your {{ creator.topics | first }} posts and liked how honestly you write about gear.
We make trail bottles in a small workshop, and I think yours would get used.

May I send you one, with a proper offer?

{{ sender.name }}
"""


@dataclass(frozen=True)
class Brand:
    """`midnight` is today's, UTC: everything in the demo is dated from it."""

    workspace: Workspace
    owner: User
    manager: User
    chance: random.Random
    midnight: datetime

    def days_ago(self, days: float) -> datetime:
        return self.midnight - timedelta(days=days)


def make_brand(slug: str) -> Brand:
    workspace = create_workspace(slug=slug, name="Fernway", currency="USD")
    workspace.is_demo = True
    workspace.website = "https://fernway.example"
    workspace.postal_address = "Fernway, 12 Mill Lane, Burlington VT 05401, USA"
    workspace.gross_margin = Decimal("0.6200")
    workspace.save()
    owner, manager = (
        create_user(email=f"{name.lower()}@fernway.example", workspace=workspace, role=role)
        for name, role in (("Robin", Role.OWNER), ("Sam", Role.MANAGER))
    )
    for user, last_name in ((owner, "Vale"), (manager, "Okoro")):
        user.first_name, user.last_name = user.email.split("@")[0].title(), last_name
        user.save()
    Mailbox.objects.create(
        workspace=workspace, name="Robin", from_name="Robin at Fernway", from_email="robin@fernway.example",
        host="127.0.0.1", port=2525, security=Mailbox.Security.NONE,
    )  # fmt: skip
    Template.objects.create(
        workspace=workspace,
        name="First letter",
        subject="A trail bottle for {{ creator.first_name }}?",
        body=FIRST_LETTER,
    )
    return Brand(
        workspace=workspace,
        owner=owner,
        manager=manager,
        chance=random.Random(SEED),  # noqa: S311  # invented data, not secrets
        midnight=datetime.combine(clock.today(), time(), UTC),
    )
