"""A real server with a real channel layer, once in memory and once on Redis."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from pytest_django import Settings

from tests.platform.live.toy import Ear, Toy

NO_REDIS = "no redis-server found, so live is tested on the in-memory layer only"
Serve = Callable[[], str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Redis:
    """A Redis of our own on a free port, that a test may stop and start."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        pytest.fail("redis-server did not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    if not shutil.which("redis-server"):
        if os.environ.get("DEMAND_REDIS") == "1":
            pytest.fail(f"DEMAND_REDIS=1, but {NO_REDIS}")
        pytest.skip(NO_REDIS)
    running = Redis(tmp_path_factory.mktemp("redis"))
    yield running
    running.stop()


@pytest.fixture(params=["memory", "redis"])
def layer(request: pytest.FixtureRequest, settings: Settings) -> str:
    """Which channel layer carries the messages; every test runs on both."""
    kind: str = request.param
    if kind == "redis":
        use_redis(settings, request.getfixturevalue("redis").url)
    else:
        settings.CHANNEL_LAYERS = {
            "default": {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 100_000}}
        }
    return kind


def use_redis(settings: Settings, url: str) -> None:
    backend = "channels_redis.pubsub.RedisPubSubChannelLayer"
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": backend, "CONFIG": {"hosts": [url]}}}


@pytest.fixture
def toys(settings: Settings) -> Iterator[type[Toy]]:
    here = str(Path(__file__).parent / "templates")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], here]}]
    Toy.clear()
    yield Toy
    Toy.clear()


@pytest.fixture
def serve(transactional_db: None, toys: type[Toy]) -> Iterator[Serve]:
    """Start a server with an event loop (and so a hub) of its own; gives its address."""
    from config.asgi import application

    started: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start() -> str:
        bound = socket.socket()
        bound.bind(("127.0.0.1", 0))
        config = uvicorn.Config(application, lifespan="on", log_level="error", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        started.append((server, thread))
        return f"http://127.0.0.1:{bound.getsockname()[1]}"

    yield start
    for server, thread in started:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def url(layer: str, serve: Serve) -> str:
    return serve()


@pytest.fixture
def ear(url: str) -> Iterator[Callable[..., Ear]]:
    """Open a browser's socket: `ear(user=None, origin=…, language=…)`."""
    opened: list[Ear] = []

    def open_one(*args: Any, **kwargs: Any) -> Ear:
        opened.append(Ear(url, *args, **kwargs))
        return opened[-1]

    yield open_one
    for one in opened:
        one.socket.close()
