"""Loaded before anything else (`-p` in pyproject.toml): every test process gets a data folder of its own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# The processes that xdist starts end without clean-up, so their folders lie inside that of the first process.
if "GROUNDSWELL_TEST_ROOT" not in os.environ:
    os.environ["GROUNDSWELL_TEST_ROOT"] = tempfile.mkdtemp(prefix="groundswell-test-")
    atexit.register(shutil.rmtree, os.environ["GROUNDSWELL_TEST_ROOT"], ignore_errors=True)

HOME = Path(os.environ["GROUNDSWELL_TEST_ROOT"], os.environ.get("PYTEST_XDIST_WORKER", "main"))
(HOME / "static").mkdir(parents=True, exist_ok=True)

os.environ["GROUNDSWELL_HOME"] = str(HOME)
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["OFFLINE"] = "1"
for name in ("GROUNDSWELL_URL", "EMAIL_HOST", "BEHIND_PROXY", "ALLOW_PRIVATE_ADDRESSES", "DEBUG", "METRICS_TOKEN"):
    os.environ.pop(name, None)
