"""Work that nobody asks for: apps bring jobs in a module `jobs.py`, and each is done when its time has come."""

from clock.jobs import job

__all__ = ["job"]
