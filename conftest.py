"""Tests run in a data folder of their own; what the machine lacks is skipped with the command that brings it."""

import os
import tempfile

os.environ.setdefault("GROUNDSWELL_HOME", tempfile.mkdtemp(prefix="groundswell-test-"))
os.environ.setdefault("SECRET_KEY", "only-for-tests")

pytest_plugins = ["groundswell.kit.tests.fixtures"]
