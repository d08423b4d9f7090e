"""Which of the two databases answers."""

from django.db import connection

from search.engines.postgres import Postgres
from search.engines.seam import Engine
from search.engines.sqlite import Sqlite


def engine() -> Engine:
    """Give the engine of the database in use."""
    return Postgres() if connection.vendor == "postgresql" else Sqlite()
