"""A mailbox, a template, and somebody to write to."""

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.outreach import services
from groundswell.outreach.models import Mailbox, Template
from groundswell.outreach.tests.conftest import free_port, office

__all__ = ["office"]  # the mail server of the outreach tests serves here too


@pytest.fixture
def mailbox(workspace: Workspace) -> Mailbox:
    return services.create_mailbox(
        workspace=workspace, name="Main", from_name="Ana", from_email="ana@acme.example",
        host="127.0.0.1", port=free_port(), security="none", username="ana", password="s3cret-pass",
    )  # fmt: skip


@pytest.fixture
def template(workspace: Workspace) -> Template:
    return services.create_template(
        workspace=workspace, name="Hello", subject="Hi {{ creator.first_name }}", body="You are in {{ creator.city }}."
    )


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    return Creator.objects.create(workspace=workspace, name="Maya Brook", email="maya@example.org", city="Leeds")


@pytest.fixture
def leo(workspace: Workspace) -> Creator:
    """His city is not known."""
    return Creator.objects.create(workspace=workspace, name="Leo Hill", email="leo@example.org")
