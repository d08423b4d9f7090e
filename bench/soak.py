"""Many sockets, writes, kills, rejoins: does every acknowledged reply reach everyone entitled once, and nobody else?

`python -m bench soak` runs one process on the in-memory layer; `--redis` runs two processes on Redis.
"""

import argparse
import asyncio
import contextlib
import datetime
import http.client
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import websockets

from bench import report, servers

MARK = re.compile(r"\bnr([0-9]+)x\b")
OVERLAP = 6  # as in live.js: the last few pieces are asked again, for frames may overtake each other
GRACE = 1.0  # seconds after losing access in which what was already on its way may still be read by our slow ears
SETTLE = 90  # seconds the last pieces may take


@dataclass
class Posted:
    """A reply that was sent to the server."""

    topic: str
    began: float
    acknowledged: float = 0.0


@dataclass
class World:
    """What happened, for the judge."""

    facts: dict
    ports: list[int]
    posted: dict[int, Posted] = field(default_factory=dict)
    outside: dict[int, list[list[float]]] = field(default_factory=dict)  # person -> [from, until] without access
    closed_story: list[list[float]] = field(default_factory=list)  # when only members might read the story
    counts: Counter = field(default_factory=Counter)
    heard: list[tuple[int, float]] = field(default_factory=list)  # (reply, when)
    wrong: list[str] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)
    logged: str = ""

    @property
    def case(self) -> str:
        return f"forums.talk:{self.facts['case']}"

    @property
    def story(self) -> str:
        return f"forums.talk:{self.facts['story']}"

    def may_hear(self, person: dict | None, topic: str, since: float, now: float) -> bool:
        """Say whether this person might hear of `topic` at any moment between these two."""
        inside = person is not None and person["member"] and not within(self.outside.get(person["pk"], []), since, now)
        return inside or (topic == self.story and not within(self.closed_story, since, now))


def within(spans: list[list[float]], since: float, now: float) -> bool:
    return any(begin <= since and now <= end for begin, end in spans)


@dataclass
class Asked:
    """What one line brought of a topic: a piece comes at most once for each time the line asked.

    Who asks anew (told to, after the server itself had missed something) may have heard a piece just before.
    """

    times: int = 0
    came: Counter[int] = field(default_factory=Counter)


class Ear:
    """One browser, doing what live.js does."""

    def __init__(self, world: World, person: dict | None, chance: random.Random) -> None:
        self.world, self.person, self.chance = world, person, chance
        self.ids: dict[str, list[int]] = {world.case: [], world.story: []}
        self.shown: dict[str, Counter] = {world.case: Counter(), world.story: Counter()}
        self.refused: set[str] = set()
        self.line = None
        self.done = False

    async def live(self) -> None:
        wait = 0.2
        while not self.done:
            began = time.monotonic()
            try:
                await self.converse()
            except (OSError, websockets.WebSocketException, TimeoutError, EOFError):
                self.world.counts["lines lost"] += 1
            self.line = None
            wait = 0.2 if time.monotonic() - began > 2 else min(wait * 2, 5)
            await asyncio.sleep(wait * (0.5 + self.chance.random()))

    async def converse(self) -> None:
        headers = {"Cookie": self.person["cookie"]} if self.person else {}
        port = self.chance.choice(self.world.ports)
        async with websockets.connect(
            f"ws://127.0.0.1:{port}/live/",
            origin=f"http://127.0.0.1:{port}",
            additional_headers=headers,
            compression=None,
            max_queue=None,
            open_timeout=10,
            ping_interval=None,
            close_timeout=1,
        ) as self.line:
            self.world.counts["lines opened"] += 1
            asked = {topic: Asked() for topic in self.ids}
            for topic in self.ids:
                await self.listen(topic, asked)
            async for text in self.line:
                await self.hear(json.loads(text), asked)

    async def listen(self, topic: str, asked: dict[str, Asked]) -> None:
        asked[topic].times += 1
        ids = sorted(self.ids[topic])
        gaps = [before for before, after in zip(ids[-30:], ids[-29:], strict=False) if after > before + 1]
        since = min([ids[-OVERLAP] if len(ids) >= OVERLAP else 0, *gaps[:1]])
        await self.line.send(json.dumps({"listen": topic, "since": since}))

    async def hear(self, frame: dict, asked: dict[str, Asked]) -> None:
        topic = frame.get("topic")
        if "html" in frame:
            self.take(topic, frame, asked[topic])
        elif "refused" in frame:
            self.refused.add(frame["refused"])
        elif "behind" in frame:
            await asyncio.sleep(self.chance.random() * 0.5)
            for one in self.ids if frame["behind"] == "*" else [frame["behind"]]:
                await self.listen(one, asked)
        elif "many" in frame:
            self.world.counts["told to reload"] += 1
            self.world.wrong.append("a browser was told to reload")

    def take(self, topic: str, frame: dict, asked: Asked) -> None:
        now = time.monotonic()
        asked.came[frame["id"]] += 1
        if asked.came[frame["id"]] > asked.times:
            self.world.wrong.append(f"{topic} {frame['id']} came more often on one line than it was asked for")
        for number in map(int, MARK.findall(frame["html"])):
            posted = self.world.posted[number]
            if not all(self.world.may_hear(self.person, topic, since, now) for since in (now - GRACE, posted.began)):
                who = self.person and self.person["pk"]
                self.world.wrong.append(f"reply {number} of {topic} reached {who}, who may not have it")
            if frame["id"] not in self.ids[topic]:
                self.shown[topic][number] += 1
                self.world.counts["replies heard"] += 1
                self.world.heard.append((number, now))
        if frame["id"] not in self.ids[topic]:
            self.ids[topic].append(frame["id"])

    def kill(self) -> None:
        """Break the line without a word, as a tunnel does."""
        if self.line is not None:
            self.line.transport.abort()
            self.world.counts["lines killed"] += 1


