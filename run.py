#!/usr/bin/env python3
"""The one door for a newcomer: `python3 run.py` starts the site, `python3 run.py test` tests all of it.

Standard library only. The syntax stays old, so that an old Python can still read the line that says it is too old.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys

USAGE = """python3 run.py           start the site with a demonstration on http://127.0.0.1:8000
python3 run.py --empty   start it without made-up people and stories, on a database of its own (var/empty/)
python3 run.py test      run every test; what follows goes to pytest
PORT=8001 python3 run.py   choose another port
"""
OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "installed.json")
ROOM = 400  # MB that the packages take


class Refusal(Exception):
    """Something is missing; the text is one line with its mend."""


def main(words: "list[str]") -> int:
    """Do what the words on the command line ask; give the exit code."""
    if sys.version_info[:2] < OLDEST:
        raise Refusal(
            "This needs Python 3.11 or newer, and this is %d.%d. Install a newer one and use it: python3.11 run.py"
            % sys.version_info[:2]
        )
    os.chdir(ROOT)
    if words[:1] == ["test"]:
        install("requirements-test.lock")
        return test(words[1:])
    if words in ([], ["--empty"]):
        port = read_port()
        install("requirements.lock")
        return start(port, empty=bool(words))
    sys.stdout.write(USAGE)
    return 0 if words[0] in ("-h", "--help") else 2


# --- the two commands -----------------------------------------------------------------------------
def start(port: int, empty: bool) -> int:
    """Hand over to the server (platform/config/start.py); an empty site has its own folder and is no demonstration."""
    environment = dict(os.environ, PORT=str(port), PYTHONUNBUFFERED="1")
    if empty:
        environment["VAR_DIR"] = os.path.join(os.environ.get("VAR_DIR", os.path.join(ROOT, "var")), "empty")
        environment["DEMO"] = "0"
    else:
        environment.setdefault("DEMO", "1")
    return hand_over([PYTHON, "-m", "config.start"], environment)


def test(words: "list[str]") -> int:
    """Run pytest, away from the site's own data."""
    environment = dict(os.environ, VAR_DIR=os.path.join(ROOT, "var", "test"))
    for name in ("DEMO", "BIND", "PORT", "SITE_URL"):  # tests say themselves what kind of start they mean
        environment.pop(name, None)
    return hand_over([PYTHON, "-m", "pytest"] + words, environment)  # noqa: RUF005


