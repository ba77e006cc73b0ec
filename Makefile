# 全部命令都在 .venv 里跑；第一次会自己建好。  All commands run in .venv, which is made on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check format page wheel clean

demo: $(READY)  ## judge an example visit and print the verdicts
	$(BIN)/panding judge examples/furniture-works.yaml --all

test: $(READY)  ## every check and every test, as in CI
	$(BIN)/python -m tests.checks

check: $(READY)  ## format, lint, types, layers, the rules' own check and cases (no tests)
	$(BIN)/python -m tests.checks --no-tests

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

page: page/node_modules  ## bundle the page's script anew (needs Node.js and npm; who changes nothing in page/ needs neither)
	cd page && npm run --silent types && npm run --silent build

page/node_modules: page/package.json
	cd page && npm install --no-package-lock --no-audit --no-fund --silent
	touch page/node_modules

wheel: $(READY)
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

$(READY): pyproject.toml requirements-dev.txt
	$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 以上（Python 3.11 or newer is needed）: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
