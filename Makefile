# Two commands for a newcomer: make demo, make test. The rest is for people who change things.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test lint types docs wheel offline results-polnear results-starter results-ablation results-curve results-agreement bench model conformance clean
DEMO = build/demo

$(VENV)/run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/test: $(VENV)/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(VENV)/run
	@mkdir -p $(DEMO)
	$(BIN)/musnad predict cues musnad-starter/test --out $(DEMO)/cues.jsonl
	$(BIN)/musnad evaluate musnad-starter/test $(DEMO)/cues.jsonl
	$(BIN)/musnad show musnad-starter/test ar-08 --predictions $(DEMO)/cues.jsonl

test: $(VENV)/test
	$(BIN)/python -m pytest -q -n auto

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Editable installs hide the mapped folders from type checkers, so mypy reads an installed copy.
types: $(VENV)/test
	rm -rf build/types
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target build/types .
	MYPYPATH=build/types $(BIN)/mypy --strict -p musnad

# Data files, card and examples in the documents are what the commands make.
docs: $(VENV)/test
	$(BIN)/musnad build dataset --check
	$(BIN)/python -m pytest -q tests/test_docs.py

wheel: $(VENV)/test
	rm -rf build/wheel build/lib dist
	$(BIN)/python -m build --quiet --outdir dist .
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
	cd build/wheel && bin/musnad predict cues musnad-starter/test --out cues.jsonl
	cd build/wheel && bin/musnad evaluate musnad-starter/test cues.jsonl
	cd build/wheel && bin/python ../../tests/wheel_check.py

# Sockets are refused inside the process, so that nothing can be fetched without being noticed.
offline: $(VENV)/test
	$(BIN)/python tests/offline_check.py

results-polnear: $(VENV)/test
	$(BIN)/python benchmarks/results_polnear.py $(if $(MODEL),--model $(MODEL)) $(if $(PEERS),--peers $(PEERS)) $(if $(DATA),--data $(DATA))

results-starter: $(VENV)/test
	$(BIN)/python benchmarks/results_starter.py

results-ablation: $(VENV)/test
	$(BIN)/python benchmarks/ablation_polnear.py $(MODEL) --write $(if $(PEERS),--peers $(PEERS)) $(if $(DATA),--data $(DATA))

results-curve: $(VENV)/test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[plot]'
	$(BIN)/python benchmarks/learning_curve.py $(or $(MODELS),build/models)

# PolNeAR must have been imported with `--annotator all`.
results-agreement: $(VENV)/test
	$(BIN)/python benchmarks/results_agreement.py $(if $(DATA),--data $(DATA))

# About ten minutes; the articles that it generates take 1.3 GB under build/.
bench: $(VENV)/test
	$(BIN)/python benchmarks/bench_scorer.py

# The embedded model, from the embedded training articles alone.
model: $(VENV)/test
	$(BIN)/musnad train tagger musnad-starter/train --out baselines/tagger/embedded

# Scorers that we compare with stand in an environment of their own, one of them in two versions.
CONFORMANCE = build/conformance
CASES ?= 10000

$(CONFORMANCE)/ready: tests/conformance/requirements.txt pyproject.toml
	$(PYTHON) -m venv $(CONFORMANCE)/venv
	$(CONFORMANCE)/venv/bin/python -m pip install --quiet --disable-pip-version-check -e '.[test]' -r tests/conformance/requirements.txt
	$(CONFORMANCE)/venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target $(CONFORMANCE)/old nervaluate==1.1.0
	@touch $@

# Every metric beside other scorers on random cases, and the page of their disagreements anew.
conformance: $(CONFORMANCE)/ready
	$(CONFORMANCE)/venv/bin/python -m pytest -q -p no:cacheprovider tests/conformance/test_page.py --refresh-golden
	$(CONFORMANCE)/venv/bin/python -m pytest -q -p no:cacheprovider -n auto --cases $(CASES) $(if $(COVAL),--coval $(COVAL)) tests/conformance

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
