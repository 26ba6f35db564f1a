# Everything a person does with this project. `make` alone lists it.
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# Tests that look through Chromium run by themselves, two at a time: each process has a planner of its own.
SEEN := tests/browser tests/saving tests/hosting/test_in_a_browser.py
IN_TWO := --numprocesses 2 --dist worksteal
# Dozens of processes start in the tests; what the first one has compiled serves the others.
unexport PYTHONDONTWRITEBYTECODE

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /'

.venv/made: pyproject.toml constraints.txt
	sh scripts/setup.sh "$(PYTHON)"
	@touch $@

.venv/run: .venv/made
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/dev: .venv/made
	$(BIN)/python -m pip install --quiet --no-compile --constraint constraints.txt --editable . --group dev
	sh scripts/browser.sh
	@touch .venv/run $@

run: .venv/run  ## open the planner
	$(BIN)/python -m streamlit run app.py

test: .venv/dev  ## run every test, those in a real browser too
	$(BIN)/python -m pytest $(SEEN:%=--ignore=%) --numprocesses auto --dist worksteal
	$(BIN)/python -m pytest $(SEEN) $(IN_TWO)

lint: .venv/dev  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

browser: .venv/dev  ## run only the tests in a real browser
	$(BIN)/python -m pytest $(SEEN) $(IN_TWO)

data: .venv/dev  ## rebuild the food and needs tables from ../shared
	$(BIN)/python scripts/build_foods.py
	$(BIN)/python scripts/build_needs.py

screenshots: .venv/dev  ## take the README's screenshots again
	$(BIN)/python scripts/screenshots.py

bench: .venv/dev  ## measure speed, as ratios side by side
	$(BIN)/python benchmarks/assess_speed.py
	$(BIN)/python benchmarks/absorption_speed.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/menu_speed.py
	$(BIN)/python benchmarks/solver_speed.py 8 20

clean:  ## remove what was set up here
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: help run test lint browser data screenshots bench clean
