# What a newcomer needs: python (3.11 to 3.13), make and git. Everything else comes from the hash-checked lock.
# With a C compiler and Python's headers the core is compiled; without, it runs as plain Python and says so.
# With Java (17 or later), Maven and openssl, make test runs on Apache Kafka too; without, it says what it left out.
#   make install   the environment in .venv
#   make demo      the whole pipeline on a sample feed, with a broker of its own (KEEP=1 leaves it running)
#   make test      lint, types and tests
#   make lint      ruff, import rules and mypy alone
#   make bench     the benchmarks; the whole job's adds a line to bench/history.jsonl
#   make chaos     workers killed at random under a planted feed (KILLS=n SEED=s BROKER=embedded|apache)
#   make simulate  schedules on a simulated broker, disk and clock (SCHEDULES=n SEED=s SABOTAGE=name)
#   make fuzz      hostile inputs for decoders, tagger, pages and command line (INPUTS=n SEED=s)
#   make soak      forty days of article time through a window of fourteen (ARTICLES=n)
#   make plain     the core as plain Python until the next make, for working on it: compiled modules hide their sources
#   make lock      resolve the dependencies anew into requirements/*.txt

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# The core is compiled by mypyc where there is a C compiler, and compiled anew when a source of it changes.
COMPILED := $(VENV)/.compiled
CORE := $(shell find stream/dedup stream/tagging stream/text stream/threads -name '*.py') stream/loops/compiled.c

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# $(call quietly,NAME,COMMAND): a short line when green, the whole output when red.
quietly = @printf '%-8s' '$(1)'; if said=$$($(2) 2>&1); then echo ok; else echo FAILED; printf '%s\n' "$$said"; exit 1; fi

.PHONY: help install plain demo test lint bench chaos simulate fuzz soak lock
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   //p' Makefile

install: $(COMPILED)
	@:

$(STAMP): requirements/dev.txt pyproject.toml Makefile
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) not found: install Python 3.11, 3.12 or 3.13, or run make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "$$($(PYTHON) --version) is not supported: run make PYTHON=python3.12 (3.11 to 3.13 will do)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "this Python lacks venv: install it (Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "creating $(VENV)"; $(PYTHON) -m venv --clear $(VENV); }
	@echo "installing from requirements/dev.txt"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(COMPILED): $(STAMP) $(CORE) scripts/compile_core.py
	@echo "compiling the core"
	@$(BIN)/python scripts/compile_core.py
	@touch $@

plain: $(STAMP)
	@$(BIN)/python scripts/compile_core.py --drop
	@rm -f $(COMPILED)

demo: install
	@$(BIN)/newswire demo $(if $(KEEP),--keep)

# Of sources alone: with `make -j2 test` they are looked through while the core is compiled.
lint: $(STAMP)
	$(call quietly,ruff,$(BIN)/ruff check .)
	$(call quietly,format,$(BIN)/ruff format --check .)
	$(call quietly,imports,$(BIN)/lint-imports --no-cache)
	$(call quietly,mypy,$(BIN)/mypy)

# Several at once on two cores: tests on brokers mostly wait. `.venv/bin/pytest FILE` runs a file in one process.
AT_ONCE ?= 4

# The tests of the rooms whose coverage is measured come first; no test runs twice.
MEASURED := tests/intake tests/model tests/config tests/notify
SIDE_BY_SIDE := -n $(AT_ONCE) --dist loadgroup --no-loadscope-reorder

test: install lint
	@$(BIN)/pytest $(SIDE_BY_SIDE) --cov --cov-report= --no-cov-on-fail $(MEASURED)
	@$(BIN)/python scripts/coverage_floor.py
	@$(BIN)/python scripts/run_tests.py $(SIDE_BY_SIDE) $(MEASURED:%=--ignore=%)

bench: install
	@$(BIN)/python -m bench

KILLS ?= 10
SEED ?= 1
BROKER ?= embedded

chaos: install
	@$(BIN)/python -m tests.chaos --kills $(KILLS) --seed $(SEED) --broker $(BROKER) $(if $(SABOTAGE),--sabotage $(SABOTAGE)) $(if $(filter 0,$(THREADS)),--no-threads)

SCHEDULES ?= 200

simulate: install
	@$(BIN)/python -m tests.simulation --schedules $(SCHEDULES) --seed $(SEED) $(if $(SABOTAGE),--sabotage $(SABOTAGE))

INPUTS ?= 20000

fuzz: install
	@$(BIN)/python -m tests.fuzz --inputs $(INPUTS) --seed $(SEED)

ARTICLES ?= 100000

soak: install
	@nice $(BIN)/python -m bench.soak --articles $(ARTICLES) --seed $(SEED)

# One resolution for every Python we support; dev holds what runtime has, so tests run what is shipped.
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --custom-compile-command 'make lock'

lock: install
	@$(BIN)/python -m pip install --quiet uv
	@$(COMPILE) pyproject.toml --output-file requirements/runtime.txt
	@$(COMPILE) pyproject.toml --extra broker --extra desk --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt
	@$(COMPILE) pyproject.toml --extra desk --constraint requirements/dev.txt --output-file requirements/desk.txt
	@$(COMPILE) --group pyproject.toml:build --constraint requirements/dev.txt --output-file requirements/build.txt
	@echo "wrote requirements/*.txt; make install installs them"
