"""What cases and sessions have done for them when their time has come."""

from datetime import timedelta

from clock import job
from forums.actions import coming, follow_ups, questions, room, room_writing, tasks, waiting


@job("forums.follow-ups", every=timedelta(hours=1))
def ask_how_it_went_on() -> None:
    """Ask who brought a case, at the time they chose, what they did and whether it helped."""
    follow_ups.ask_who_is_due()


@job("forums.late", every=timedelta(hours=6))
def remind_of_late_ones() -> None:
    """Remind whoever reads along of cases that wait longer than was promised."""
    waiting.remind_of_late_ones()


@job("forums.sessions", every=timedelta(minutes=5))
def move_sessions_on() -> None:
    """Let sessions over days go on to their next step when its days are over."""
    room.move_on()


@job("forums.tables", every=timedelta(hours=6))
def wipe_tables() -> None:
    """Wipe what was private or without a name at tables whose session is long over."""
    room_writing.wipe_tables()


@job("forums.questions", every=timedelta(hours=6))
def wipe_questions() -> None:
    """Wipe what was asked at meetings that are long over."""
    questions.wipe_old()


@job("forums.tasks", every=timedelta(hours=6))
def remind_of_tasks() -> None:
    """Remind who does something of it: the day before, and when its day is over."""
    tasks.remind()


@job("forums.reminders", every=timedelta(minutes=30))
def remind_of_sessions() -> None:
    """Remind who comes to a session that it begins within a day."""
    coming.remind()
