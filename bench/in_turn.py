"""Two sites of one program, filled with little and with much, asked in turn: what else runs troubles both alike."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator

from bench import servers

WARMING = 3  # requests of a page before its figures count
Figures = tuple[list[float], list[float]]  # CPU ms of a request, a figure a round; ms each request took


def fill(settings: dict[str, str], filler: str, *sizes: int) -> dict:
    """Fill a database with the program `filler`; give the facts on its last line: `pages` {name: [path, cookie]}, …"""
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-m", filler, *map(str, sizes)],
        env=settings,
        cwd=servers.ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def timed(site: servers.Site, path: str, cookie: str, times: int) -> tuple[float, list[float]]:
    """Give processor milliseconds of the server for one request, and how long each one took."""
    took, before = [], site.cpu()
    for _ in range(times):
        begun = time.perf_counter()
        site.get(path, cookie)
        took.append(1000 * (time.perf_counter() - begun))
    return 1000 * (site.cpu() - before) / times, took


def opened(
    sites: list[servers.Site], facts: list[dict], rounds: int, times: int
) -> Iterator[tuple[str, list[Figures]]]:
    """Open each page on every site, round after round; give its name, and the figures of each site."""
    for name in facts[0]["pages"]:
        found: list[Figures] = [([], []) for _ in sites]
        for turn in range(rounds + 1):
            for site, of, kept in zip(sites, facts, found, strict=True):
                cost, took = timed(site, *of["pages"][name], times if turn else WARMING)
                if turn:
                    kept[0].append(cost)
                    kept[1].extend(took)
        yield name, found
