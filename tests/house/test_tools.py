"""The tools that keep the house agree with what is there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def run(*words: str, **environment: str) -> None:
    """Run a Python module or program in the root; fails with what it said."""
    doors = os.pathsep.join([str(ROOT), str(ROOT / "platform")])
    result = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": doors, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_imports_only_go_down() -> None:
    run("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")


def test_ruff_has_nothing_to_say() -> None:
    run("-m", "ruff", "check", "--no-cache", ".")


def test_every_type_fits() -> None:
    run("-m", "mypy", ".")


@pytest.mark.parametrize("words", [("makemigrations", "--check", "--dry-run"), ("check",)])
def test_django_finds_nothing_missing(words: tuple[str, ...]) -> None:
    run("manage.py", *words)


def test_django_finds_a_deployment_safe() -> None:
    run("manage.py", "check", "--deploy", "--fail-level", "WARNING", SITE_URL="https://doenwathelpt.example", DEMO="0")
