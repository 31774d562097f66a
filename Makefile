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
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: serve
serve: $(VENV)/site ## Show the site at http://127.0.0.1:8000/, reloaded with each change (HANDOUTS=yes: PDFs too)
	$(BIN)/mkdocs serve

.PHONY: site
site: $(VENV)/site $(VENV)/pango ## Build the whole site with its PDFs into site/, which changes only when it is whole
	if [ ! -e site ] && [ -e build/site.old ]; then mv build/site.old site; fi
	rm -rf build/site.new build/site.old
	$(BIN)/mkdocs build --site-dir build/site.new
	if [ -e site ]; then mv site build/site.old; fi
	mv build/site.new site
	rm -rf build/site.old

.PHONY: offline
offline: $(VENV)/site $(VENV)/pango ## Build the copy for a stick, build/recovery-services-offline.zip
	EDITION=offline $(BIN)/mkdocs build --site-dir build/offline
	$(BIN)/python -m recovery_site offline --site build/offline --into build/recovery-services-offline.zip

.PHONY: test
test: $(VENV)/test $(VENV)/browser $(VENV)/pango $(VENV)/nginx ## Run every check: style, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest

.PHONY: check
check: $(VENV)/site ## Check the data and the pages, without building
	$(BIN)/python -m recovery_site check $(if $(ANNOTATE),--annotate $(ANNOTATE))

.PHONY: format
format: $(VENV)/test ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: published
published: $(VENV)/site ## Add new pages and files to the list of published addresses
	$(BIN)/python -m recovery_site published --write

.PHONY: field-guide
field-guide: $(VENV)/site ## Write data/README.md, the guide to the fields of the data files
	$(BIN)/python -m recovery_site field-guide --write

.PHONY: render
render: $(VENV)/site ## Write all generated pages and downloads into build/, without MkDocs
	$(BIN)/python -m recovery_site render --into build

.PHONY: worksheet
worksheet: $(VENV)/site ## Write the list of state hotlines to check, for staff, into build/worksheet/ (never publish it)
	$(BIN)/python -m recovery_site worksheet --into build/worksheet

.PHONY: report
report: $(VENV)/test ## List what waits for a person, most urgent first, and how hard pages read
	$(BIN)/python -m recovery_site report

.PHONY: pictures
pictures: $(VENV)/browser $(VENV)/pango ## Draw the picture of shared links, the phone icon and the pictures of the guides anew
	$(BIN)/python scripts/share_image.py
	$(BIN)/python scripts/guide_pictures.py "$$(cat $(VENV)/browser)"

# Not in `make test`: it needs Java, npm and a download of 30 MB.
VNU := vnu-jar@26.9.27
.PHONY: validate
validate: $(VENV)/site ## Hold every page against the Nu HTML checker (needs Java and npm)
	HANDOUTS=no $(BIN)/mkdocs build --quiet --site-dir .cache/validate/site
	cd .cache/validate && test -d package || npm pack --silent $(VNU) | xargs tar -xzf
	java -jar .cache/validate/package/build/dist/vnu.jar --errors-only --skip-non-html .cache/validate/site
	@echo "$(VNU): no error on $$(find .cache/validate/site -name '*.html' | wc -l) pages"

.PHONY: due
due: $(VENV)/test ## List the days that fall due, in Markdown
	$(BIN)/python -m recovery_site report --markdown

.PHONY: links
links: $(VENV)/site ## Look at every address outside the site (asks the web; REPORT=links.md writes it)
	$(BIN)/python scripts/check_links.py $(if $(REPORT),--report $(REPORT))

.PHONY: compare
compare: $(VENV)/site ## Say which pages read differently than at a commit: BASE=main
	@BIN="$(CURDIR)/$(BIN)" sh scripts/changed_pages.sh "$(or $(BASE),main)" "$(BASE_DAY)"

.PHONY: newest
newest: ## Test with the newest versions of all packages, in a copy that is thrown away
	sh scripts/try_newest.sh

.PHONY: bench
bench: $(VENV)/browser ## Measure building and first visits, beside bare Material with the same pages
	$(BIN)/python scripts/bench.py

.PHONY: lighthouse
lighthouse: $(VENV)/browser $(VENV)/pango ## Run Lighthouse on every type of page (needs Node, and the network once)
	$(BIN)/python scripts/lighthouse.py

.PHONY: lock
lock: ## Write the lock files anew, with the newest versions allowed
	uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --quiet --output-file requirements/site.txt
	uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --quiet --group test --output-file requirements/test.txt

.PHONY: compress
compress: ## Put a compressed copy beside each text file of site/, for hosts that send it as it is
	sh scripts/compress.sh site

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
	BIN=$(BIN) sh scripts/system_tool.sh pango
	@touch $@

$(VENV)/browser: $(VENV)/test
	BIN=$(BIN) sh scripts/system_tool.sh chromium > $@

# The tests of hosting start a real nginx, on this machine only.
$(VENV)/nginx: $(VENV)/test
	sh scripts/system_tool.sh nginx > $@
