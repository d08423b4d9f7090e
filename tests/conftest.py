"""What all tests share: their own database file, plain static files, folders that are thrown away."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_django
from django.conf import settings
from django.core.cache import cache, caches
from django.utils import translation

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests import migrated

BROWSER_TESTS = Path(__file__).parent / "browser"
NO_BROWSER = "no Chromium found (install chromium, or set CHROMIUM to its path)"


def find_chromium() -> str | None:
    """Give the path of a Chromium that tests can drive, or None."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


def pytest_configure() -> None:
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.COOLING_OFF_HOURS = 0  # what a day to think does is tested by itself
    settings.QUIET_HOURS = (0, 0)  # so are the hours without mail
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if settings.REDIS_URL and (worker := os.environ.get("PYTEST_XDIST_WORKER")):
        part_redis(worker)


def part_redis(worker: str) -> None:
    """Let tests that run side by side share one Redis: keys in a database each, messages under a name each."""
    number = f"/{1 + int(worker.removeprefix('gw'))}"
    settings.CACHES["default"]["LOCATION"] = urlsplit(settings.REDIS_URL)._replace(path=number).geturl()
    settings.CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = worker


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark browser tests, put them last (Playwright keeps an event loop running), skip them without a browser."""
    driven = [item for item in items if BROWSER_TESTS in item.path.parents]
    for item in driven:
        item.add_marker("browser")
    items.sort(key=lambda item: BROWSER_TESTS in item.path.parents)
    if driven and not find_chromium():
        if os.environ.get("DEMAND_BROWSER") == "1":
            raise pytest.UsageError(f"DEMAND_BROWSER=1, but {NO_BROWSER}.")
        config.stash[SKIPPED] = len(driven)
        for item in driven:
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


SKIPPED = pytest.StashKey[int]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if skipped := config.stash.get(SKIPPED, 0):
        terminalreporter.write_line(f"Browser tests skipped: {skipped}, {NO_BROWSER}.")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Use a file for SQLite, as in use, because a database in memory locks whole tables between threads."""
    database = settings.DATABASES["default"]
    database["CONN_MAX_AGE"] = 0  # a kept connection would hold the test database when it is dropped
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        options = database["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture(scope="session")
def django_db_keepdb(
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_modify_db_settings: None,
    django_db_blocker: pytest_django.DjangoDbBlocker,
) -> bool:
    """Begin with a database that has been through the migrations, where one was kept."""
    if django_db_createdb:
        return django_db_keepdb
    with django_db_blocker.unblock():
        return migrated.lay_ready(settings.DATABASES["default"]) or django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        migrated.keep(settings.DATABASES["default"])
        migrated.count_nothing()


@pytest.fixture(scope="session", autouse=True)
def folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests upload and mail out of var/."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    settings.EMAIL_FILE_PATH = tmp_path_factory.mktemp("mail")


@pytest.fixture(autouse=True)
def house_language() -> None:
    """Start every test in Dutch: a page that was asked for in English leaves its language in the thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def forgetful_cache() -> None:
    """Start every test without counted sign-ins or cached pages of the one before."""
    cache.clear()
    caches["process"].clear()


@pytest.fixture(autouse=True)
def empty_disk() -> Iterator[None]:
    """Leave no files of people behind: a test's rows are rolled back, what it wrote to disk is not."""
    yield
    if settings.MEDIA_ROOT.exists():
        shutil.rmtree(settings.MEDIA_ROOT)


@pytest.fixture
def practice(db: None) -> Any:
    """A practice, for tests about who takes part in it."""
    from tests.makers import make_practice

    return make_practice()


@pytest.fixture
def fay(practice: Any) -> Any:
    """Who leads the practice."""
    from tests.makers import make_member

    return make_member(practice, "Fay", is_facilitator=True)


@pytest.fixture
def bea(practice: Any) -> Any:
    """Who takes part in the practice."""
    from tests.makers import make_member

    return make_member(practice, "Bea")
