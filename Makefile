# Everything runs from a virtual environment beside this file, made on first use.
# PYTHON=/path/to/python   the interpreter to make it with (3.11 or newer; found by itself otherwise; after a
#                          `make clean`, as an environment that works is kept)
# VENV=folder              where to make it
# PROGRAMS_PYTHON=/path/to/python   the interpreter that runs the programs of `make programs`; mptui's own otherwise
# PYTEST_ARGS="-k queue"   more arguments for pytest
# ARGS="lab queue"         arguments for mptui in `make run`
# SUITES="--python PATH test.test_queue"   arguments for `make suites`; see docs/suites.md
# ROUNDS=20                how often `make exits` plays every way to end with every program, and `make lessons` each lesson

PYTHON ?=
VENV ?= .venv
PYTEST_ARGS ?=
PROGRAMS_PYTHON ?=
ARGS ?=
ROUNDS ?= 20
SUITES ?=

BIN := $(VENV)/bin
READY := $(VENV)/.ready
CANDIDATES := $(or $(PYTHON),python3.13 python3.12 python3.11 python3.14 python3.15 python3 python)

.DEFAULT_GOAL := help
.PHONY: help run test thorough programs smoke lint check bench screenshots stress transparency exits lessons suites format clean

help:
	@echo "make run          open mptui (ARGS=\"lab queue\" to open a lesson)"
	@echo "make test         run the tests (PYTEST_ARGS=\"-k queue\" to choose some)"
	@echo "make thorough     run more of them, as CI does (1 minute)"
	@echo "make smoke        install the wheel into a fresh environment and do the main job there (2 minutes)"
	@echo "make lint         ruff, mypy --strict and the import contracts"
	@echo "make check        lint and test"
	@echo "make format       put the source into shape"
	@echo "make bench        print the benchmarks' figures"
	@echo "make screenshots  draw screenshots/ anew from real runs"
	@echo "make stress       run the long tests"
	@echo "make programs     find what is wrong with 150 programs, and nothing wrong with 150 others (10 minutes)"
	@echo "make transparency compare 140 programs with and without mptui, under all interpreters that are here (10 minutes)"
	@echo "make exits        end mptui in every way, over and over, and count what is left (20 minutes)"
	@echo "make lessons      run every lesson over and over, and judge each run (an hour)"
	@echo "make suites       play CPython's own tests bare and under mptui and compare (40 minutes)"
	@echo "make clean        remove everything that was made"

run: $(READY)
	@$(BIN)/mptui $(ARGS)

# The screen's tests wait more than they work, so three go at a time, and of programs that are stuck six; those on a terminal want the machine for
# themselves, and the comparison runs several at a time by itself. All parts run in any case. pytest says 5 where no test is chosen.
test: $(READY)
	@failed=0; \
	for part in "-n 3 tests/unit tests/property tests/ui tests/lessons" "-n 3 tests/process" "-n 6 tests/findings" \
			"tests/terminal tests/transparency"; do \
		$(BIN)/python -m pytest -m "not slow and not thorough" $$part $(PYTEST_ARGS) || test $$? -eq 5 || failed=1; \
	done; \
	exit $$failed

thorough: $(READY)
	$(BIN)/python -m pytest -m "thorough and not slow" -n 3 tests/ui tests/process $(PYTEST_ARGS)
	$(BIN)/python -m pytest -m "thorough and not slow" tests/terminal $(PYTEST_ARGS)

programs: $(READY)
	PROGRAMS_PYTHON=$(PROGRAMS_PYTHON) $(BIN)/python -m pytest -m "slow or not slow" -n 7 tests/findings $(PYTEST_ARGS)

smoke: $(READY)
	$(BIN)/python -m pytest tests/installed $(PYTEST_ARGS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	@for file in benchmarks/[a-z]*.py; do \
		test -e "$$file" || { echo "no benchmarks"; exit 1; }; \
		echo "== $$file"; $(BIN)/python "$$file" || exit 1; \
	done

screenshots: $(READY)
	$(BIN)/python screenshots/take.py

stress: $(READY)
	$(BIN)/python -m pytest -m slow --timeout=3600 $(PYTEST_ARGS)

transparency: $(READY)
	$(BIN)/python -m pytest -m slow --timeout=600 tests/transparency $(PYTEST_ARGS)

exits: $(READY)
	ROUNDS=$(ROUNDS) $(BIN)/python -m pytest -m slow -s tests/terminal/test_exits.py $(PYTEST_ARGS)

lessons: $(READY)
	ROUNDS=$(ROUNDS) $(BIN)/python -m pytest -m "slow or not slow" --timeout=3600 -n 2 tests/lessons $(PYTEST_ARGS)

suites: $(READY)
	$(BIN)/python tests/suites $(SUITES)

clean:
	rm -rf $(VENV) .libraries dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	@set -e; \
	usable() { "$$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }; \
	if ! usable $(BIN)/python; then \
		for python in $(CANDIDATES); do \
			if usable "$$python"; then found="$$python"; break; fi; \
		done; \
		test -n "$${found:-}" || { \
			echo "mptui needs Python 3.11 or newer with its venv module. Tried: $(CANDIDATES)" >&2; \
			echo "Name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }; \
		echo "Making $(VENV) with $$("$$found" --version)"; \
		"$$found" -m venv --clear $(VENV); \
	fi; \
	echo "Installing mptui from this checkout, and what it needs"; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt --editable '.[dev]'
	@touch $@
