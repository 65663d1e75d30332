"""The lock holds everything that pyproject.toml asks for: a fresh machine installs from the lock alone."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def test_every_dependency_is_locked_at_a_version_it_allows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    locked = {
        canonicalize_name(name): version for name, version in PIN.findall((ROOT / "requirements.lock").read_text())
    }
    wants = [Requirement(line) for line in asked]
    missing = [
        str(want) for want in wants if not want.specifier.contains(locked.get(canonicalize_name(want.name), "0"))
    ]
    assert missing == [], "Run `make lock`."