class Cluster:
    """The real servers, on one database."""

    def __init__(self, settings: dict[str, str], number: int) -> None:
        self.settings = [settings | {"PORT": str(servers.free_port())} for _ in range(number)]
        self.ports = [int(one["PORT"]) for one in self.settings]
        self.running: list[subprocess.Popen] = []

    def start(self, which: int) -> subprocess.Popen:
        own = self.settings[which]
        with (Path(own["VAR_DIR"]) / f"soak{which}.log").open("a") as log:
            command = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--port", own["PORT"]]
            options = ["--log-level", "error", "--ws-per-message-deflate", "false"]
            return subprocess.Popen([*command, *options], env=own, cwd=servers.ROOT, stdout=log, stderr=log)  # noqa: S603

    def wait(self, which: int) -> None:
        servers.Site(self.ports[which], 0).wait(self.running[which])

    def __enter__(self) -> "Cluster":
        self.running = [self.start(which) for which in range(len(self.ports))]
        for which in range(len(self.ports)):
            self.wait(which)
        return self

    def __exit__(self, *_error: object) -> None:
        for one in self.running:
            one.kill()
            one.wait()

    def kill_and_rise(self, which: int) -> None:
        self.running[which].send_signal(signal.SIGKILL)
        self.running[which].wait()
        self.running[which] = self.start(which)
        self.wait(which)


def asked(world: World, method: str, path: str, cookie: str = "", **form: str) -> http.client.HTTPResponse:
    """Ask one of the servers, as a browser does."""
    line = http.client.HTTPConnection("127.0.0.1", random.choice(world.ports), timeout=30)  # noqa: S311
    token = "a" * 32
    headers = {"Cookie": f"csrftoken={token}; {cookie}", "Content-Type": "application/x-www-form-urlencoded"}
    body = urllib.parse.urlencode(form | {"csrfmiddlewaretoken": token}) if method == "POST" else None
    try:
        line.request(method, path, body=body, headers=headers)
        answer = line.getresponse()
        answer.read()
        return answer
    finally:
        line.close()


def write(world: World, topic: str, person: dict, number: int) -> None:
    """Write one reply; acknowledged is what got its redirect."""
    root = topic.rpartition(":")[2]
    words = f"Dit is nr{number}x. Iemand bleef."
    world.posted[number] = Posted(topic, time.monotonic())
    try:
        form = {"text": words, "intent": "experience", "perspective": "lived", "pseudonym": f"Wilg {number}"}
        answer = asked(world, "POST", f"/gesprek/{root}/reacties/", person["cookie"], **form)
    except (OSError, http.client.HTTPException):
        world.counts["writes broken off"] += 1
        return
    if answer.status == 302 and "reactie-" in answer.headers["Location"]:
        world.posted[number].acknowledged = time.monotonic()
        world.counts["replies acknowledged"] += 1
    else:
        world.counts[f"writes answered {answer.status}"] += 1


