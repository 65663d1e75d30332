"""People to find, and an index of each test's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def person(workspace: Workspace) -> Callable[..., Account]:
    """`person("Maya Brook", bio="trail")`: a creator of the workspace with one account, which is answered."""

    def make(name: str, *, owner: Workspace | None = None, **facts: Any) -> Account:
        facts = {"platform": "instagram", "handle": name.split(maxsplit=1)[0].lower(), "display_name": name, **facts}
        account: Account = Account.objects.create(workspace=owner or workspace, **facts)
        Creator.objects.create(workspace=owner or workspace, name=name).accounts.add(account)
        return account

    return make
