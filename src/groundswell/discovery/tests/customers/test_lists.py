"""Customers' lists are read once for each state of them."""

import pytest

from groundswell.accounts.models import Workspace
from groundswell.discovery.customers.facts import FollowFacts
from groundswell.discovery.customers.following import save_follows
from groundswell.discovery.customers.lists import customer_lists
from groundswell.discovery.models import Customer, CustomerFollow
from groundswell.kit import clock

pytestmark = pytest.mark.django_db


def test_lists_are_read_anew_only_when_something_changed(workspace: Workspace, other_workspace: Workspace) -> None:
    ann = Customer.objects.create(workspace=workspace, email="ann@x.example", country="DE", source="file")
    follows = [FollowFacts("ann@x.example", "bluesky", handle) for handle in ("nova.example", "bea.example")]
    save_follows(workspace=workspace, follows=follows, source="file")
    first = customer_lists(workspace)
    assert first[0].people == {"ann@x.example": ("DE", "")}
    assert customer_lists(workspace) is first
    assert customer_lists(other_workspace) == ()

    Customer.objects.of(workspace).filter(pk=ann.pk).update(country="AT", changed_at=clock.now())
    assert customer_lists(workspace)[0].people == {"ann@x.example": ("AT", "")}
    CustomerFollow.objects.of(workspace).filter(followed="bea.example").delete()
    assert customer_lists(workspace)[0].accounts == ["bluesky:nova.example"]
    save_follows(workspace=workspace, follows=follows, source="file")
    assert sorted(customer_lists(workspace)[0].accounts) == ["bluesky:bea.example", "bluesky:nova.example"]