def hand_over(command: "list[str]", environment: "dict[str, str]") -> int:
    """Become the command, so that Ctrl-C and `kill` reach it; Windows cannot, and waits for it instead."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environment)
    with contextlib.suppress(KeyboardInterrupt):
        return subprocess.call(command, env=environment)
    return 0


def read_port() -> int:
    """Give the port to use; refuse a strange or taken one before a minute of installing."""
    given = os.environ.get("PORT", "8000")
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Refusal("PORT=%s is no port. Choose a number from 1024 to 65535: PORT=8001 python3 run.py" % given)
    host = os.environ.get("BIND", "127.0.0.1")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        if os.name != "nt":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, int(given)))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise Refusal("Cannot use %s:%s: %s. Choose another BIND or PORT." % (host, given, error.strerror))
            raise Refusal(
                "Port %s is taken; perhaps this site runs already at http://127.0.0.1:%s. "
                "Stop that one, or choose another port: PORT=%d python3 run.py" % (given, given, int(given) + 1)
            )
    return int(given)


# --- the packages ---------------------------------------------------------------------------------
def install(lock: str) -> None:
    """Make sure .venv holds what `lock` names; touches no network when it already does."""
    os.makedirs(os.path.join(ROOT, "var"), exist_ok=True)
    with alone(os.path.join(ROOT, "var", "install.lock")):
        if not is_whole():
            make_venv()
        stamp = read_stamp()
        with open(os.path.join(ROOT, lock), "rb") as file:
            wanted = hashlib.sha256(file.read()).hexdigest()
        if stamp.get(lock) != wanted:
            install_packages(lock)
            stamp = dict(stamp, names=sorted(os.listdir(packages_folder())))
            stamp[lock] = wanted
            with open(STAMP, "w") as file:
                json.dump(stamp, file)
        open_doors()


def is_whole() -> bool:
    """Say whether .venv works and still holds everything that was installed (a stopped install, a newer Python)."""
    try:
        names = set(os.listdir(packages_folder()))
    except (OSError, subprocess.CalledProcessError):
        return False
    return names.issuperset(read_stamp().get("names", []))


def read_stamp() -> "dict":  # type: ignore[type-arg]
    try:
        with open(STAMP) as file:
            return dict(json.load(file))
    except (OSError, ValueError):
        return {}


def packages_folder() -> str:
    """Ask .venv where it keeps packages; fails when it has no working Python."""
    answer = subprocess.check_output(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], stderr=subprocess.DEVNULL
    )
    return answer.decode().strip()


def make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    if shutil.disk_usage(ROOT).free < ROOM * 1000000:
        raise OSError(errno.ENOSPC, "disk full")
    python = getattr(sys, "_base_executable", None) or sys.executable
    uv = find_uv()
    if uv:
        run([uv, "venv", "--quiet", "--no-project", "--python", python, VENV], "make .venv")
        return
    try:
        import ensurepip  # noqa: F401  Debian leaves it out
        import venv  # noqa: F401
    except ImportError:
        raise Refusal("Python's venv module is missing. Install it: sudo apt install python3-venv")
    run([python, "-m", "venv", VENV], "make .venv")


def install_packages(lock: str) -> None:
    """Install what the lock names, checked against its hashes."""
    sys.stdout.write("Installing packages into .venv (the first time takes about a minute)...\n")
    sys.stdout.flush()
    uv = find_uv()
    if uv:
        command = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", PYTHON]
    else:
        command = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    run(command + ["--require-hashes", "-r", os.path.join(ROOT, lock)], "install the packages")  # noqa: RUF005


def find_uv() -> "str | None":
    """Give the path of a uv that works, or None."""
    uv = shutil.which("uv")
    try:
        works = uv and subprocess.call([uv, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        works = False
    return uv if works else None


def run(command: "list[str]", purpose: str) -> None:
    """Run a step quietly; when it fails, show the end of what it said and name the mend."""
    step = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if step.returncode == 0:
        return
    said = step.stdout.decode(errors="replace").strip()
    if "No space left on device" in said:
        raise OSError(errno.ENOSPC, "disk full")
    sys.stderr.write("\n".join(said.splitlines()[-12:]) + "\n")
    raise Refusal(
        "Could not %s (see above). Only the first start needs the network; mend it and start again to go on." % purpose
    )


def open_doors() -> None:
    """Let Python find our packages: the root and platform/, as paths from .venv so that the folder may move."""
    folder = packages_folder()
    doors = [os.path.relpath(os.path.join(ROOT, door), folder) for door in ("", "platform")]
    path = os.path.join(folder, "doen_wat_helpt.pth")
    with open(path, "w") as file:
        file.write("\n".join(doors) + "\n")


@contextlib.contextmanager
def alone(path: str):  # type: ignore[no-untyped-def]
    """Let one start at a time pass; others wait (Windows has no such lock, and goes on)."""
    with open(path, "w") as file:
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        except ImportError:
            pass
        yield


def told(error: OSError) -> str:
    """Put an error of the disk in one line with its mend."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full. Make at least %d MB of room at %s and start again." % (ROOM, ROOT)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "No right to write %s. Start as its owner, or copy the folder to a place of your own." % error.filename
    return "Could not go on: %s" % error


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Refusal as refusal:
        sys.exit(str(refusal))
    except OSError as error:
        sys.exit(told(error))
    except KeyboardInterrupt:
        sys.exit("Stopped before it was ready; start again to go on.")
