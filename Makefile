# Everything runs from a virtual environment that the first target in need of it creates; the checks
# of claims, which need MindSpore, from one of their own for each version of it.
# The project may lie in a folder with spaces in its path; VENV itself may not contain any.

SHELL := bash
# A LANG that is not installed would end Sphinx in a traceback.
export LC_ALL := C.UTF-8

PYTHON ?= python3
VENV ?= .venv
VERIFY_VENV ?= .venv-verify
JOBS ?= auto
PORT ?= 8000
SECONDS ?= 60
FORMAT ?= text
REVIEW_WITHIN ?= 730
CHANGE ?= change

BIN := $(VENV)/bin
UV := $(shell sed -n 's/^\(uv==[^ ]*\).*/\1/p' constraints.txt)
PINNED := $(shell sed -n 's/^mindspore==\([^ ]*\).*/\1/p' constraints-verify.txt)
OTHER := $(filter-out $(PINNED),$(VERSION))
VERIFY_ENV := $(VERIFY_VENV)$(if $(OTHER),-$(OTHER))
SITE := _build/html
NPM := tests/npm/node_modules/.package-lock.json
SPHINX := "$(BIN)/python" -m sphinx build --nitpicky --jobs $(JOBS) --doctree-dir _build/doctrees

VALIDATE = --format "$(FORMAT)" --review-within "$(REVIEW_WITHIN)" $(if $(BASE),--base "$(BASE)")

# The extras behind each stamp. Every set contains that of `site`.
EXTRAS_site := site
EXTRAS_serve := site,serve
EXTRAS_test := site,serve,test
EXTRAS_fuzz := site,serve,test,fuzz

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Two installations into one environment must not overlap. Sphinx and pytest use every core anyway.
.NOTPARALLEL:
.PHONY: help html site serve validate check layout-check verify test lint format typecheck messages schema \
	schema-check site-check actions-check hooks-check adopt report record-tests pytest editor benchmark relevance \
	reader-report fuzz linkcheck lock clean distclean

help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' \
		$(firstword $(MAKEFILE_LIST))
	@echo
	@echo "  PYTHON=$(PYTHON)  creates the environment (3.11 or newer)"
	@echo "  VENV=$(VENV)  is where it goes; VERIFY_VENV=$(VERIFY_VENV) is the one of 'make verify'"
	@echo "  TESTS=  are the files that 'make pytest' runs instead of all"
	@echo "  ENTRY=  is the one entry for 'make verify', VERSION= another release or 'newest',"
	@echo "      and REPORT= a file for what broke"
	@echo "  JOBS=$(JOBS)  is the number of Sphinx processes"
	@echo "  DATA=  is a folder of queries for 'make relevance'; PEERS=1 asks other engines too,"
	@echo "      LEAVE_OUT=3 measures what it says of questions without an answer"
	@echo "  QUICK=1  leaves Lighthouse and the other revision out of 'make reader-report'"
	@echo "  FORMAT=$(FORMAT)  is the output of 'make validate'; BASE= is a revision to compare with"
	@echo "  REVIEW_WITHIN=$(REVIEW_WITHIN)  is how many days a review holds for 'make validate' and 'make report'"
	@echo "  CHANGE=$(CHANGE)  is the clone from which 'make adopt' takes the records"
	@echo "  SECONDS=$(SECONDS)  is how long 'make fuzz' runs each target"
	@echo "  PORT=$(PORT)  is where 'make serve' listens (0: any free port)"

html: validate site ## Build the site and print where it is

site: $(VENV)/.installed-site
	@"$(BIN)/python" -m tools.build --site "$(SITE)" --jobs "$(JOBS)"

# The source folder is watched as a whole, so what a build, an editor or a tool writes in it is
# named here: each would be a second rebuild after a save. (Emacs locks a file with a link to
# user@host, and the pattern is matched against what a link points to.)
serve: $(VENV)/.installed-serve ## Serve the site; rebuild and reload on every save
	"$(BIN)/python" -m sphinx_autobuild --port $(PORT) \
		--ignore _build --ignore build --ignore "$(VENV)" --ignore '.venv-*' --ignore '*.egg-info' \
		--ignore .ci --ignore .github --ignore .vscode --ignore .hypothesis --ignore tests --ignore bench --ignore tools \
		--ignore cli --ignore checks \
		--ignore '*/__pycache__' --ignore '*/__pycache__/*' \
		--ignore '*.sw?' --ignore '*~' --ignore '*/4913' --ignore '*@*' --ignore '*#' --ignore '*.tmp' \
		--quiet --nitpicky --jobs $(JOBS) --doctree-dir _build/doctrees --builder html . $(SITE)

