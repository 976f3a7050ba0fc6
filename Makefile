# Commands for people and for CI. Each one installs what it needs first; a second call does nothing twice.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
# One more than the machine's cores: a test of a page waits for the browser a third of its time.
WORKERS ?= 3
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)
# Some machines forbid it; without it, every process of a test compiles boto3 anew.
export PYTHONDONTWRITEBYTECODE :=

# A stamp carries the digest of its lock file, so that any change of the lock, in either direction, installs again.
digest = $(shell cat $(1) | sha256sum | cut -c1-16)
UV_STAMP := .venv/.uv-$(call digest,requirements/uv.txt)
DEV_STAMP := .venv/.dev-$(call digest,requirements/dev.txt)
BENCH_STAMP := .venv/.bench-$(call digest,requirements/bench.txt requirements/dev.txt)
FUZZ_STAMP := .venv/.fuzz-$(call digest,requirements/fuzz.txt requirements/dev.txt)
NODE_STAMP := node_modules/.npm-$(call digest,package-lock.json requirements/node.txt)
FONTS_STAMP := build/fonts/.cut-$(call digest,infra/fonts.py)

.PHONY: help
help: ## Say what each command does.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-11s %s\n", $$1, $$2}'

.PHONY: install
install: $(DEV_STAMP) $(NODE_STAMP) ## Create .venv and node_modules from the lock files.

$(UV_STAMP): requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "$(PYTHON) is not Python 3.11 to 3.13; choose one: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	@rm -f .venv/.uv-* && touch $@

UV := .venv/bin/uv --no-config --quiet --native-tls pip
INSTALL := $(UV) install --python .venv/bin/python --link-mode=copy --require-hashes

$(DEV_STAMP): $(UV_STAMP)
	$(INSTALL) -r requirements/dev.txt
	@rm -f .venv/.dev-* && touch $@

$(BENCH_STAMP): $(DEV_STAMP)
	$(INSTALL) -r requirements/bench.txt
	@rm -f .venv/.bench-* && touch $@

$(FUZZ_STAMP): $(DEV_STAMP)
	$(INSTALL) -r requirements/fuzz.txt
	@rm -f .venv/.fuzz-* && touch $@

# The machine's Node.js if it is new enough, else the one that PyPI carries.
$(NODE_STAMP): $(UV_STAMP)
	node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null || $(INSTALL) -r requirements/node.txt
	npm ci --no-audit --no-fund --loglevel=error
	@rm -f node_modules/.npm-* && touch $@

.PHONY: browser
browser: ## Install Chromium and a Chinese font from Debian's packages, where there are none.
	@infra/browser.sh

.PHONY: fonts
fonts: $(FONTS_STAMP) ## Cut the fonts of the printed form; rare characters come from Debian's fonts-hanazono.

$(FONTS_STAMP): $(DEV_STAMP)
	@command -v apt-get >/dev/null || { echo "HanaMinB.ttf comes from Debian's package fonts-hanazono: no apt-get here." >&2; exit 1; }
	@apt-cache show fonts-hanazono >/dev/null 2>&1 || apt-get update -qq
	@rm -rf build/fonts
	@python -m infra.fonts
	@touch $@

.PHONY: lock
lock: $(UV_STAMP) ## Lock all requirements again, with hashes.
	@infra/lock.sh

.PHONY: format
format: install ## Format all code.
	ruff format --quiet .
	ruff check --quiet --fix-only .
	biome check --write --log-level=error .

.PHONY: check format-check lint types imports types-js lint-js template generated
check: format-check lint types imports types-js lint-js template generated ## Check form, types, imports and generated files.

format-check: install
	ruff format --check --quiet .
lint: install
	ruff check .
types: install
	mypy
imports: install
	lint-imports --no-logo
types-js: install
	tsc --project tsconfig.json
lint-js: install
	biome check --error-on-warnings .
template: install
	cfn-lint --regions cn-north-1 cn-northwest-1 us-east-1 -- infra/template.yaml infra/deployers.yaml
generated: install
	python -m infra.generated

.PHONY: test test-js test-py compiled coverage
# On a new machine most of the start is waiting: for packages, then for fonts. Two calls of apt-get shut each other out.
test: ## Run all tests; the packages in pyproject.toml must stay covered.
	@$(MAKE) --no-print-directory --jobs=3 install browser
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target fonts compiled test-js
	@$(MAKE) --no-print-directory coverage

# Once for all workers, beside the fonts: each of them would compile all tests anew.
compiled: install
	@pytest --collect-only --quiet --quiet >/dev/null
JS_TESTS = $(shell find verifier portal_static tests -name '*.test.js' 2>/dev/null)
test-js: install
	@$(if $(JS_TESTS),node --test $(JS_TESTS),echo "no JavaScript tests")
test-py: install browser fonts
	@rm -rf build/coverage
	pytest -n $(WORKERS) --dist=loadfile --no-loadscope-reorder --cov --cov-report=json --cov-report= $(PYTEST_ARGS)
coverage: test-py
	python -m infra.coverage_floor

.PHONY: bundle
bundle: install fonts ## Make what Lambda runs, for both stages, in build/bundles.
	@python -m infra.bundle

.PHONY: deploy-test
deploy-test: bundle ## Deploy to an emulated AWS with nothing in it, and play the whole story there.
	pytest -v -p no:cacheprovider tests/deploy/bundles.py tests/deploy/deployment.py

.PHONY: run reset
run: install fonts ## Serve portal, API and verifier at http://127.0.0.1:8000; Ctrl-C stops.
	@python -m infra.local run
reset: install ## Forget everything that `make run` keeps.
	@python -m infra.local reset

.PHONY: bench load pictures fuzz
bench: $(BENCH_STAMP) install browser fonts ## Compare speed and size with a floor or a peer.
	@infra/browser.sh pango
	python -m benchmarks
load: install fonts ## Show where the functions spend their time, on an emulated deployment with nothing in it.
	python -m benchmarks.load
pictures: install browser fonts ## Draw every page and the printed form into build/pictures.
	python -m infra.pictures
fuzz: $(FUZZ_STAMP) install ## Change tokens and lists a million times, tell 2,000 stories: nothing wrong is accepted.
	python -m infra.fuzz
	STORY_EXAMPLES=2000 pytest -q tests/e2e/test_every_mode_at_once.py