async def soak(world: World, cluster: Cluster, sockets: int, seconds: float, rate: float, seed: int) -> list[Ear]:
    """Run it; give the browsers as they are at the end."""
    chance = random.Random(seed)  # noqa: S311
    members = [one for one in world.facts["people"] if one["member"]]
    strangers = [one for one in world.facts["people"] if not one["member"]]
    # seven of ten are members, two strangers with an account, one a visitor
    ears = [
        Ear(world, chance.choice(members) if n % 10 < 7 else chance.choice(strangers) if n % 10 < 9 else None, chance)
        for n in range(sockets)
    ]
    tasks = [asyncio.create_task(ear.live()) for ear in ears]
    writers, comers = members[: len(members) // 2], members[len(members) // 2 :]
    while sum(ear.line is not None for ear in ears) < sockets:
        await asyncio.sleep(0.2)
    await asyncio.sleep(2)
    began, stop = time.monotonic(), asyncio.Event()
    jobs = [
        asyncio.create_task(work)
        for work in (
            writing(world, writers, rate, stop, chance),
            killing(ears, sockets / 100, stop, chance),
            leaving(world, ears, comers, stop, chance),
            narrowing(world, ears, max(4, sockets / 25), stop),
        )
    ]
    await asyncio.sleep(seconds / 2)
    await asyncio.to_thread(cluster.kill_and_rise, len(cluster.ports) - 1)
    world.counts["servers killed and started"] += 1
    await asyncio.sleep(max(0, seconds / 2 - (time.monotonic() - began - seconds / 2)))
    stop.set()
    await asyncio.gather(*jobs)
    until = time.monotonic() + SETTLE
    while time.monotonic() < until and any(missing(world, ear) for ear in ears):
        await asyncio.sleep(0.5)
    await asyncio.sleep(2)  # whatever should not come has time to come
    for ear in ears:
        ear.done = True
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return ears


async def writing(world: World, writers: list[dict], rate: float, stop: asyncio.Event, chance: random.Random) -> None:
    pending, number = set(), 0
    while not stop.is_set():
        number += 1
        topic = world.case if number % 2 else world.story
        task = asyncio.create_task(asyncio.to_thread(write, world, topic, chance.choice(writers), number))
        pending.add(task)
        task.add_done_callback(pending.discard)
        await asyncio.sleep(chance.expovariate(rate))
        while len(pending) > 6:
            await asyncio.sleep(0.05)
    await asyncio.gather(*pending)


async def killing(ears: list[Ear], rate: float, stop: asyncio.Event, chance: random.Random) -> None:
    while not stop.is_set():
        await asyncio.sleep(chance.expovariate(rate))
        chance.choice(ears).kill()


async def control(world: World, **facts: object) -> None:
    """Change who may read, in a server; tried again while one of them is being started."""
    for _ in range(200):
        with contextlib.suppress(OSError, http.client.HTTPException):
            answer = await asyncio.to_thread(asked, world, "GET", "/bench/access/?" + urllib.parse.urlencode(facts))
            if answer.status == 200:
                return
        await asyncio.sleep(0.1)
    raise SystemExit("No server answers.")


async def leaving(
    world: World, ears: list[Ear], comers: list[dict], stop: asyncio.Event, chance: random.Random
) -> None:
    """Let people leave the practice, or be blocked, and come back."""
    while not stop.is_set():
        who, how = chance.choice(comers), chance.choice(("member", "active"))
        await control(world, who=who["pk"], how=how, value=0)
        span = [time.monotonic(), float("inf")]
        world.outside.setdefault(who["pk"], []).append(span)
        world.counts["people who lost access"] += 1
        await asyncio.sleep(2 + chance.random() * 2)
        span[1] = time.monotonic()
        await control(world, who=who["pk"], how=how, value=1)
        await come_back(ears, lambda ear, who=who: ear.person is who)


async def narrowing(world: World, ears: list[Ear], pause: float, stop: asyncio.Event) -> None:
    """Let the story be for members only, now and then."""
    while not stop.is_set():
        await asyncio.sleep(pause)
        await control(world, who=0, how="audience", value="practice")
        span = [time.monotonic(), float("inf")]
        world.closed_story.append(span)
        world.counts["times an audience was narrowed"] += 1
        await asyncio.sleep(2)
        span[1] = time.monotonic()
        await control(world, who=0, how="audience", value="everyone")
        await come_back(ears, lambda ear: world.story in ear.refused)


async def come_back(ears: list[Ear], which) -> None:
    """Open the page again: a line was refused, and a reader who may read again opens a new one."""
    for ear in filter(which, ears):
        ear.refused.clear()
        ear.kill()


def missing(world: World, ear: Ear) -> list[int]:
    """Give the acknowledged replies that this browser should have and does not."""
    now = time.monotonic()
    return [
        number
        for number, posted in world.posted.items()
        if posted.acknowledged
        and world.may_hear(ear.person, posted.topic, now, now)
        and not ear.shown[posted.topic][number]
    ]


def judge(world: World, ears: list[Ear]) -> dict[str, int]:
    """Give what went wrong, in numbers."""
    return {
        "missing": sum(len(missing(world, ear)) for ear in ears),
        "shown twice": sum(n > 1 for ear in ears for shown in ear.shown.values() for n in shown.values()),
        "wrong": len(world.wrong),
    }


def run(
    sockets: int, seconds: float, processes: int, redis: str = "", rate: float = 3.0, seed: int = 5, laid: str = ""
) -> World:
    """Soak real servers on a database of their own, and judge; `world.faults` tells what went wrong.

    `laid` is a database that went through the migrations before, to begin with a copy of: the path of a file of SQLite,
    or the name of one on the server.
    """
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as after:
        settings = servers.environment(Path(folder), 0) | {"REDIS_URL": redis, "SECRET_KEY": "soak" * 12}
        settings["DATABASE_URL"] = servers.own_database(f"soak_{uuid.uuid4().hex[:8]}", laid)
        if laid and not settings["DATABASE_URL"]:
            shutil.copyfile(laid, Path(folder) / "db.sqlite3")
        after.callback(servers.drop_database, settings["DATABASE_URL"])
        done = subprocess.run(
            [sys.executable, "-m", "bench.soaking"], env=settings, cwd=servers.ROOT, check=True, stdout=subprocess.PIPE
        )
        with Cluster(settings, processes) as cluster:
            world = World(json.loads(done.stdout.splitlines()[-1]), cluster.ports)
            ears = asyncio.run(soak(world, cluster, sockets, seconds, rate, seed))
            world.faults = judge(world, ears)
            logs = [(Path(folder) / f"soak{n}.log").read_text() for n in range(processes)]
            world.logged = "\n".join(log[log.index("Traceback") :][-3000:] for log in logs if "Traceback" in log)
    return world


@contextlib.contextmanager
def own_redis():
    """Start a Redis for this soak."""
    if not shutil.which("redis-server"):
        raise SystemExit("No redis-server found.")
    port = servers.free_port()
    with tempfile.TemporaryDirectory() as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        running = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)  # noqa: S603, S607
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            running.terminate()
            running.wait(10)


