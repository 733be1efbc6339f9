# The two commands of a newcomer: `make demo` and `make test`. Each sets up .venv once, from
# requirements.lock (exact versions with hashes), and then needs no network.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PYTEST := $(BIN)/python -m pytest

.PHONY: demo test check docs bench bench-ledger campaign campaign-plans campaign-ledger fuzz format clean

demo: $(READY)  ## plan the southwest-border case and write a report
	@$(BIN)/muster demo -o out/demo

test: $(READY)  ## all tests
	@$(BIN)/python -m muster.planner.warming
	@$(PYTEST) -n 2 --dist worksteal $(ARGS)

check: $(READY)  ## style, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(PYTEST) tests/layers -p no:cacheprovider

docs: $(READY)  ## run every command and JSON example of the documentation
	@$(PYTEST) tests/docs

bench: .venv-bench/.ready  ## measured tables under benchmarks/results/
	@.venv-bench/bin/python -m muster.planner.warming
	@.venv-bench/bin/python -m benchmarks.run $(ARGS)

bench-ledger: $(READY)  ## speed of the ledger's stores beside plain inserts
	@$(BIN)/python -m benchmarks.ledger $(ARGS)

campaign:  ## all campaigns, one after the other: many hours; results under benchmarks/results/
	@$(MAKE) campaign-plans ARGS=
	@$(MAKE) campaign-ledger ARGS=
	@$(MAKE) fuzz ARGS=

campaign-plans: .venv-bench/.ready  ## differential tests of the planner; ARGS="--cases 200" for fewer
	@.venv-bench/bin/python -m benchmarks.campaign $(ARGS)

campaign-ledger: $(READY)  ## kills, power cuts, tampering, sequences, writers at once; ARGS="--size 0.1" for less
	@$(BIN)/python -m benchmarks.ledger_campaign $(ARGS)

fuzz: $(READY)  ## hostile documents for the reader; ARGS="--seconds 600" for a while, goes on the next time
	@nice -n 19 $(BIN)/python -m benchmarks.fuzzing $(ARGS)

format: $(READY)
	@$(BIN)/ruff check --fix -q . || true
	@$(BIN)/ruff format -q .

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Muster needs python3 3.11 or newer: make PYTHON=python3.12 demo")'
	@echo "Setting up .venv (once)" >&2
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv-bench/.ready: requirements-bench.lock pyproject.toml
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@.venv-bench/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

clean:
	rm -rf .venv .venv-bench out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
