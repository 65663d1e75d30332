"""A board with people on it."""

from collections.abc import Callable

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.relationships import services
from groundswell.relationships.models import Relationship

Person = Callable[..., Creator]


@pytest.fixture
def person(workspace: Workspace) -> Person:
    """`person("Maya", stage="contacted", followers=4200, platform="tiktok")`: somebody on the board."""

    def make(
        name: str, stage: str = "identified", followers: int | None = 5_000, platform: str = "instagram"
    ) -> Creator:
        creator = Creator.objects.create(workspace=workspace, name=name, email=f"{name.lower()}@example.org")
        handle = name.lower()
        creator.accounts.add(
            Account.objects.create(workspace=workspace, platform=platform, handle=handle, followers=followers)
        )
        services.move_stage(workspace=workspace, creator=creator, stage=stage, reason="seeded")
        services.track_creators(workspace=workspace, creators=[creator])
        return creator

    return make


@pytest.fixture
def crowd(workspace: Workspace) -> list[Creator]:
    """500 people over three stages, each with a profile."""
    creators = Creator.objects.bulk_create([Creator(workspace=workspace, name=f"Person {n:03}") for n in range(500)])
    accounts = Account.objects.bulk_create(
        [Account(workspace=workspace, platform="tiktok", handle=f"p{n}", followers=n * 100) for n in range(500)]
    )
    pairs = zip(creators, accounts, strict=True)
    through = Creator.accounts.through
    through.objects.bulk_create([through(creator=creator, account=account) for creator, account in pairs])
    stages = ("identified", "contacted", "live")
    Relationship.objects.bulk_create(
        [Relationship(workspace=workspace, creator=c, stage=stages[n % 3], position=n) for n, c in enumerate(creators)]
    )
    return creators
