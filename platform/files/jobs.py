"""What files have done for them when their time has come."""

from datetime import timedelta

from clock import job
from files import actions


@job("files.sweep", every=timedelta(hours=6))
def sweep() -> None:
    """Erase what is left on disk of files that are gone."""
    actions.sweep()
