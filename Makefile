# Needs make and Python 3.11 or newer, nothing else. `make` alone prints what there is.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PY := .venv/bin/python
READY := .venv/.ready
# Some machines forbid Python to keep what it compiled: each process then compiles all anew, 8 s.
export PYTHONDONTWRITEBYTECODE :=
# Checks read the settings but meet no database and no people.
SETTINGS = MODE=demo SECRET_KEY=only-for-checks-of-the-code-0123456789 \
  SEAL_KEY=only-for-checks-of-the-code-9876543210 \
  DATABASE_URL=postgresql:///nowhere MAIL=fake SMS=fake VAR=var/check
DEPLOYED = MODE=production SECRET_KEY=only-for-checks-gk3Vq8xW0bYt5ZsR7nLmD2fHcPa9Ue6jQ1w \
  SEAL_KEY=only-for-checks-Zt4Xc1Qw8Er6Ty0Ui2Op5As7Df9Gh3Jk DATABASE_URL=postgresql:///nowhere \
  PUBLIC_URL=https://example.mn ALLOWED_HOSTS='["example.mn"]' MAIL=smtp SMS=messagepro \
  SMS_URL=https://sms.example.mn SMS_KEY=only-for-checks VAR=var/check
TEMPLATES = $$(find kholboo -path '*/templates/*' -name '*.html')

.PHONY: help setup run test check fix fill bench prove tour messages lock

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do \
	  printf '  make %-10s %s\n' "$$name" "$$text"; done

setup: $(READY) ## the locked packages in .venv (the other targets do this by themselves)

$(READY): requirements.lock launch/setup.sh launch/bootstrap.lock
	@sh launch/setup.sh

run: $(READY) ## the whole product; PORT=8000 VAR=var/ DATABASE_URL= POSTGRES=auto|system|wheel
	@exec $(PY) -m launch --with-parent run

# One worker more than there are cores: two of them walk in a browser, and wait half of their time.
WORKERS = $$(($$(getconf _NPROCESSORS_ONLN) + 1))
test: $(READY) ## every test, with a real PostgreSQL and a real browser; T=path for some of them
	@sh launch/browser.sh
	@sh launch/tesseract.sh
	@exec $(PY) -m pytest $(or $(T),-n $(WORKERS) --dist loadgroup)

# Two at a time, the longest first; what one of them says stays together, and all may speak.
CHECKS = check-types check-settings check-migrations check-texts check-floors check-lint
check: $(READY) ## every rule that needs no running product: lint, types, floors, settings, texts
	@$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target $(CHECKS)

.PHONY: $(CHECKS)
check-types: $(READY)
	$(SETTINGS) $(PY) -m mypy
check-settings: $(READY)
	$(DEPLOYED) $(PY) -W ignore manage.py check --deploy --fail-level WARNING
check-migrations: $(READY)
	$(SETTINGS) $(PY) -W ignore manage.py makemigrations --check --dry-run
check-texts: $(READY)
	$(PY) -m tools.messages --check
check-floors: $(READY)
	$(PY) -c "from importlinter.cli import lint_imports_command as lint; lint()" --no-cache
check-lint: $(READY)
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	.venv/bin/djade --check --target-version 5.2 $(TEMPLATES)

fix: $(READY) ## what tools can put right: lint, layout of code and templates
	-$(PY) -m ruff check --fix
	$(PY) -m ruff format
	-.venv/bin/djade --target-version 5.2 $(TEMPLATES)

FILLED = $(if $(APPLICATIONS),--applications $(APPLICATIONS),$(if $(CERTIFICATES),\
  --certificates $(CERTIFICATES),$(if $(STANDARDS),--standards $(STANDARDS),\
  --cases $(or $(CASES),100000))))
fill: $(READY) ## plausible cases for make run; CASES=, APPLICATIONS=, STANDARDS= or CERTIFICATES=100000
	@exec $(PY) -m launch --with-parent join python -m bench.fill $(FILLED)

bench: $(READY) ## measurements, one JSON line each; NAME=one of them
	@exec $(PY) -m launch --with-parent join python -m bench $(NAME)

prove: $(READY) ## promises kept under kills and races, one JSON line each; NAME=one of them
	@exec $(PY) -m launch --with-parent join python -m prove $(NAME)

tour: $(READY) ## a browser walks the main story; pictures in var/tour/
	@sh launch/browser.sh
	@exec $(PY) -m tests.journeys.tour

messages: $(READY) ## texts to translate into the catalogues; HOUSE=one of them
	@$(PY) -m tools.messages $(HOUSE)
	@$(PY) -m tools.messages --check $(HOUSE)

lock: $(READY) ## requirements.lock anew from pyproject.toml
	.uv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	  pyproject.toml --group dev --extra triage -o requirements.lock \
	  --no-emit-index-url --no-annotate --no-header
