# The two commands: `make run` and `make test`. Both do all the set-up first.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The engine's matrices are small: one thread of linear algebra per process is faster than several.
export OMP_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help run setup test check bench test-calibration lock translations clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

run: setup ## Set everything up and serve the product, with a demonstration body, on http://127.0.0.1:8000
	$(BIN)/assessment setup --demonstration
	$(BIN)/assessment serve

setup: $(VENV)/.installed ## Set the product up in .venv; the command is then .venv/bin/assessment

$(VENV)/.installed: requirements.txt pyproject.toml
	bash scripts/python.sh "$(PYTHON)" "$(VENV)"
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

test: $(VENV)/.installed-dev ## Set everything up, the browser included, and run every test
	bash scripts/chromium.sh
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/.installed-dev ## Style, types and architecture, quickly
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev ## Accuracy and speed of the engine, with figures of peers
	$(BIN)/python -m bench

test-calibration: $(VENV)/.installed-dev ## Install py-irt (torch, CPU) into .venv-calibration and run its tests
	bash scripts/calibration.sh "$(PYTHON)" .venv-calibration

lock: ## Write the two lock files again from pyproject.toml (needs uv)
	uv pip compile --universal --generate-hashes --no-header --no-annotate --quiet pyproject.toml -o requirements.txt
	uv pip compile --universal --generate-hashes --no-header --no-annotate --quiet --extra dev pyproject.toml -o requirements-dev.txt

translations: $(VENV)/.installed ## Write the French catalogue (plurals, unbreakable spaces) and gather every text for another language
	$(BIN)/python -m scripts.french_catalogue
	@mkdir -p build
	$(BIN)/pybabel -q extract -F babel.cfg -k message -k counted:1,2 -o build/messages.pot .

clean: ## Remove what the commands above made, the demonstration's database included
	rm -rf $(VENV) .venv-calibration .venv-peers instance build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
