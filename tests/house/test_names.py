"""No name of ours hides another, and platform/ stays a folder."""

import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOLDERS = [init.parent for door in (ROOT, ROOT / "platform") for init in door.glob("*/__init__.py")]
OURS = {folder.name for folder in FOLDERS}


def test_platform_is_a_folder_and_never_a_package() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists()


def test_no_package_of_ours_hides_the_standard_library() -> None:
    assert not OURS & sys.stdlib_module_names


def test_no_package_of_ours_hides_or_is_hidden_by_a_dependency() -> None:
    assert not OURS & packages_distributions().keys()


def test_the_import_contracts_know_every_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert set(project["tool"]["importlinter"]["root_packages"]) == OURS


def test_tests_hold_no_packages() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_nothing_is_called_by_what_it_is_not() -> None:
    vague = {"utils", "helpers", "services", "managers", "base", "common", "core", "misc"}
    files = [path for folder in FOLDERS for path in folder.rglob("*.py")]
    assert not [str(path) for path in files if vague & {path.stem, *path.relative_to(ROOT).parts[:-1]}]


def test_migrations_are_named_by_hand() -> None:
    assert not [str(path) for path in ROOT.glob("**/migrations/*_auto_*.py") if ".venv" not in path.parts]
