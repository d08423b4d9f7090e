"""Measure what a page costs: `python -m bench`; the difference map as it grows: `python -m bench map`."""

import argparse
import asyncio
import datetime
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench import live, report, search, servers, soak, workspace
from bench import map as difference_map

SETTLE = 0.3  # seconds in which a message reaches every socket
RESULTS = Path(__file__).parent / "results"
MAP = "/kennis/themas/schulden/verschilkaart/"


def pages(facts: dict) -> list[tuple[str, str, str, float | None]]:
    """Name what is opened: (name, path, cookie, goal in CPU ms)."""
    member = facts["cookies"]["member"]
    return [
        ("constant page, 30 kB", "/bench/constant/", "", None),
        ("story, talk of 50, visitor", facts["short"], "", 4),
        ("story, talk of 50, member", facts["short"], member, 8),
        ("story, talk of 10,000, visitor", facts["long"], "", 4),
        ("story, talk of 10,000, member", facts["long"], member, 8),
        ("… at its 50th reply, member", facts["fiftieth"], member, None),
        ("… at its 10,000th reply, member", facts["last"], member, None),
        ("case, talk of 50, visitor", facts["case"], "", 4),
        ("case, talk of 50, member", facts["case"], member, 8),
        ("newest stories, visitor", "/verhalen/", "", 4),
        ("newest stories, member", "/verhalen/", member, 8),
        ("home, visitor", "/", "", None),
        ("search, common word", "/zoeken/?q=schulden", "", 10),
        ("search, rare word", "/zoeken/?q=pluvier", "", 8),
        ("difference map of a theme", MAP, "", None),
    ]


def measure_pages(site: servers.Site, facts: dict, rounds: int, times: int) -> list[list[str]]:
    """Open every page in turn, `rounds` times over; the first opening of each is not counted."""
    wanted = pages(facts)
    for _name, path, cookie, _goal in wanted:
        site.cost(path, cookie, times=3)
    found: dict[str, list[float]] = {name: [] for name, *_rest in wanted}
    for _ in range(rounds):
        for name, path, cookie, _goal in wanted:
            found[name].append(site.cost(path, cookie, times))
    constant = median(found[wanted[0][0]])
    return [line(name, median(found[name]), constant, goal) for name, _path, _cookie, goal in wanted]


def measure_writing(site: servers.Site, facts: dict, rounds: int, times: int) -> str:
    """Place replies under a short and a long talk in turn; say what one costs beside the other."""
    found: dict[str, list[float]] = {name: [] for name in facts["reply"]}
    for turn in range(rounds + 1):  # the first is not counted
        for name, path in facts["reply"].items():
            cost = site.writing(path, facts["cookies"]["member"], times)
            if turn:
                found[name].append(cost)
    short, long = median(found["short"]), median(found["long"])
    return (
        f"placing a reply, CPU ms: under a talk of 50 {short:.1f}, under one of 10,000 {long:.1f} "
        f"(× {long / short:.2f}; goal 1.1)"
    )


def line(name: str, cost: float, constant: float, goal: float | None) -> list[str]:
    return [name, f"{cost:.1f}", f"{cost / constant:.1f}", *judged(cost, goal)]


def judged(cost: float, goal: float | None) -> list[str]:
    return [f"{goal}" if goal else "–", "" if goal is None else "reached" if cost <= goal else "not yet"]


def measure_live(site: servers.Site, sizes: dict[int, int], messages: int) -> list[list[str]]:
    """Send one message to many sockets of ours and, in turn, to as many of a bare server."""
    rows = []
    with subprocess.Popen(
        [sys.executable, "-m", "bench.live"],
        cwd=servers.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as bare:
        port = int(bare.stdout.readline())

        def say_bare() -> float:
            seconds = []
            for _ in range(2):
                bare.stdin.write("\n")
                bare.stdin.flush()
                seconds.append(float(bare.stdout.readline()))
            return seconds[1] - seconds[0]

        for number, goal in sizes.items():
            own = f"http://127.0.0.1:{site.port}"
            cost, lost = asyncio.run(
                live.heard(f"ws://127.0.0.1:{site.port}/live/", number, own, messages, lambda: say(site))
            )
            least, _ = asyncio.run(live.heard(f"ws://127.0.0.1:{port}/", number, own, messages, say_bare))
            ours, theirs = median(cost), median(least)
            rows.append(
                [f"{number}", f"{ours:.1f}", f"{theirs:.1f}", f"{ours / theirs:.1f}", judged(ours, goal)[0], f"{lost}"]
            )
        bare.stdin.close()
    return rows


def say(site: servers.Site) -> float:
    """Let the site send one message; give the processor seconds until all of it was sent."""
    before = site.cpu()
    site.get("/bench/say/")
    time.sleep(SETTLE)
    return site.cpu() - before


def deep(rows: list[list[str]]) -> list[str]:
    """Say what the ten-thousandth reply costs beside the fiftieth."""
    costs = {row[0]: float(row[1]) for row in rows}
    early, late = costs["… at its 50th reply, member"], costs["… at its 10,000th reply, member"]
    return [f"opening a talk of 10,000 at its last reply against its fiftieth: × {late / early:.2f}; goal 1.1"]


def main() -> None:
    options = argparse.ArgumentParser(prog="bench", description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--times", type=int, default=20, help="requests of each page in a round")
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--no-live", action="store_true")
    options.add_argument("--keep", type=Path, help="a folder in which the filled database stays, to start sooner")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        var = chosen.keep or Path(folder)
        settings = servers.environment(var, chosen.port or servers.free_port())
        kept = var / "facts.json"
        facts = json.loads(kept.read_text()) if kept.exists() else servers.filled(settings)
        kept.write_text(json.dumps(facts))
        with servers.serving(settings) as site:
            rows = measure_pages(site, facts, chosen.rounds, chosen.times)
            heard = [] if chosen.no_live else measure_live(site, {100: 10, 500: 35, 1000: 60}, chosen.rounds)
            written = measure_writing(site, facts, chosen.rounds, max(2, chosen.times // 4))
            memory = site.memory()
    said = [written, *deep(rows)]
    said += [f"memory (PSS) after all this: {memory:.0f} MiB; goal 200"] if memory else []
    text = report.report(rows, heard, said, chosen.rounds)
    sys.stdout.write(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}.md").write_text(text)


if __name__ == "__main__":
    if sys.argv[1:2] == ["search"]:
        search.main(sys.argv[2:])
    elif sys.argv[1:2] == ["map"]:
        difference_map.main(sys.argv[2:])
    elif sys.argv[1:2] == ["workspace"]:
        workspace.main(sys.argv[2:])
    elif sys.argv[1:2] == ["soak"]:
        soak.main(sys.argv[2:])
    else:
        main()
