# `make demo` and `make test` set up everything they need in .venv, from a clean clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo verify test fuzz bench lint docs wheel zipapp man setup clean

$(VENV)/.demo: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "claimcheck needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all]'
	@touch $@

$(VENV)/.dev: $(VENV)/.demo
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

setup: $(VENV)/.dev  ## install claimcheck and everything needed to work on it

demo: $(VENV)/.demo  ## check the example corpus, write reports/index.html
	$(BIN)/claimcheck check sources --fail-on never --format html -o reports/index.html
	$(BIN)/claimcheck check sources --fail-on never
	@echo "The report is in reports/index.html: open it in a browser."

verify: $(VENV)/.demo  ## the claims of this repository against their sources, results and pages
	$(BIN)/claimcheck verify claims --documents sources --documents README.md --documents SECURITY.md --documents docs
	$(BIN)/claimcheck claims --coverage README.md SECURITY.md docs --fail-under 95

test: $(VENV)/.dev  ## run the tests
	$(BIN)/python -m pytest

FUZZ_INPUTS ?= 2000
FUZZ_SEED ?= 1

fuzz: $(VENV)/.dev  ## mutated inputs of every kind; what breaks an oracle is kept in fuzz-found/
	$(BIN)/python benchmarks/fuzz.py --inputs $(FUZZ_INPUTS) --seed $(FUZZ_SEED) --keep fuzz-found

bench: $(VENV)/.dev  ## speed, as ratios, and how it grows; written to benchmarks/results/
	$(BIN)/python benchmarks/speed.py --json benchmarks/results/speed.json
	$(BIN)/python benchmarks/growth.py --json benchmarks/results/growth.json

lint: $(VENV)/.dev  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.dev  ## the site in build/site, without the network; a dead link or a warning ends it
	$(BIN)/python docs/site/build.py
	@echo "The site is in build/site: open build/site/index.html in a browser."

wheel: $(VENV)/.dev  ## the wheel and the sdist in dist/, checked as they would be published
	rm -rf dist
	$(BIN)/python -m hatchling build
	$(BIN)/python -m twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl

zipapp: $(VENV)/.dev  ## dist/claimcheck.pyz: one file with everything, for this Python
	$(BIN)/python scripts/make_zipapp.py dist/claimcheck.pyz

man: $(VENV)/.demo  ## build/claimcheck.1, the manual page
	$(BIN)/python scripts/make_man.py build/claimcheck.1

clean:
	rm -rf $(VENV) build dist reports/*.html
