# Short names for what we do often. `python3 run.py` and `python3 run.py test` need none of this.
PY = .venv/bin/python

.PHONY: check test style words tour lock bench

check: style        ## what is quick: style, types, contracts, migrations, and every test without a browser
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m pytest -q -m "not browser"

test:               ## everything, as .ci/run does it
	python3 run.py test

style:              ## what tools can say about the code
	$(PY) -m ruff check .
	$(PY) -m mypy .
	.venv/bin/lint-imports

bench:              ## what a page and a live message cost here, into bench/results/ (about three minutes)
	$(PY) -m bench

tour:               ## walk the whole job and take the pictures of docs/tour/ again
	rm -f docs/tour/*.png
	TOUR=1 python3 run.py test tests/browser/test_main_job.py tests/browser/test_what_is_known.py -k "not without"

words:              ## bring the English catalogue in step with what the screens say
	$(PY) -m tests.house.words

lock:               ## write the locks anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --extra privacy -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --extra privacy --group test -c requirements.lock -o requirements-test.lock
