# `make help` lists what can be done. Every command sets up what it needs by itself.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := hooks
export NO_MKDOCS_2_WARNING := 1
# The same input gives the same bytes: what carries a time carries that of the last commit.
export SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || echo 0)

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: serve
serve: $(VENV)/site ## Show the site at http://127.0.0.1:8000/, reloaded with each change (HANDOUTS=yes: PDFs too)
	$(BIN)/mkdocs serve

.PHONY: site
site: $(VENV)/site $(VENV)/pango ## Build the whole site with its PDFs into site/
	$(BIN)/mkdocs build

.PHONY: test
test: $(VENV)/test $(VENV)/browser $(VENV)/pango ## Run every check: style, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

.PHONY: check
check: $(VENV)/site ## Check the data and the pages, without building
	$(BIN)/python -m recovery_site check

.PHONY: format
format: $(VENV)/test ## Put data and code in their agreed form
	$(BIN)/python -m recovery_site format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: published
published: $(VENV)/site ## Add new pages and files to the list of published addresses
	$(BIN)/python -m recovery_site published --write

.PHONY: schema
schema: $(VENV)/site ## Write the JSON Schemas of the data files
	$(BIN)/python -m recovery_site schema --write

.PHONY: render
render: $(VENV)/site ## Write all generated pages and downloads into build/, without MkDocs
	$(BIN)/python -m recovery_site render --into build

.PHONY: worksheet
worksheet: $(VENV)/site ## Write the list of state hotlines to check, for staff, into build/worksheet/ (never publish it)
	$(BIN)/python -m recovery_site worksheet --into build/worksheet

.PHONY: report
report: $(VENV)/test ## List what waits for a person, most urgent first, and how hard pages read
	$(BIN)/python -m recovery_site report

.PHONY: bench
bench: $(VENV)/site ## Measure building and first visits, beside bare Material with the same pages
	$(BIN)/python scripts/bench.py

.PHONY: lock
lock: ## Write the lock files anew, with the newest versions allowed
	uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --quiet --output-file requirements/site.txt
	uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --quiet --group test --output-file requirements/test.txt

.PHONY: clean
clean: ## Remove what the commands made
	rm -rf $(VENV) site build .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The environment of the site, and the larger one of the tests. Each is made anew when its lock changes.
$(VENV)/site: requirements/site.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/test: requirements/test.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@ $(VENV)/site

# PDFs are set with Pango: what is there, or what the system's package manager installs.
$(VENV)/pango: $(VENV)/site
	BIN=$(BIN) sh scripts/find_pango.sh
	@touch $@

$(VENV)/browser: $(VENV)/test
	BIN=$(BIN) sh scripts/find_chromium.sh > $@
