"""One start: make var/ ready, then serve HTTP and websockets from this process (`python -m config.start`)."""

import contextlib
import errno
import hashlib
import io
import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import uvicorn
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError


class Refusal(Exception):
    """This start cannot go on; the text is one line with its mend."""


def main() -> int:
    """Prepare and serve until Ctrl-C; give the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with listening() as bound:
            django.setup()
            with one_at_a_time():
                prepare()
            serve(bound)
    except KeyboardInterrupt:
        pass
    except (Refusal, ImproperlyConfigured, CommandError) as refusal:
        return refuse(str(refusal))
    except (OSError, DatabaseError) as error:
        if (line := told(error)) is None:
            raise
        return refuse(line)
    return 0


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def refuse(line: str) -> int:
    sys.stderr.write(line + "\n")
    return 1


def told(error: Exception) -> str | None:
    """Put an error of disk, port or database in one line with its mend; None for anything else."""
    said, number = str(error).strip(), getattr(error, "errno", None)
    if number in {errno.ENOSPC, errno.EDQUOT} or "disk is full" in said or "No space left" in said:
        return "The disk is full. Make room and start again; nothing that was stored is lost."
    if number == errno.EADDRINUSE:
        port = os.environ.get("PORT", "8000")
        return f"Port {port} is taken. Stop what uses it, or choose another: PORT={int(port) + 1} python3 run.py"
    if number in {errno.EACCES, errno.EPERM, errno.EROFS} or "readonly database" in said:
        return f"No right to write here ({said}). Start as the owner of the folder, or set VAR_DIR to one of your own."
    if "connection" in said and "failed" in said:
        return f"The database of DATABASE_URL does not answer: {' '.join(said.split())}"
    if "unable to open database file" in said or "file is not a database" in said:
        return f"The database file cannot be read ({said}). Restore a copy of it, or move it away to start anew."
    return None


@contextlib.contextmanager
def listening() -> Iterator[socket.socket]:
    """Take the port before any work is done; raises OSError when it is taken."""
    host, port = os.environ.get("BIND", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, or asyncio does not know that it is: then each answer on a kept line waits 40 ms for nothing (Nagle).
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as bound:
        if os.name != "nt":  # there it would let two servers share a port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        yield bound


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one start prepare var/ while others wait (where the system has file locks)."""
    from django.conf import settings

    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / "prepare.lock").open("w") as file:
        with contextlib.suppress(ImportError):
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


# --- preparing ------------------------------------------------------------------------------------
def prepare() -> None:
    """Bring database, catalogue, demonstration and static files up to date; quick when they are."""
    from django.conf import settings

    stamps = Stamps(settings.VAR / "prepared.json")
    database = settings.DATABASES["default"]
    with stamps.step("database", f"{database.get('HOST', '')}/{database['NAME']}") as changed:
        pass
    is_new = migrate()
    if is_new or changed:
        stamps.forget("catalogue", "demonstration")
    with stamps.step("static", fingerprint(settings.ROOT / "static", settings.ROOT / "requirements.lock")) as due:
        if due or not settings.STATIC_ROOT.exists():
            call_command("collectstatic", interactive=False, verbosity=0)
    catalogue = fingerprint(settings.DATA)
    with stamps.step("catalogue", catalogue, "Loading the catalogue...") as due:
        if due:
            call_command("load_catalogue")
            call_command("load_methods")
            call_command("load_case_templates")
            count_rows()
    if settings.DEMO:
        with stamps.step("demonstration", catalogue, "Loading the demonstration...") as due:
            if due:
                call_command("load_demonstration")
                count_rows()

    with stamps.step("derived", fingerprint(*derived_by(settings.ROOT))) as due:
        if due and not is_new:  # what was loaded into a new database was indexed and counted as it came
            say("Bringing search and difference map up to date...")
            call_command("reindex", stdout=io.StringIO())
            call_command("recount_weighings", stdout=io.StringIO())


def derived_by(root: Path) -> list[Path]:
    """Give the code that makes what is kept beside the facts: the search index and the tally of the map."""
    places = ("platform/search", "practices/difference")
    plugs = [*root.glob("*/search.py"), *root.glob("platform/*/search.py")]
    return sorted([*plugs, *(path for place in places for path in (root / place).rglob("*.py"))])


def count_rows() -> None:
    """Let the database count what was just loaded; without that it plans its queries for empty tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def migrate() -> bool:
    """Bring the tables up to date; say whether the database was new. Refuses one made by a newer version."""
    from django.apps import apps
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    ours = {app.label for app in apps.get_app_configs() if settings.ROOT in Path(app.path).parents}
    applied = executor.loader.applied_migrations
    unknown = [key for key in applied if key[0] in ours and key not in executor.loader.disk_migrations]
    if unknown:
        label, name = min(unknown)
        raise Refusal(
            f"The database was made by a newer version (it knows {label} {name}). "
            "Start that version, or set VAR_DIR to another folder."
        )
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database..." if not applied else "Bringing the database up to date...")
        call_command("migrate", interactive=False, verbosity=0)
    return not applied


def fingerprint(*places: Path) -> str:
    """Give a hash of the names and contents under these files and folders."""
    digest = hashlib.sha256()
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                digest.update(str(path.relative_to(place.parent)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


class Stamps:
    """What was prepared from what, so that a next start can skip it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.known: dict[str, str] = json.loads(path.read_text())
        except (OSError, ValueError):
            self.known = {}

    def forget(self, *names: str) -> None:
        for name in names:
            self.known.pop(name, None)

    @contextlib.contextmanager
    def step(self, name: str, made_from: str, announcement: str = "") -> Iterator[bool]:
        """Say whether a step is due; remember it once it went well."""
        due = self.known.get(name) != made_from
        if due and announcement:
            say(announcement)
        yield due
        self.known[name] = made_from
        if due:
            self.path.write_text(json.dumps(self.known, indent=1))


# --- serving --------------------------------------------------------------------------------------
class Server(uvicorn.Server):
    """A server that says where it is, once it is there."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        from django.conf import settings
        from django.urls import reverse

        await super().startup(sockets)
        say(f"\n    Doen wat helpt: {settings.SITE_URL}    (Ctrl-C stops it)")
        if settings.DEMO:
            say(f"    Look around as somebody else: {settings.SITE_URL}{reverse('accounts:demonstration')}")
        say("")


def serve(bound: socket.socket) -> None:
    """Answer on this socket until Ctrl-C or `kill`."""
    from django.conf import settings

    config = uvicorn.Config(
        "config.asgi:application",
        lifespan="on",
        log_config=None,  # settings.LOGGING, without query strings
        server_header=False,
        proxy_headers=settings.BEHIND_PROXY,
        timeout_graceful_shutdown=3,  # seconds
        ws_max_size=65536,  # bytes: browsers only name what they listen to
        ws_per_message_deflate=False,  # would compress each piece once a browser, in memory kept for each
    )
    Server(config).run(sockets=[bound])


if __name__ == "__main__":
    sys.exit(main())
