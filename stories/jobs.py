"""What stories have done for them when their time has come."""

from datetime import timedelta

from clock import job
from stories.actions import calm, consents, hearing, opening, sending


@job("stories.show", every=timedelta(minutes=1))
def show() -> None:
    """Show what was read along, once its teller has had a day to think."""
    sending.show_due()


@job("stories.opened", every=timedelta(minutes=5))
def write_openings() -> None:
    """Write down how often stories were opened."""
    opening.write()


@job("stories.consents", every=timedelta(hours=6))
def ask_about_consents() -> None:
    """Ask tellers whose yes ends soon; say so when it has ended."""
    consents.ask_and_tell()


@job("stories.late", every=timedelta(hours=6))
def remind_of_late_ones() -> None:
    """Remind whoever reads along of what waits longer than its teller was promised."""
    hearing.remind_of_late_ones()


@job("stories.trail", every=timedelta(hours=12))
def tell_what_happened() -> None:
    """Tell tellers what became of their story, at the moments they chose."""
    calm.tell_all()
