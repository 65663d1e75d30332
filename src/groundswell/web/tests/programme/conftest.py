"""Fixtures of a running campaign, and of a plan."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.services import record_cost
from groundswell.campaigns.tests.fixtures import *  # noqa: F403
from groundswell.creators.models import Creator
from groundswell.creators.queries import main_account
from groundswell.creators.services import create_creator
from groundswell.relationships.services import add_to_list, create_list


@pytest.fixture
def planner(member_client: Callable[..., Client]) -> Client:
    return member_client("manager")


@pytest.fixture
def people(workspace: Workspace) -> list[Creator]:
    """Seven creators of 1,000 to 64,000 followers on the list “Autumn”; the first six made deals, the last has no price."""
    made = []
    for at in range(7):
        creator = create_creator(
            workspace=workspace, name=f"Creator {at}", email="", platform="instagram", handle=f"c{at}",
            followers=1_000 * 2**at,
        )  # fmt: skip
        account = main_account(creator)
        assert account
        account.engagement_rate = None if at == 5 else 0.05
        account.save()
        if at < 6:
            record_cost(
                workspace=workspace, kind="fee", amount=Decimal(50) * 2**at, currency=workspace.currency,
                source="payouts", external_id=f"p{at}", creator=creator, incurred_on=date(2026, 1, 5),
            )  # fmt: skip
        made.append(creator)
    add_to_list(workspace=workspace, list=create_list(workspace=workspace, name="Autumn"), creators=made)
    return made
