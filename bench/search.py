"""What a search costs among 1,000 and among 100,000 documents, in one run: `python -m bench search` (see README.md)."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

from bench import report, servers

SIZES = {"small": 1_000, "large": 100_000}
GOAL = 2.0  # times as long among a hundred times as much
QUESTIONS = [  # what is asked, where, and the goal in CPU ms among the most
    ("common word", "/zoeken/?q=schulden", 10),
    ("rare word", "/zoeken/?q=pluvier", 8),
    ("two words", "/zoeken/?q=schulden+huisarts", 10),
    ("misspelt word", "/zoeken/?q=eenzaamhied", None),
    ("a question", f"/zoeken/?q={quote('wie helpt mij met de deurwaarder')}", None),
    ("with a filter", "/zoeken/?q=schulden&soort=verhaal&wie=lived", 10),
    ("typing along", "/zoeken/aanvullen/?q=schul", 8),
]


def main(arguments: list[str]) -> None:
    options = argparse.ArgumentParser(prog="bench search", description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--times", type=int, default=20, help="requests of each question in a round")
    options.add_argument("--keep", type=Path, help="a folder in which the filled databases stay (SQLite only)")
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_sites:
        root = chosen.keep or Path(folder)
        sites, cookies = {}, {}
        for name, number in SIZES.items():
            settings = environment(root / name, name)
            cookies[name] = filled(settings, root / name, number)
            sites[name] = open_sites.enter_context(servers.serving(settings))
        rows = measured(sites, cookies, chosen.rounds, chosen.times)
    kind = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    head = ["search", "CPU ms, 1,000", "100,000", "goal", "p95 ms, 1,000", "100,000", "×", ""]
    text = f"# Search, {kind}\n\n{report.machine()}. Medians of {chosen.rounds} interleaved rounds; processor\n"
    text += (
        f"milliseconds of the server, without PostgreSQL's own. p95 × at most {GOAL:g}.\n\n{report.table(head, rows)}\n"
    )
    sys.stdout.write(text)
    (servers.ROOT / "bench" / "results" / f"search-{kind.lower()}.md").write_text(text)


def environment(var: Path, name: str) -> dict[str, str]:
    """Give each size files of its own, and on PostgreSQL a database of its own beside the one that was named."""
    var.mkdir(parents=True, exist_ok=True)
    settings = servers.environment(var, servers.free_port())
    settings["DATABASE_URL"] = servers.own_database(f"bench_{name}")
    return settings


def filled(settings: dict[str, str], var: Path, number: int) -> str:
    """Fill a database, or find it filled; give the cookie of a member."""
    kept = var / "cookie.json"
    if not kept.exists() or settings["DATABASE_URL"]:
        done = subprocess.run(  # noqa: S603  (our own filling)
            [sys.executable, "-m", "bench.filling_search", str(number)],
            env=settings,
            cwd=servers.ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        kept.write_text(done.stdout.splitlines()[-1])
    return json.loads(kept.read_text())


def measured(sites: dict, cookies: dict, rounds: int, times: int) -> list[list[str]]:
    """Ask every question as a visitor and as a member, in turn of both sizes, `rounds` times over."""
    asked = [(name, path, goal, who) for name, path, goal in QUESTIONS for who in ("visitor", "member")]
    cpu: dict = {(one, size): [] for one in asked for size in sites}
    took: dict = {(one, size): [] for one in asked for size in sites}
    for turn in range(rounds + 1):
        for one in asked:
            for size, site in sites.items():
                cookie = cookies[size] if one[3] == "member" else ""
                before, times_taken = site.cpu(), []
                for _ in range(times):
                    start = time.perf_counter()
                    site.get(one[1], cookie)
                    times_taken.append(1000 * (time.perf_counter() - start))
                if turn:  # the first opens what is kept
                    cpu[one, size].append(1000 * (site.cpu() - before) / times)
                    took[one, size].append(quantiles(times_taken, n=20)[-1])
    rows = []
    for one in asked:
        small, large = (median(took[one, size]) for size in SIZES)
        costs = [f"{median(cpu[one, size]):.1f}" for size in SIZES]
        reached = "reached" if large <= GOAL * small else "not yet"
        goal = f"{one[2]}" if one[2] else "–"
        rows.append(
            [f"{one[0]}, {one[3]}", *costs, goal, f"{small:.1f}", f"{large:.1f}", f"{large / small:.2f}", reached]
        )
    return rows