validate: $(VENV)/.installed-site ## Check every record under kb/
	@echo "Validating the records"
	@"$(BIN)/kb" validate $(VALIDATE)

# One that fails does not keep the others from running.
check: $(VENV)/.installed-site ## Check records as a pull request must: problems, layout, site
	@$(MAKE) --no-print-directory --keep-going validate layout-check schema-check site

layout-check: $(VENV)/.installed-site
	@"$(BIN)/kb" format --diff

verify: $(VERIFY_ENV)/.installed-verify ## Run the checks of claims with MindSpore (ENTRY=id)
	@"$(VERIFY_ENV)/bin/python" -m tools.verify \
		$(if $(REPORT),--report "$(REPORT)") $(if $(ENTRY),"$(ENTRY)")

test: lint typecheck validate schema-check actions-check pytest ## Run everything a change must pass

lint: $(VENV)/.installed-test ## Check the layout of code and records, lint rules and imports
	"$(BIN)/ruff" format --check .
	"$(BIN)/ruff" check .
	PYTHONPATH=_ext "$(BIN)/lint-imports" --no-logo --no-cache
	"$(BIN)/kb" format --check

format: $(VENV)/.installed-test ## Format code and records, and apply the safe lint fixes
	"$(BIN)/ruff" check --fix-only .
	"$(BIN)/ruff" format .
	"$(BIN)/kb" format

typecheck: $(NPM) ## Check types of code and scripts, strictly
	"$(BIN)/mypy"
	"$(BIN)/node" tests/npm/node_modules/typescript/bin/tsc --project tests/npm

UPDATE := --ignore-pot-creation-date --ignore-obsolete --no-fuzzy-matching --no-wrap

messages: $(VENV)/.installed-site ## Add new messages of the site and its pages to the catalogues, and drop old ones
	@mkdir -p _build
	"$(BIN)/python" -m babel.messages.frontend -q extract --mapping pyproject.toml --add-location file --sort-by-file \
		--output _build/faq.pot schema cli _ext/faq
	"$(BIN)/pybabel" -q update --domain faq --input-file _build/faq.pot --output-dir _ext/faq/locale \
		$(UPDATE)
	"$(BIN)/python" -m sphinx build --quiet --builder gettext --define gettext_location=0 \
		--doctree-dir _build/doctrees-gettext . _build/gettext
	@for file in $$(find docs/locale -name '*.po'); do \
		locale="$${file#docs/locale/}"; page="$${file#*/LC_MESSAGES/}"; \
		"$(BIN)/pybabel" -q update --input-file "_build/gettext/$${page}t" --output-file "$$file" \
			--locale "$${locale%%/*}" $(UPDATE) || exit; done

schema: $(VENV)/.installed-site ## Regenerate the committed JSON Schemas
	"$(BIN)/kb" schema

schema-check: $(VENV)/.installed-site
	"$(BIN)/kb" schema --check

# A fresh environment: Sphinx does not know that a page depends on code.
site-check: $(VENV)/.installed-site
	@"$(BIN)/python" -m tools.build --fresh-env --site "$(SITE)" --jobs "$(JOBS)"

