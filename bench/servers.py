"""Starting the real server on a database of its own, and asking it what it costs."""

import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent
READY_WITHIN = 180  # seconds; a busy machine also reindexes


def environment(var: Path, port: int) -> dict[str, str]:
    """Give the environment of a server whose files stand in `var`; DATABASE_URL passes through."""
    return os.environ | {
        "VAR_DIR": str(var),
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
        "DEMO": "0",
        "DEBUG": "0",
    }


def own_database(name: str, like: str = "") -> str:
    """Make a PostgreSQL database beside the one of DATABASE_URL; give its address, or "" where SQLite serves.

    It is empty, or a copy of the database named `like`.
    """
    address, _slash, given = os.environ.get("DATABASE_URL", "").rpartition("/")
    if not address:
        return ""
    import psycopg

    drop_database(mine := f"{address}/{given}_{name}")
    with psycopg.connect(f"{address}/postgres", autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{given}_{name}"' + (f' TEMPLATE "{like}"' if like else ""))
    return mine


def drop_database(url: str) -> None:
    """Drop a database that `own_database` made; nothing is done for ""."""
    if not url:
        return
    import psycopg

    address, _slash, name = url.rpartition("/")
    with psycopg.connect(f"{address}/postgres", autocommit=True) as line:
        line.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def filled(settings: dict[str, str]) -> dict:
    """Fill the database; give the addresses and cookies."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.filling"], env=settings, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def serving(settings: dict[str, str]):
    """Run `python -m config.start`; give a Site that speaks with it."""
    with (Path(settings["VAR_DIR"]) / "bench.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "config.start"], env=settings, cwd=ROOT, stdout=log, stderr=log
        )
    try:
        site = Site(int(settings["PORT"]), server.pid)
        site.wait(server)
        yield site
    finally:
        server.terminate()
        server.wait(10)


class Site:
    """A browser's side of the server, on one kept connection."""

    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid = port, pid
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def wait(self, server: subprocess.Popen) -> None:
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until and server.poll() is None:
            try:
                self.get("/bench/constant/")
            except OSError:
                self.line.close()
                time.sleep(0.2)
            else:
                return
        raise SystemExit("The server did not start.")

    def get(self, path: str, cookie: str = "", **headers: str) -> http.client.HTTPResponse:
        """Open a page and read it whole; anything but 200 or 304 ends the bench."""
        headers |= {"Cookie": cookie} if cookie else {}
        try:
            answer = self.ask(path, headers)
        except http.client.RemoteDisconnected:  # the server lets go of a line that was quiet
            answer = self.ask(path, headers)
        answer.body = answer.read()
        if answer.status not in {200, 304}:
            raise SystemExit(f"{path} answered {answer.status}.")
        return answer

    def ask(self, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        self.line.request("GET", path, headers=headers)
        return self.line.getresponse()

    def cpu(self) -> float:
        """Give the processor seconds the server used so far."""
        return json.loads(self.get("/bench/cpu/").body)["seconds"]

    def cost(self, path: str, cookie: str = "", times: int = 20) -> float:
        """Give processor milliseconds for one request, over `times` of them."""
        before = self.cpu()
        for _ in range(times):
            self.get(path, cookie)
        return 1000 * (self.cpu() - before) / times

    def writing(self, path: str, cookie: str, times: int) -> float:
        """Give processor milliseconds for placing one reply, over `times` of them."""
        token, before = "a" * 32, self.cpu()
        for _ in range(times):
            form = {"text": f"Iemand bleef. {secrets.token_hex(4)}", "intent": "experience", "perspective": "lived"}
            body = urlencode(form | {"pseudonym": "Noor", "csrfmiddlewaretoken": token})
            headers = {"Cookie": f"csrftoken={token}; {cookie}", "Content-Type": "application/x-www-form-urlencoded"}
            self.line.request("POST", path, body=body, headers=headers)
            answer = self.line.getresponse()
            answer.read()
            if answer.status != 302:
                raise SystemExit(f"{path} answered {answer.status} to a reply.")
        return 1000 * (self.cpu() - before) / times

    def memory(self) -> float | None:
        """Give what the process holds for itself (PSS) in MiB; None where the system does not tell."""
        try:
            lines = Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            return None
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
