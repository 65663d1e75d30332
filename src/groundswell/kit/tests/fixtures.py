"""Fixtures every room's tests use."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from groundswell.accounts import services
from groundswell.accounts.models import User, Workspace

PASSWORD = "correct horse battery"


@pytest.fixture
def workspace(db: None) -> Workspace:
    """The workspace most tests live in."""
    return services.create_workspace(slug="acme", name="Acme Shoes")


@pytest.fixture
def owner(workspace: Workspace) -> User:
    """Owner of `workspace`, with `PASSWORD`."""
    return services.create_user(email="owner@acme.example", workspace=workspace, role="owner", password=PASSWORD)


@pytest.fixture
def other_workspace(db: None) -> Workspace:
    """Somebody else's workspace: nothing of it may ever show."""
    return services.create_workspace(slug="rival", name="Rival Boots", currency="EUR")


@pytest.fixture
def outsider(other_workspace: Workspace) -> User:
    """Owner of `other_workspace` and of nothing else."""
    return services.create_user(email="owner@rival.example", workspace=other_workspace, role="owner", password=PASSWORD)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which that user is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def member_client(workspace: Workspace, client_of: Callable[[User], Client]) -> Callable[[str], Client]:
    """`member_client("analyst")`: a browser in which a member of `workspace` with that role is signed in."""

    def sign_in(role: str = "manager") -> Client:
        user = services.create_user(email=f"{role}@acme.example", workspace=workspace, role=role, password=PASSWORD)
        return client_of(user)

    return sign_in


@pytest.fixture
def api(workspace: Workspace, owner: User) -> Callable[..., Client]:
    """`api("read", "write")`: a client that sends the owner's bearer token with those scopes (both when none named)."""

    def client(*scopes: str) -> Client:
        token = services.create_token(workspace=workspace, user=owner, name="test", scopes=scopes or ("read", "write"))
        return Client(headers={"Authorization": f"Bearer {token}"})

    return client


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture
def cli(db: None, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """`cli("import", path, "--json")`: runs the command in this process, as the console script would."""
    from groundswell.cli.main import run

    def call(*arguments: object) -> Result:
        capsys.readouterr()
        exit_code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(exit_code, captured.out, captured.err)

    return call
