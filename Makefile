# The whole daily vocabulary: `make` says it.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
UV_VERSION := 0.13.9
PORT ?= 8000
DONE := .make
BIN := .venv/bin
FLASK := $(BIN)/flask --app wsgi

export PORT

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ready ## Start the product with a sample municipality on http://127.0.0.1:8000 (PORT=… for another port)
	@bin/run-sample

test: ready dev browser database dictionaries ## Run every check and every test
	@bin/test

quick: ready dev ## Run the tests of the rules only: a matter of seconds
	@$(BIN)/pytest -q tests/core

check: dev ## Run the linter, the type check and the layer check
	@bin/check

bench: ready dev ## Measure speed as ratios to a bare page, in one run
	@$(BIN)/python -m benchmarks

ready: $(DONE)/venv $(DONE)/assets $(DONE)/translations ## Install what running needs
dev: $(DONE)/dev ## Install what the checks and tests need

assets: $(DONE)/assets ## Build the style sheets and scripts

translations: $(DONE)/venv ## Collect the texts of the screens into the translation files
	$(BIN)/pybabel -q extract -F webapp/translations/babel.cfg -k lazy_gettext -k _l --omit-header --no-location -o webapp/translations/messages.pot webapp
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-pot-creation-date -w 110 -i webapp/translations/messages.pot -d webapp/translations

migration: ready ## Write a migration for what changed in the tables: make migration NAME="what changed"
	$(FLASK) db migrate -m "$(NAME)"

lock: ## Pin all dependencies anew, hashes included
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links requirements-dev.in -o requirements-dev.txt

clean: ## Remove what was installed and built; the data in instance/ stays
	rm -rf .venv node_modules webapp/static/build $(DONE)

$(DONE)/uv:
	@echo "1/4 virtual environment"
	@mkdir -p $(DONE)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

$(DONE)/venv: requirements.txt $(DONE)/uv
	@echo "2/4 Python packages"
	@$(BIN)/uv pip install -q --require-hashes -r requirements.txt
	@touch $@

$(DONE)/dev: requirements-dev.txt $(DONE)/venv
	@echo "    packages for the checks and tests"
	@$(BIN)/uv pip install -q --require-hashes -r requirements-dev.txt
	@touch $@

$(DONE)/assets: package-lock.json package.json .npmrc $(shell find frontend webapp -type f \( -path 'frontend/*' -o -name '*.html' \) 2>/dev/null)
	@echo "3/4 front end"
	@mkdir -p $(DONE)
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@npm run --silent build
	@touch $@

$(DONE)/translations: $(shell find webapp/translations -name '*.po' 2>/dev/null) $(DONE)/venv
	@echo "4/4 translations"
	@$(BIN)/pybabel -q compile -d webapp/translations
	@touch $@

browser:
	@bin/need-chromium

database:
	@bin/need-postgresql

dictionaries:
	@bin/need-hunspell

.PHONY: help run test quick check bench ready dev assets translations migration lock clean browser database dictionaries