# Each tool exits with an error at the first finding; all carry what they know, so no network.
actions-check: $(VENV)/.installed-test ## Check the workflows, forms and hooks of GitHub
	"$(BIN)/actionlint" -shellcheck= .github/workflows/*.yml
	"$(BIN)/zizmor" --offline --no-progress --persona auditor .github
	"$(BIN)/check-jsonschema" --builtin-schema vendor.github-workflows .github/workflows/*.yml
	"$(BIN)/check-jsonschema" --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/a*.yml
	"$(BIN)/check-jsonschema" --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	"$(BIN)/check-jsonschema" --builtin-schema vendor.dependabot .github/dependabot.yml
	"$(BIN)/check-jsonschema" --builtin-schema vendor.readthedocs .readthedocs.yaml
	"$(BIN)/pre-commit" validate-config .pre-commit-config.yaml
	"$(BIN)/pre-commit" validate-manifest .pre-commit-hooks.yaml

hooks-check: $(VENV)/.installed-test ## Install the hooks as other repositories do (needs the network)
	@"$(BIN)/python" -m tests.github.hooks

# No environment: what it replaces is data, and what runs is the standard library.
adopt: ## Take the records of a pull request, and nothing that runs (CHANGE=clone)
	@"$(PYTHON)" tools/adopt.py "$(CHANGE)"

$(NPM): tests/npm/package-lock.json $(VENV)/.installed-test
	@echo "Installing npm packages into tests/npm"
	@"$(BIN)/npm" ci --prefix tests/npm --ignore-scripts --no-audit --no-fund --silent || { \
		echo "Cannot install the npm packages. Check the network connection, or the registry that" \
		"npm uses: $(BIN)/npm config get registry" >&2; exit 1; }
	@touch "$@"

record-tests: TESTS = tests/content tests/scripts/test_golden.py
record-tests: pytest ## Test that readers' queries find their entries, and that no fact is lost

pytest: $(VENV)/.installed-test
	"$(BIN)/python" -m pytest -n auto --dist worksteal $(TESTS)

editor: $(NPM) ## Test what editors show of a record
	"$(BIN)/python" -m pytest tests/editor/test_server.py

benchmark: $(VENV)/.installed-test ## Measure builds of large generated sites
	"$(BIN)/python" -m pytest -q bench
	"$(BIN)/python" -m bench.scale.benchmark
	"$(BIN)/python" -m bench.scale.bilingual

relevance: $(VENV)/.installed-test ## Measure the finder (DATA=folder, PEERS=1, LEAVE_OUT=3)
	@"$(BIN)/python" -m bench.relevance.command $(if $(DATA),--data "$(DATA)") $(if $(PEERS),--peers) \
		$(if $(LEAVE_OUT),--leave-out "$(LEAVE_OUT)")

reader-report: $(VENV)/.installed-test ## Measure what readers meet (QUICK=1, BASE=revision)
	@"$(BIN)/python" -m bench.reader.command $(if $(QUICK),--quick) $(if $(BASE),--base "$(BASE)")

fuzz: $(VENV)/.installed-fuzz ## Feed kb mutated bytes (SECONDS=60 each), build random answers, kill builds
	@"$(BIN)/python" -m bench.fuzz --seconds $(SECONDS)
	@PYTHONPATH=_ext "$(BIN)/python" -m bench.answers
	@"$(BIN)/python" -m bench.kills

linkcheck: $(VENV)/.installed-site ## Check every external link (needs the network)
	$(SPHINX) --builder linkcheck . _build/linkcheck

report: $(VENV)/.installed-site ## List broken links and outdated reviews, after 'make linkcheck'
	@"$(BIN)/python" -m tools.report --review-within "$(REVIEW_WITHIN)" \
		_build/linkcheck/output.json _build/report.md

# A release that was tampered with is mostly found within days.
LOCK := pip compile --quiet --upgrade --exclude-newer '7 days' --universal --python-version 3.11 \
	--no-annotate --custom-compile-command 'make lock' pyproject.toml

lock: $(BIN)/uv ## Pin the newest releases that are a week old
	"$(BIN)/uv" $(LOCK) --extra site --extra serve --extra test --extra fuzz \
		--output-file constraints.txt
	"$(BIN)/uv" $(LOCK) --extra verify --constraint constraints.txt --output-file constraints-verify.txt

clean: ## Delete build output and caches
	rm -rf _build build *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find _ext bench checks cli schema tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## Delete the virtual environments as well
	for folder in "$(VENV)" "$(VERIFY_VENV)" "$(VERIFY_VENV)"-*; do \
		if [ -f "$$folder/pyvenv.cfg" ]; then rm -rf "$$folder"; fi; done

# Install $(2) into the environment of the interpreter $(1), with the uv on the PATH if there is one.
# Later, bytecode would be compiled on one core, and by checks, which write none, each time. uv's long
# lists are left out.
define INSTALL
set -o pipefail; uv=uv; $$uv --version >/dev/null 2>&1 || uv="$(dir $(1))uv"; "$$uv" pip install --compile-bytecode --color never --python "$(1)" $(2) 2>&1 \
	| sed -E '/^ +([-+~] |Downloaded |Building |Built )/d'
endef

# Downloading the pinned uv takes longer than all the rest.
$(VENV)/.installed-%: pyproject.toml constraints.txt $(BIN)/python
	@uv --version >/dev/null 2>&1 || $(MAKE) --no-print-directory "$(BIN)/uv"
	@echo "Installing packages into $(VENV): $(EXTRAS_$*)"
	@$(call INSTALL,$(BIN)/python,--constraint constraints.txt --editable '.[$(EXTRAS_$*)]')
	@touch "$(VENV)/.installed-site" "$@"

# Another release than the pinned one brings what it needs itself; the newest is looked for each time.
WANTED := $(if $(OTHER),$(if $(filter newest,$(OTHER)),--upgrade-package mindspore,'mindspore==$(OTHER)'),\
	--constraint constraints-verify.txt)
FIND_MINDSPORE := 'import importlib.metadata as installed; installed.version("mindspore")'

$(VERIFY_ENV)/.installed-verify: pyproject.toml constraints.txt constraints-verify.txt \
		$(VERIFY_ENV)/bin/uv $(if $(filter newest,$(OTHER)),ALWAYS)
	@echo "Installing packages into $(VERIFY_ENV): MindSpore $(or $(VERSION),$(PINNED)), about 3 GB"
	@$(call INSTALL,$(VERIFY_ENV)/bin/python,--constraint constraints.txt $(WANTED) --editable '.[verify]') \
		&& "$(VERIFY_ENV)/bin/python" -c $(FIND_MINDSPORE) 2>/dev/null || { \
		echo "MindSpore $(or $(VERSION),$(PINNED)) cannot be installed with" \
		"$$("$(VERIFY_ENV)/bin/python" --version). If no other error is shown, MindSpore has no such" \
		"release for this Python and system. Choose a Python that it supports:" \
		"make verify$(if $(VERSION), VERSION=$(VERSION)) PYTHON=python3.11" >&2; \
		"$(VERIFY_ENV)/bin/python" -c $(FIND_MINDSPORE) 2>/dev/null || rm -rf "$(VERIFY_ENV)"; \
		exit 1; }
	@touch "$@"

ALWAYS:

# Copying pip into an environment takes longer than installing all the rest with uv, so this runs the
# pip of $(PYTHON) if there is one; `--python` needs pip 22.3.
$(sort $(VENV)/bin/uv $(VERIFY_ENV)/bin/uv): %/uv: %/python
	@echo "Installing $(UV) into $(*:/bin=)"
	@if "$(PYTHON)" -c 'import pip, sys; sys.exit(pip.__version__ < "22.3")' 2>/dev/null; then \
		pip() { "$(PYTHON)" -m pip --python "$*/python" "$$@"; }; \
	else \
		pip() { "$*/python" -m pip "$$@"; }; \
		"$*/python" -m ensurepip >/dev/null; \
	fi && pip install -qq --disable-pip-version-check '$(UV)' || { \
	echo "Cannot install uv, which installs the other packages. Check the network connection. To use" \
		"a package mirror, set PIP_INDEX_URL and UV_DEFAULT_INDEX to its address. If pip is missing:" \
		"apt-get install python3-pip (Debian and Ubuntu)." >&2; exit 1; }

$(sort $(VENV)/bin/python $(VERIFY_ENV)/bin/python):
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "'$(PYTHON)' does not exist. Install Python 3.11 or newer, or choose another one:" \
		"make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "'$(PYTHON)' is older than Python 3.11 or does not run. Install a newer one, or choose" \
		"another one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Creating the environment $(@:/bin/python=)"
	@"$(PYTHON)" -m venv --clear --without-pip "$(@:/bin/python=)" || { \
		echo "'$(PYTHON)' cannot create virtual environments." \
		"On Debian and Ubuntu: apt-get install python3-venv. Elsewhere: install a complete Python." >&2; exit 1; }
