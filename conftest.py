"""The fixtures every room's tests use; groundswell.kit.tests.environment has made the data folder by now."""

pytest_plugins = ["groundswell.kit.tests.fixtures"]
