"""The product's settings, with two addresses that only the bench knows."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
