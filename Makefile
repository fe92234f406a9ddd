# Two commands are all a newcomer needs: `make audit` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
AS_AT ?= 2026-10-31
OUT ?= audit-output

.PHONY: audit test tools bench clean

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

audit: $(VENV)/.installed
	$(BIN)/safeaudit audit sample_data --as-at $(AS_AT) --out $(OUT) --force

test: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

# axe-core, which checks the page's accessibility; its tests are skipped without it.
tools: .tools/node_modules/axe-core

.tools/node_modules/axe-core:
	npm install --silent --no-audit --no-fund --prefix .tools axe-core@4.14.1

bench: $(VENV)/.installed
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.excel
	$(BIN)/python -m benchmarks.workbook

clean:
	rm -rf $(VENV) .tools $(OUT) benchmarks/data
