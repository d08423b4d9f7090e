"""The results as a Markdown table, with the machine named."""

import datetime
import os
import platform
from pathlib import Path

import django


def machine() -> str:
    """Name the machine and what ran on it."""
    try:
        said = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":")[1].strip() for line in said if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    load = "/".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{model}, {os.cpu_count()} cores (load {load}), {platform.system()}, Python {platform.python_version()}, "
        f"Django {django.__version__}, {'PostgreSQL' if os.environ.get('DATABASE_URL') else 'SQLite'}"
    )


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def report(pages: list[list[str]], live: list[list[str]], facts: list[str], rounds: int) -> str:
    """Give the whole result."""
    return "\n\n".join(
        [
            f"# {datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}",
            f"{machine()}. Medians of {rounds} interleaved rounds; processor milliseconds of the server, all threads.",
            table(["page", "CPU ms", "× constant", "goal", ""], pages),
            table(["one message to open sockets", "CPU ms", "bare `websockets`", "×", "goal", "lost"], live),
            "\n".join(f"- {fact}" for fact in facts),
            "",
        ]
    )
