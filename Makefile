# `make extract` and `make test` are enough by themselves after a bare clone: each
# makes .venv once, from the lock, and again only when the lock changes.
CORPUS ?= corpus
OUT    ?= outputs/run
PACK   ?=
MODEL  ?=
GOLD   ?=
BY     ?=
FILE   ?=
ALLOW  ?=
TO     ?= xlsx
LEDGER ?=
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PIP    := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps

# "~/my articles" is a folder at home whatever the shell makes of it.
home = $(subst <start>,,$(subst <start>~/,$(HOME)/,<start>$(1)))

# The first Python that is there and of a supported version.
SUPPORTED = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))
PYTHON ?= $(firstword $(foreach python,python3.11 python3.12 python3 python,\
	$(shell $(python) -c '$(SUPPORTED)' 2>/dev/null && echo $(python))))

.DEFAULT_GOAL := help
.PHONY: help setup extract inspect report compare export diff accept review test slow bench lint format check evaluate pin readme lock clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## Make .venv and install the locked packages

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "caseseries: no Python 3.11 or 3.12 found; install one or name it: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "caseseries: first use: installing the locked packages into $(VENV) (about 1.4 GB, some minutes)" >&2
	@$(PYTHON) -m venv --clear $(VENV) || { echo "caseseries: $(PYTHON) cannot make a virtual environment; install its venv package (Debian: apt-get install python3-venv)" >&2; exit 2; }
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-build-isolation -e .
	@touch $@

extract: $(READY) ## Turn CORPUS=dir into tables in OUT=dir, with PACK=dir, MODEL=name, LEDGER=file
	@$(BIN)/caseseries extract "$(call home,$(CORPUS))" --out "$(call home,$(OUT))" $(if $(LEDGER),--ledger "$(call home,$(LEDGER))") $(if $(PACK),--pack "$(call home,$(PACK))") $(if $(MODEL),--model "$(MODEL)")

inspect: $(READY) ## Show what is understood of FILE=path, with PACK=dir, MODEL=name
	@$(BIN)/caseseries inspect "$(call home,$(FILE))" $(if $(PACK),--pack "$(call home,$(PACK))") $(if $(MODEL),--model "$(MODEL)")

report: $(READY) ## Write report.html and its tables into OUT=dir
	@$(BIN)/caseseries report "$(call home,$(OUT))"

compare: $(READY) ## Compare groups of patients of OUT=dir: BY="sex" or BY="age_years < 18"
	@test -n "$(BY)" || { echo "caseseries: name the groups: make compare BY=sex" >&2; exit 2; }
	@$(BIN)/caseseries compare "$(call home,$(OUT))" --by "$(BY)"

export: $(READY) ## Write OUT=dir in other formats: TO="xlsx parquet phenopackets ris sqlite"
	@$(BIN)/caseseries export "$(call home,$(OUT))" $(foreach format,$(TO),--to $(format))

diff: $(READY) ## Show what changed from outputs/accepted to OUT=dir
	@$(BIN)/caseseries diff outputs/accepted "$(call home,$(OUT))"

accept: $(READY) ## Keep the run in OUT=dir as outputs/accepted
	@$(BIN)/caseseries accept "$(call home,$(OUT))"

review: $(READY) ## Decide in a web page on the run in OUT=dir
	@$(BIN)/caseseries review "$(call home,$(OUT))" $(if $(wildcard outputs/accepted/run.json),--against outputs/accepted)

test: $(READY) ## Run the tests
	@$(BIN)/python -m pytest -n 3 --dist worksteal

slow: $(READY) ## Run the slow tests: no figure below its floor
	@$(BIN)/python -m pytest -m slow

bench: $(READY) ## Measure the speed: words per second on CORPUS=dir, time per stage, diff
	@$(BIN)/python -m bench.speed "$(call home,$(CORPUS))"
	@$(BIN)/python -m bench.changes

lint: $(READY) ## Check style, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(READY) ## Put the code into its format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

check: $(READY) ## Check the pack: PACK=dir
	@$(BIN)/caseseries check $(if $(PACK),--pack "$(call home,$(PACK))")

evaluate: $(READY) ## Score OUT=dir against GOLD=dir
	@test -n "$(GOLD)" || { echo "caseseries: name the gold: make evaluate GOLD=dir" >&2; exit 2; }
	@$(BIN)/caseseries evaluate "$(call home,$(GOLD))" "$(call home,$(OUT))"

pin: $(READY) ## Raise the floors of the tests; ALLOW=--allow-regression lowers them
	@$(BIN)/python -m tests.pin $(ALLOW)

readme: $(READY) ## Renew the table and the picture of README.md
	@$(BIN)/python -m tests.readme

lock: ## Lock the newest allowed packages with hashes (needs uv)
	uv pip compile pyproject.toml --extra dev --extra report --extra export --extra review --universal --python-version 3.11 \
		--generate-hashes --no-header --upgrade --output-file requirements.lock

clean: ## Remove .venv and caches, never outputs
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
