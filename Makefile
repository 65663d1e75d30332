# A machine with Python 3.11 or newer, git and make is enough for everything here; `make testbeds` brings the rest.
PYTHON ?= python3
BIN := .venv/bin
UV := $(shell uv --version >/dev/null 2>&1 && echo yes)
ifeq ($(UV),yes)
INSTALL := uv pip install --quiet --python $(BIN)/python
else
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.PHONY: run setup test check bench testbeds lock format clean

run: setup
	@$(BIN)/groundswell run --demo

setup: .venv/.assets

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Groundswell needs Python 3.11 or newer: make PYTHON=/path/to/python3.12")'
	$(PYTHON) -m venv .venv

.venv/.packages: requirements.lock | .venv/bin/python
	$(INSTALL) -r requirements.lock
	@touch $@

# Installing the checkout also builds the front-end files (hatch_build.py).
.venv/.assets: .venv/.packages pyproject.toml hatch_build.py package.json package-lock.json src/groundswell/web/icons.txt src/groundswell/creators/audience/building.py
	$(INSTALL) --no-deps -e .
	@touch $@

test: setup
	@$(BIN)/pytest -n 2

check: setup
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src/groundswell
	$(BIN)/python tools/measures.py

bench: setup
	@$(BIN)/python -m bench

testbeds:
	.ci/testbeds

lock:
	uv pip compile pyproject.toml --group dev --universal -p 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock

format: setup
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

clean:
	rm -rf .venv artifacts .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
