"""The difference map over ten thousand and over a million weighings, side by side: `python -m bench map`.

Two sites of the same program, asked in turn, so that what else the machine does troubles both alike. On SQLite, and
on PostgreSQL when DATABASE_URL names a server on which databases may be made.
"""

import argparse
import datetime
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles

from bench import in_turn, report, servers

RESULTS = Path(__file__).parent / "results"
GOAL = 1.5


def measure(sites: list[servers.Site], facts: list[dict], rounds: int, times: int) -> list[list[str]]:
    """Open each page on both sites in turn; a line for each page."""
    rows = []
    for name, found in in_turn.opened(sites, facts, rounds, times):
        (few_cost, few), (many_cost, many) = [(median(costs), took) for costs, took in found]
        half, most = median(many) / median(few), p95(many) / p95(few)
        numbers = [few_cost, many_cost, median(few), median(many), p95(few), p95(many)]
        said = "reached" if max(half, most, many_cost / few_cost) <= GOAL else "not yet"
        ratios = [f"{ratio:.2f}" for ratio in (many_cost / few_cost, half, most)]
        rows.append([name, *(f"{number:.1f}" for number in numbers), *ratios, said])
    return rows


def p95(took: list[float]) -> float:
    return quantiles(took, n=20)[-1]


def run(sizes: list[int], rounds: int, times: int, on_postgresql: bool) -> str:
    """Measure on one kind of database; give its part of the report."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        sites, facts, notes = [], [], []
        for size in sizes:
            var = Path(folder) / str(size)
            var.mkdir()
            settings = servers.environment(var, servers.free_port())
            settings["DATABASE_URL"] = servers.own_database(f"map_{size}") if on_postgresql else ""
            begun = time.monotonic()
            facts.append(in_turn.fill(settings, "bench.map_filling", size))
            notes.append(
                f"- {size:,} weighings of {facts[-1]['people']:,} people: {facts[-1]['cells']:,} cells; counting them"
                f" from scratch took {facts[-1]['seconds']:.0f} s, with the filling {time.monotonic() - begun:.0f} s."
                f" One more weighing, counted: {facts[-1]['one']:.0f} ms."
            )
            sites.append(stack.enter_context(servers.serving(settings)))
        rows = measure(sites, facts, rounds, times)
    few, many = (f"{size:,}" for size in sizes)
    head = [
        "page",
        f"CPU ms {few}",
        f"CPU ms {many}",
        "p50 ms",
        "p50 ms",
        "p95 ms",
        "p95 ms",
        "× CPU",
        "× p50",
        "× p95",
    ]
    name = "PostgreSQL" if on_postgresql else "SQLite"
    return "\n\n".join([f"## {name}", report.table([*head, f"goal ≤ {GOAL}"], rows), "\n".join(notes)])


def main(arguments: list[str]) -> None:
    options = argparse.ArgumentParser(prog="bench map", description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--times", type=int, default=20, help="requests of each page in a round")
    options.add_argument("--sizes", type=int, nargs=2, default=[10_000, 1_000_000])
    chosen = options.parse_args(arguments)
    parts = [run(chosen.sizes, chosen.rounds, chosen.times, on_postgresql=False)]
    if os.environ.get("DATABASE_URL"):
        parts.append(run(chosen.sizes, chosen.rounds, chosen.times, on_postgresql=True))
    today = f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}"
    what = f"{chosen.rounds} rounds of {chosen.times} requests, both sites in turn; CPU of the web server, all threads."
    text = "\n\n".join([f"# The difference map, {today}", f"{report.machine()}. {what}", *parts, ""])
    sys.stdout.write(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{today}-map.md").write_text(text)
