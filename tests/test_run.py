"""`python3 run.py` says in one line what is missing and how to mend it."""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parent.parent / "run.py"


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(RUN), *words], env=os.environ | environment, capture_output=True, text=True, check=False
    )


def run_copy(folder: Path, before: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of run.py in an empty folder, after the given statements."""
    (folder / "run.py").write_text(RUN.read_text())
    (folder / "requirements.lock").write_text("")
    program = f"import runpy, sys; {before}; sys.argv = ['run.py']; runpy.run_path('run.py', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=os.environ | {"PATH": "", "PORT": "8199"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def assert_one_line(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    for word in words:
        assert word in result.stderr


def test_a_python_of_long_ago_can_read_it() -> None:
    ast.parse(RUN.read_text(), feature_version=(3, 5))


def test_an_old_python_is_told_which_one_to_use(tmp_path: Path) -> None:
    assert_one_line(run_copy(tmp_path, "sys.version_info = (3, 9, 2)"), "Python 3.11 or newer", "this is 3.9")


def test_a_taken_port_is_named_with_a_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert_one_line(run(PORT=str(port)), f"Port {port} is taken", f"PORT={port + 1} python3 run.py")


@pytest.mark.parametrize("port", ["acht", "0", "70000", "-1", ""])
def test_a_strange_port_is_refused(port: str) -> None:
    assert_one_line(run(PORT=port), "is no port", "PORT=8001 python3 run.py")


def test_without_the_venv_module_it_names_the_package(tmp_path: Path) -> None:
    result = run_copy(tmp_path, "sys.modules['ensurepip'] = None")
    assert_one_line(result, "sudo apt install python3-venv")
    assert not (tmp_path / ".venv").exists()


def test_a_full_disk_is_said_before_anything_is_made(tmp_path: Path) -> None:
    nothing = "import shutil, collections; shutil.disk_usage = lambda p: collections.namedtuple('u', 'free')(9)"
    assert_one_line(run_copy(tmp_path, nothing), "The disk is full")
    assert not (tmp_path / ".venv").exists()


def test_a_strange_word_shows_what_can_be_asked() -> None:
    result = run("hallo")
    assert (result.returncode, "python3 run.py test" in result.stdout) == (2, True)
