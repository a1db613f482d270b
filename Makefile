# `make` alone lists the targets. Each makes the environment first, if there is none.

# What made the environment, and where: with another Python, or in a folder that was
# moved or copied, it is made anew.
MADE_WITH := $(shell sed -n 1p .venv/.ready 2>/dev/null)
MADE_IN := $(shell sed -n 2p .venv/.ready 2>/dev/null)
PYTHON ?= $(or $(MADE_WITH),python3)
PORT ?= 8000
ENGINE ?= mkdocs

# A Python that isn't there, or doesn't fit, ends it with one line that says what to do.
define SET_UP
"$(PYTHON)" -c '' 2>/dev/null || { \
	echo "$(PYTHON) doesn't run here: name another Python, as in" \
		"'make serve PYTHON=python$$(cat .python-version)'." >&2; exit 1; }; \
"$(PYTHON)" scripts/python_fits.py "$(PYTHON)" && \
"$(PYTHON)" scripts/environment.py "$(PYTHON)"
endef

HANDBOOK := .venv/bin/handbook

.PHONY: help serve service test build examples check records addresses bench evidence quality screenshots lock clean

help:
	@echo 'make TARGET, where TARGET is one of'
	@sed -n 's/^\([a-z]*\):.*## /\1:/p' Makefile | awk -F : '{ printf "  %-11s  %s\n", $$1, $$2 }'

serve: .venv/.ready ## serve the handbook with live reload (PORT=8000)
	@$(HANDBOOK) serve --port $(PORT)

service: .venv/.ready ## run the reference service on http://127.0.0.1:8001
	@mkdir -p build/service
	@cd build/service && PYTHONPATH=../../snippets/service ../../.venv/bin/python -m pets

test: check records ## run everything that must hold
	@.venv/bin/python -m pytest -n auto --dist loadfile --junit-xml build/test-results.xml

build: .venv/.ready ## build the site into build/site (ENGINE=mkdocs or zensical)
	@$(HANDBOOK) build --engine $(ENGINE)

examples: .venv/.ready ## prove every example (TOPIC=pydantic, UPDATE=1 to rewrite)
	@$(HANDBOOK) examples $(TOPIC) $(if $(filter-out 0,$(UPDATE)),--update)

check: .venv/.ready ## run black, flake8, mypy and interrogate
	@.venv/bin/python scripts/check.py

records: .venv/.ready ## check the decision records
	@$(HANDBOOK) check

addresses: .venv/.ready ## add new pages and anchors to the ledger of addresses
	@$(HANDBOOK) addresses

bench: .venv/.ready ## measure how long the examples take
	@$(HANDBOOK) bench

evidence: .venv/.ready ## measure the figures of pages and records again
	@.venv/bin/python -m evidence --write

quality: .venv/.ready ## print what is wrong with the site's pages, and how fast they are
	@.venv/bin/python -m tests.browser.quality

screenshots: .venv/.ready ## take pictures of six pages into build/screenshots
	@.venv/bin/python -m tests.browser.screenshots

lock: ## write poetry.lock anew from pyproject.toml
	@$(SET_UP) lock

clean: ## remove all that was made, the environment too
	@rm -rf .cache .poetry .venv build

ifneq ($(MADE_WITH) in $(MADE_IN),$(PYTHON) in $(CURDIR))
.PHONY: .venv/.ready
endif

.venv/.ready: pyproject.toml poetry.lock scripts/poetry.txt scripts/environment.py .venv/bin/python
	@$(SET_UP)

# A link to the Python that made the environment: when that is gone, so is this.
.venv/bin/python: ;
