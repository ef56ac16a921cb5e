# make serve   sets everything up on a fresh machine and serves http://127.0.0.1:8000
# make test    sets everything up and runs all tests
# make lint    ruff and mypy · make bench   speed, as JSON lines · make soak   what is too long for make test
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: setup serve test lint bench soak texts clean

setup: $(READY)

# made anew when what it is made from changes; so a second run needs no network
$(READY): pyproject.toml .ci/constraints.txt hatch_build.py package.json package-lock.json
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更新 needs Python 3.11 or newer: make PYTHON=/path/to/python3.12"; exit 1; }
	@.ci/virtual-environment $(PYTHON) .venv
	@echo "安装依赖 installing what is needed" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .ci/constraints.txt -e '.[dev,planning,postgis]' >&2
	@touch $@

serve: $(READY)
	$(BIN)/locator init
	$(BIN)/locator serve

test: $(READY)
	@.ci/debian-packages
	$(BIN)/pytest -n 2 --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	@.ci/debian-packages load >&2
	@$(BIN)/python -m tests.bench

soak: $(READY)
	@.ci/debian-packages load >&2
	@$(BIN)/python -m tests.soak

# the pages' texts into the catalog of translations, where the English is then written beside each
texts: $(READY)
	@mkdir -p var
	$(BIN)/pybabel extract -F locator/web/translations/babel.cfg -k t -k pieces --add-location=file --sort-by-file -w 110 -o var/texts.pot .
	$(BIN)/pybabel update -i var/texts.pot -d locator/web/translations -l en --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 110

clean:
	rm -rf .venv dist locator/web/static/vendor node_modules
