"""The home of a practice of twenty people and of two thousand, side by side: `python -m bench workspace`.

Two sites of the same program, asked in turn, as for the difference map. On SQLite, and on PostgreSQL when DATABASE_URL
names a server on which databases may be made. Exit code 1 when the large one costs more than the goal.
"""

import argparse
import datetime
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench import in_turn, report, servers

RESULTS = Path(__file__).parent / "results"
GOAL = 1.3
SMALL, LARGE = (20, 20, 50), (2_000, 5_000, 50_000)  # members, stories, replies


def measure(sites: list[servers.Site], facts: list[dict], rounds: int, times: int) -> list[list[str]]:
    """Open each page on both sites in turn; a line for each page."""
    rows = []
    for name, found in in_turn.opened(sites, facts, rounds, times):
        (few_cost, few), (many_cost, many) = [(median(costs), median(took)) for costs, took in found]
        asked = [of["queries"][name] for of in facts]
        ratios = [many_cost / few_cost, many / few, asked[1] / asked[0] if asked[0] else 1.0]
        said = "reached" if max(ratios) <= GOAL else "not yet"
        numbers = [f"{number:.1f}" for number in (few_cost, many_cost, few, many)]
        rows.append([name, *map(str, asked), *numbers, *(f"{ratio:.2f}" for ratio in ratios), said])
    return rows


def run(rounds: int, times: int, on_postgresql: bool) -> tuple[str, bool]:
    """Measure on one kind of database; give its part of the report, and whether all is within the goal."""
    databases: list[str] = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        sites, facts, notes = [], [], []
        for size in (SMALL, LARGE):
            var = Path(folder) / str(size[0])
            var.mkdir()
            settings = servers.environment(var, servers.free_port())
            settings["DATABASE_URL"] = servers.own_database(f"workspace_{size[0]}") if on_postgresql else ""
            databases.append(settings["DATABASE_URL"])
            stack.callback(servers.drop_database, settings["DATABASE_URL"])
            begun = time.monotonic()
            facts.append(in_turn.fill(settings, "bench.workspace_filling", *size))
            members, stories, replies = size
            took = f"{time.monotonic() - begun:.0f} s"
            notes.append(f"- {members:,} members, {stories:,} stories, {replies:,} replies; the filling took {took}.")
            sites.append(stack.enter_context(servers.serving(settings)))
        rows = measure(sites, facts, rounds, times)
    head = ["page", "questions 20", "questions 2,000", "CPU ms", "CPU ms", "p50 ms", "p50 ms"]
    head += ["× CPU", "× p50", "× questions", f"goal ≤ {GOAL}"]
    name = "PostgreSQL" if on_postgresql else "SQLite"
    good = all(row[-1] == "reached" for row in rows[1:])  # the first is the constant page
    return "\n\n".join([f"## {name}", report.table(head, rows), "\n".join(notes)]), good


def main(arguments: list[str]) -> None:
    options = argparse.ArgumentParser(prog="bench workspace", description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--times", type=int, default=20, help="requests of each page in a round")
    chosen = options.parse_args(arguments)
    parts = [run(chosen.rounds, chosen.times, on_postgresql=False)]
    if os.environ.get("DATABASE_URL"):
        parts.append(run(chosen.rounds, chosen.times, on_postgresql=True))
    today = f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}"
    what = f"{chosen.rounds} rounds of {chosen.times} requests, both sites in turn; CPU of the web server, all threads."
    text = "\n\n".join(
        [f"# The home of a practice, {today}", f"{report.machine()}. {what}", *(p for p, _ok in parts), ""]
    )
    sys.stdout.write(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{today}-workspace.md").write_text(text)
    if not all(good for _part, good in parts):
        raise SystemExit(1)
