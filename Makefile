# make run    sets everything up, then the simulated town and the console on it
# make test   sets everything up, then every test (under Xvfb where there is no display)
# make lint   style, types, import rules, translations
# make bench  the benchmarks, side by side with the alternatives
# ARGS="..."  is handed on, e.g. make test ARGS="tests/state -x"

PYTHON := .venv/bin/python
# Tests wait for cameras and programs half of the time: one more than there are cores.
WORKERS ?= $(shell expr $$(nproc) + 1)
ARGS ?=

.PHONY: setup run test lint format bench soak translations lock

setup:
	@setup/setup.sh

run: setup
	@$(PYTHON) setup/run_town.py $(ARGS)

test: setup
	@setup/with_display.sh $(PYTHON) -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

lint: setup
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports
	@$(PYTHON) setup/translations.py check

format: setup
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

bench: setup
	@setup/with_display.sh $(PYTHON) benchmarks/forty_panes.py $(ARGS)

soak: setup
	@setup/with_display.sh $(PYTHON) benchmarks/soak.py $(ARGS)

# Takes new strings into the .ts files; then fill them in there, by hand or with pyside6-linguist.
translations: setup
	@$(PYTHON) setup/translations.py refresh

# Pins what pyproject.toml newly asks for, with hashes; UPGRADE=--upgrade takes the newest of all.
# Needs uv.
lock:
	@uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet $(UPGRADE) \
	  --output-file requirements.lock
