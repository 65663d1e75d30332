"""Customers of whom a creator is forgotten."""

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.discovery.models import Customer


def let_go_of_creator(workspace: Workspace, creator: Creator) -> None:
    """A customer stays one; that they are also a creator is forgotten."""
    Customer.objects.of(workspace).filter(creator=creator).update(creator=None)
