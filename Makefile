# Two doors: `make run` opens Sightline on the sample company, `make test` proves that it works.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PORT   ?= 8501
BENCH  ?= .bench

.PHONY: run test lint types suite sample bench faults fuzz trust clean

run: $(VENV)/.installed-app
	$(BIN)/python -m sightline run --port $(PORT)

# types are looked at beside the tests: one processor is all that they take, and tests wait for browsers
test: lint
	$(MAKE) --no-print-directory --jobs 2 types suite

suite: $(VENV)/.installed-tests
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.installed-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-tests
	$(BIN)/mypy sightline

sample: $(VENV)/.installed-app
	$(BIN)/python -m sightline sample data/sample

faults: $(VENV)/.installed-tests
	$(BIN)/python -m tests.faults

fuzz: $(VENV)/.installed-tests
	$(BIN)/python -m tests.exports.fuzz --files 20000

# who is told what, over random organisations, for hours
trust: $(VENV)/.installed-tests
	$(BIN)/python -m tests.access.companies --organisations 5000

# everything docs/speed.md tells of, for hours; SHORT=1 for ten minutes; ONLY="clicks packs" for parts of it
bench: $(VENV)/.installed-tests $(VENV)-peers/.installed
	$(BIN)/python -m benchmarks --keep $(BENCH) --dash-python $(VENV)-peers/bin/python $(if $(SHORT),--short) $(if $(ONLY),--only $(ONLY))

$(VENV)/.installed-app: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.installed-tests: requirements-dev.txt $(VENV)/.installed-app
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

$(VENV)-peers/.installed: benchmarks/peers/requirements.txt
	$(PYTHON) -m venv $(VENV)-peers
	$(VENV)-peers/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/peers/requirements.txt
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-peers $(BENCH) warehouse .pytest_cache .mypy_cache .ruff_cache
