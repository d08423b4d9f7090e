"""What practices have done for them when their time has come."""

from datetime import timedelta

from clock import job
from practices.actions import agenda, agreements, assessment, balance, guests, monitor, pilots, pulse, quoting


@job("practices.assessments", every=timedelta(hours=6))
def keep_time() -> None:
    """Remind of the self-assessment: it ends, it is over, its improvement is due, it is time to ask again."""
    assessment.keep_time()


@job("practices.agenda", every=timedelta(hours=6))
def remind_of_late_themes() -> None:
    """Mail who leads a practice about agenda themes that wait longer than was promised."""
    agenda.remind_of_late_ones()


@job("practices.uploads", every=timedelta(hours=12))
def throw_away() -> None:
    """Throw away what was read from files and never brought in."""
    monitor.throw_away()


@job("practices.pulses", every=timedelta(hours=12))
def close_pulses() -> None:
    """Close every pulse that stood open for three weeks."""
    pulse.close_late_ones()


@job("practices.voices", every=timedelta(hours=12))
def weigh_voices() -> None:
    """Count whose voice counts, freeze past quarters, and tell who leads a practice when somebody is not heard."""
    balance.count_all()
    balance.tell_facilitators()


@job("practices.pilots", every=timedelta(hours=12))
def remind_of_pilots() -> None:
    """Ask what came of what was tried, when its last day is past."""
    pilots.remind()


@job("practices.guests", every=timedelta(hours=1))
def see_guests_out() -> None:
    """End every guest whose last day is over."""
    guests.close_late_ones()


@job("practices.agreements", every=timedelta(hours=6))
def remind_of_agreements() -> None:
    """Tell who leads that the day has come to look at an agreement again."""
    agreements.remind()


@job("practices.quoted", every=timedelta(hours=12))
def remind_of_quotes() -> None:
    """Ask who is quoted in an insight and stays silent once more."""
    quoting.remind()
