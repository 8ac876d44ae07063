# make run   installs what is needed, indexes the articles, serves the chat
# make test  installs what is needed, checks and tests everything

ARTICLES ?= seeds/articles
PORT ?= 7860
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test setup clean

run: $(VENV)/installed
	$(BIN)/python app.py $(ARTICLES) --port $(PORT)

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python benchmarks/check_questions.py seeds/questions.jsonl seeds/articles
	CHROMIUM="$$(sh scripts/chromium.sh)" && export CHROMIUM && \
	$(BIN)/pytest --cov --cov-report=term

setup: $(VENV)/installed-dev

$(VENV)/installed: requirements.lock pyproject.toml scripts/venv.sh
	sh scripts/venv.sh $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* build *.egg-info
