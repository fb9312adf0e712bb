# `make extract` and `make test` are enough by themselves after a bare clone: each
# makes .venv once, from the lock, and again only when the lock changes.
CORPUS ?= corpus
OUT    ?= outputs/run
PACK   ?=
MODEL  ?=
GOLD   ?=
ALLOW  ?=
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

# The first Python that is there and of a supported version.
SUPPORTED = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))
PYTHON ?= $(firstword $(foreach python,python3.11 python3.12 python3 python,\
	$(shell $(python) -c '$(SUPPORTED)' 2>/dev/null && echo $(python))))

.DEFAULT_GOAL := help
.PHONY: help setup extract test lint format check evaluate pin lock clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## Make .venv and install the locked packages

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "caseseries: no Python 3.11 or 3.12 found; install one or name it: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@$(PYTHON) -m venv --clear $(VENV) || { echo "caseseries: $(PYTHON) cannot make a virtual environment; install its venv package (Debian: apt-get install python3-venv)" >&2; exit 2; }
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

extract: $(READY) ## Turn CORPUS=dir into tables in OUT=dir, with PACK=dir, MODEL=name
	@$(BIN)/caseseries extract "$(CORPUS)" --out "$(OUT)" $(if $(PACK),--pack "$(PACK)") $(if $(MODEL),--model "$(MODEL)")

test: $(READY) ## Run the tests
	@$(BIN)/python -m pytest

lint: $(READY) ## Check style, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(READY) ## Put the code into its format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

check: $(READY) ## Check the pack: PACK=dir
	@$(BIN)/caseseries check $(if $(PACK),--pack "$(PACK)")

evaluate: $(READY) ## Score OUT=dir against GOLD=dir
	@test -n "$(GOLD)" || { echo "caseseries: name the gold: make evaluate GOLD=dir" >&2; exit 2; }
	@$(BIN)/caseseries evaluate "$(GOLD)" "$(OUT)"

pin: $(READY) ## Raise the floors of the tests; ALLOW=--allow-regression lowers them
	@$(BIN)/python -m tests.pin $(ALLOW)

lock: ## Lock the newest allowed packages with hashes (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-header --upgrade --output-file requirements.lock

clean: ## Remove .venv and caches, never outputs
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
