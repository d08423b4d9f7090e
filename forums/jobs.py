"""What cases have done for them when their time has come."""

from datetime import timedelta

from clock import job
from forums.actions import follow_ups


@job("forums.follow-ups", every=timedelta(hours=1))
def ask_how_it_went_on() -> None:
    """Ask who brought a case, at the time they chose, what they did and whether it helped."""
    follow_ups.ask_who_is_due()
