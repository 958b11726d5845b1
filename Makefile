# Everything runs in .venv; nothing is installed outside this folder.
PYTHON ?= python3
BIN = .venv/bin
RUN = .venv/.run-$(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
DEV = $(RUN)-dev

.DEFAULT_GOAL := help
.PHONY: help install demo run test soak check bench words lock clean

help: ## Shows this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

install: $(RUN) ## Installs what the bot needs into .venv, hashes checked
demo: $(RUN) ## The demo school in a local Telegram: open the address it prints
	@$(BIN)/python -m bot demo
run: $(RUN) ## The real bot, with BOT_TOKEN from .env
	@$(BIN)/python -m bot run
test: $(DEV) ## Every test: SQLite, PostgreSQL, HTTP, browser, architecture; COVERAGE=1 counts lines
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto $(if $(COVERAGE),--cov --cov-report=term:skip-covered --cov-fail-under=90)
soak: $(DEV) ## The long trials: twenty times the random examples, virtual days, 50 000 pupils imported
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -n auto -m "hypothesis or simulation"
	$(BIN)/python -m tests.benchmarks --only import
check: $(DEV) ## Style, types, import contracts, catalogues, known vulnerabilities
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m locales.update --check
	$(BIN)/python -m tests.architecture.dependency_audit
bench: $(DEV) ## Speed and memory as ratios, about a quarter of an hour
	$(BIN)/python -m tests.benchmarks
words: $(DEV) ## Brings the catalogues up to date with the sources
	$(BIN)/python -m locales.update
lock: ## Pins every dependency with its hashes (needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --python-version 3.11 pyproject.toml -o requirements.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --python-version 3.11 --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
clean: ## Removes what can be made again; the real database stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache data/demo

$(RUN): requirements.txt
	@echo "Installing into .venv" >&2
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUN)
	@echo "Installing what the tests need into .venv" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
