"""A start prepares what is due, and refuses in one line what it cannot carry."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from config.start import Refusal, Stamps, derived_by, fingerprint, migrate, told

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.mark.django_db
def test_a_database_of_this_version_goes_on() -> None:
    assert migrate() is False


@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_refused() -> None:
    MigrationRecorder(connection).record_applied("accounts", "0999_from_the_future")
    with pytest.raises(Refusal, match=r"newer version .*0999_from_the_future"):
        migrate()


def test_what_was_prepared_is_skipped_until_its_source_changes(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    done = []
    for text in ("[1]", "[1]", "[2]"):
        (source / "list.json").write_text(text)
        with Stamps(tmp_path / "prepared.json").step("list", fingerprint(source)) as due:
            done.append(due)
    assert done == [True, False, True]


def test_what_is_found_and_counted_is_made_again_when_its_code_changes() -> None:
    made_by = {str(path.relative_to(ROOT)) for path in derived_by(ROOT)}
    assert {"stories/search.py", "platform/search/documents.py", "practices/difference/standing.py"} <= made_by
    assert all(path.endswith(".py") for path in made_by), "what Python writes itself would make it due at every start"


def test_a_step_that_fails_is_due_again(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="broken"), Stamps(tmp_path / "prepared.json").step("list", "a"):
        raise ValueError("broken")
    with Stamps(tmp_path / "prepared.json").step("list", "a") as due:
        assert due


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (DatabaseError("database or disk is full"), "The disk is full"),
        (OSError(28, "No space left on device"), "The disk is full"),
        (OSError(98, "Address already in use"), "is taken"),
        (OSError(13, "Permission denied"), "No right to write"),
        (DatabaseError("connection failed: connection to server refused"), "does not answer"),
        (DatabaseError("file is not a database"), "cannot be read"),
    ],
)
def test_what_can_go_wrong_is_one_line(error: Exception, line: str) -> None:
    said = told(error)
    assert said is not None
    assert line in said
    assert "\n" not in said


def test_an_unknown_error_is_not_hidden() -> None:
    assert told(DatabaseError("no such table: practice")) is None


def test_a_demonstration_refuses_any_other_address(tmp_path: Path) -> None:
    open_to_all = {"DEMO": "1", "BIND": "0.0.0.0", "PORT": "8197"}  # noqa: S104
    result = subprocess.run(
        [sys.executable, "-m", "config.start"],
        cwd=ROOT,
        env={**os.environ, **open_to_all, "VAR_DIR": str(tmp_path), "PYTHONPATH": ".:platform"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "only starts on 127.0.0.1" in result.stderr
    assert "Traceback" not in result.stderr
