"""Each test has an index of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.discovery.language import read_query
from groundswell.discovery.queries import search


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test alone; late commits are looked for at every search, not every half second."""
    settings.HOME = tmp_path
    monkeypatch.setattr("groundswell.discovery.index.serving.COUNTED_EVERY", 0.0)
    return tmp_path


@pytest.fixture
def make_account(workspace: Workspace) -> Callable[..., Account]:
    """`make_account("maya", followers=1200, email="m@x.example")`: an account of `workspace` with its creator."""

    def make(
        handle: str, *, email: str = "", gender: str = "", owner: Workspace | None = workspace, **facts: Any
    ) -> Account:
        facts = {"platform": "instagram", "display_name": handle.title(), **facts}
        account: Account = Account.objects.create(workspace=owner, handle=handle, **facts)
        if owner is not None:
            creator = Creator.objects.create(workspace=owner, name=account.display_name, email=email, gender=gender)
            creator.accounts.add(account)
        return account

    return make


@pytest.fixture
def find(workspace: Workspace) -> Callable[..., list[str]]:
    """`find(text="trail")`: the handles that a search in `workspace` finds, in order."""

    def ask(**query: Any) -> list[str]:
        return [result.account.handle for result in search(workspace, read_query(query)).results]

    return ask