def told(world: World, name: str, sockets: int, seconds: float) -> str:
    """Give the result in Markdown."""
    waits = sorted(at - world.posted[n].acknowledged for n, at in world.heard if world.posted[n].acknowledged)
    rows = [[what, str(number)] for what, number in sorted(world.counts.items())]
    faults = [[what, f"**{number}**"] for what, number in world.faults.items()]
    middle, most = (f"{1000 * waits[int(len(waits) * part)]:.0f} ms" for part in (0.5, 0.95))
    return "\n\n".join(
        [
            f"## {name}: {sockets} sockets, {seconds:.0f} seconds",
            f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}. {report.machine()}.",
            report.table(["what happened", ""], rows),
            report.table(["what went wrong", ""], faults),
            f"From the answer to the writer until a browser heard it, rejoins included: median {middle}, "
            f"95th percentile {most} (negative: heard before the writer had the answer).",
            *([f"First faults: {'; '.join(world.wrong[:5])}"] if world.wrong else []),
            *([f"The servers said:\n\n```\n{world.logged}\n```"] if world.logged else []),
            "",
        ]
    )


def main(arguments: list[str]) -> None:
    options = argparse.ArgumentParser(prog="bench soak", description=__doc__)
    options.add_argument("--sockets", type=int, default=500)
    options.add_argument("--seconds", type=float, default=180)
    options.add_argument("--rate", type=float, default=3, help="replies a second")
    options.add_argument("--redis", action="store_true", help="two processes on Redis")
    options.add_argument("--write", type=Path, help="add the result to this file")
    chosen = options.parse_args(arguments)
    with own_redis() if chosen.redis else contextlib.nullcontext("") as redis:
        world = run(chosen.sockets, chosen.seconds, 2 if redis else 1, redis, chosen.rate)
    text = told(world, "Redis, two processes" if redis else "In memory, one process", chosen.sockets, chosen.seconds)
    sys.stdout.write(text)
    if chosen.write:
        with chosen.write.open("a") as file:
            file.write(text + "\n")
    if any(world.faults.values()):
        raise SystemExit(1)
