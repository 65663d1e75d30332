"""Who opts out takes every footing back."""

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.outreach import services
from groundswell.outreach.models import Suppression
from groundswell.relationships.models import ContactBasis
from groundswell.relationships.services import record_basis

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("reason", "live"), [("unsubscribed", 0), ("complained", 0), ("asked", 0), ("bounced", 1)])
def test_who_opts_out_takes_every_footing_back(workspace: Workspace, maya: Creator, reason: str, live: int) -> None:
    ContactBasis.objects.of(workspace).delete()
    mine = record_basis(workspace=workspace, creator=maya, kind="consent", text="Write to me")
    tom = Creator.objects.create(workspace=workspace, name="Tom", email="tom@elsewhere.example")
    toms = record_basis(workspace=workspace, creator=tom, kind="consent", text="Write to me")
    services.suppress_address(workspace=workspace, email=maya.email.upper(), reason=reason)
    holding = ContactBasis.objects.of(workspace).filter(withdrawn_at=None)
    assert (holding.filter(pk=mine.pk).count(), holding.filter(pk=toms.pk).count()) == (live, 1)
    assert not services.suppress_address(workspace=workspace, email=maya.email, reason="complained")
    assert (holding.filter(pk=mine.pk).count(), holding.filter(pk=toms.pk).count()) == (0, 1)
    assert Suppression.objects.get().reason == ("complained" if reason == "bounced" else reason)
