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
.DELETE_ON_ERROR:

.PHONY: help
help:
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: serve
serve: $(VENV)/site ## Show the site at http://127.0.0.1:8000/, reloaded with each change (HANDOUTS=yes: PDFs too)
	$(BIN)/mkdocs serve

.PHONY: demo
demo: $(VENV)/site ## Show the site with made-up regions, which each page says; it cannot be published
	EDITION=demo $(BIN)/mkdocs serve

.PHONY: site
site: $(VENV)/site $(VENV)/pango ## Build the whole site with its PDFs into site/, which changes only when it is whole
	if [ ! -e site ] && [ -e build/site.old ]; then mv build/site.old site; fi
	rm -rf build/site.new build/site.old
	$(BIN)/mkdocs build --site-dir build/site.new
	if [ -e site ]; then mv site build/site.old; fi
	mv build/site.new site
	rm -rf build/site.old

.PHONY: offline
offline: $(VENV)/site $(VENV)/pango ## Build the copy for a USB stick, build/recovery-services-offline.zip
	EDITION=offline $(BIN)/mkdocs build --site-dir build/offline
	$(BIN)/python -m recovery_site offline --site build/offline --into build/recovery-services-offline.zip

.PHONY: test
test: $(VENV)/test $(VENV)/browser $(VENV)/pango $(VENV)/nginx $(VENV)/poppler ## Run every check: style, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest

# The page types in Firefox. The weekly run does it.
.PHONY: test-firefox
test-firefox: $(VENV)/firefox $(VENV)/pango
	$(BIN)/pytest -n 0 -m firefox tests/browser/test_firefox.py

.PHONY: test-pages
test-pages: $(VENV)/test ## Run the tests that read data and pages: no browser, no server, no PDFs
	$(BIN)/python -m recovery_site check
	HANDOUTS=no $(BIN)/pytest -m "not pdf" tests/site tests/contributing

.PHONY: check
check: $(VENV)/site ## Check the data and the pages: a build that is thrown away, without PDFs
	$(BIN)/python -m recovery_site check $(if $(ANNOTATE),--annotate $(ANNOTATE))

.PHONY: format
format: $(VENV)/test ## Format the code, and write data/README.md (the guide to the fields) anew
	$(BIN)/python -m recovery_site field-guide
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: published
published: $(VENV)/site ## Add new addresses to the list of published ones, as publishing does
	$(BIN)/python -m recovery_site published

.PHONY: report
report: $(VENV)/test ## List what waits for a person, most urgent first (MARKDOWN=yes: for an issue)
	@$(BIN)/python -m recovery_site report $(if $(MARKDOWN),--markdown)

.PHONY: pictures
pictures: $(VENV)/browser ## Draw every picture anew: of shared links, README and the guides
	$(BIN)/python scripts/pictures.py "$$(cat $(VENV)/browser)"

# Not in `make test`: it needs Node, Java and a download of 30 MB.
VNU := vnu-jar@26.9.27
.PHONY: audit
audit: $(VENV)/browser $(VENV)/pango ## Let Lighthouse and the Nu HTML checker judge every page (needs Node and Java)
	HANDOUTS=no $(BIN)/mkdocs build --quiet --site-dir .cache/audit/site
	cd .cache/audit && test -d package || npm pack --silent $(VNU) | xargs tar -xzf
	java -jar .cache/audit/package/build/dist/vnu.jar --errors-only --skip-non-html .cache/audit/site
	@echo "$(VNU): no error on $$(find .cache/audit/site -name '*.html' | wc -l) pages"
	$(BIN)/python scripts/lighthouse.py

.PHONY: bench
bench: $(VENV)/browser $(VENV)/nginx ## Measure building, first visits and many readers at once, beside bare Material
	$(BIN)/python scripts/bench.py
	$(BIN)/pytest -n 0 -m load tests/hosting/test_load.py

.PHONY: lock
lock: ## Write the lock files anew, with the newest versions allowed
	uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --quiet --output-file requirements/site.txt
	uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --quiet --group test --output-file requirements/test.txt

.PHONY: clean
clean:
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
	BIN=$(BIN) sh scripts/system_tool.sh pango
	@touch $@

$(VENV)/browser: $(VENV)/test
	BIN=$(BIN) sh scripts/system_tool.sh chromium > $@

$(VENV)/firefox: $(VENV)/test
	sh scripts/system_tool.sh firefox > $@

# The tests of PDFs look at them with another program than the one that makes them.
$(VENV)/poppler: $(VENV)/test
	sh scripts/system_tool.sh poppler > $@

# The tests of hosting start a real nginx, on this machine only.
$(VENV)/nginx: $(VENV)/test
	sh scripts/system_tool.sh nginx > $@
