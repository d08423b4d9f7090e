"""When somebody is mailed: what they chose, what we do when they chose nothing, and the hours they want quiet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Perspective, User
from notifications import kinds
from notifications.kinds import Often
from notifications.models import Bounce, MailChoice, MailHabits, Notification

MORNING = 8  # when a digest goes to who has no quiet hours
ENOUGH = 3  # hard bounces after which mail to an address stops


@dataclass
class Choices:
    """What one person chose."""

    usual: str = ""
    exceptions: dict[tuple[str, str], str] = field(default_factory=dict)

    def often(self, kind_name: str, place: int | None) -> Often:
        """Say how soon something is mailed: never always holds; a kind goes before a practice, that before the rest."""
        kind = kinds.of(kind_name)
        if kind.must:
            return Often.ONCE
        chosen = [self.exceptions.get(("kind", kind_name)), self.exceptions.get(("place", str(place)))]
        if Often.NEVER in chosen:
            return Often.NEVER
        often = Often(next((one for one in chosen if one), self.usual or kind.often))
        return Often(self.exceptions.get(("digest", often), often))


def choices_of(user: User) -> Choices:
    """Give what this person chose."""
    chosen = Choices()
    for sort, name, often in MailChoice.objects.filter(user=user).values_list("sort", "name", "often"):
        if sort == MailChoice.Sort.USUAL:
            chosen.usual = often
        else:
            chosen.exceptions[sort, name] = often
    return chosen


def follow(user: User) -> None:
    """Bring what waits for the mail in line with what this person chooses now."""
    chosen = choices_of(user)
    for kind, place in Notification.objects.waiting().filter(user=user).values_list("kind", "place").distinct():
        waiting = Notification.objects.waiting().filter(user=user, kind=kind, place=place)
        often = chosen.often(kind, place)
        waiting.update(often=often, mail_due=often != Often.NEVER)


def habits_of(user: User) -> MailHabits:
    """Give the habits of this person; the usual ones, not kept, when they chose none."""
    return MailHabits.objects.filter(user=user).first() or MailHabits(user=user)


def is_quiet(habits: MailHabits, now: datetime) -> bool:
    """Say whether this is an hour without mail, by the clock in the Netherlands."""
    begin, end = habits.quiet
    hour = timezone.localtime(now).hour
    return begin <= hour < end if begin <= end else hour >= begin or hour < end


def due_since(often: str, habits: MailHabits, now: datetime) -> datetime:
    """Give the last moment at which this digest was due: each morning, or Monday morning, when the quiet ends."""
    begin, end = habits.quiet
    local = timezone.localtime(now)
    day = local.date() - timedelta(days=local.weekday() if often == Often.WEEK else 0)
    moment = datetime.combine(day, time(MORNING if begin == end else end), tzinfo=local.tzinfo)
    if moment > local:
        moment = datetime.combine(day - timedelta(days=7 if often == Often.WEEK else 1), moment.time(), local.tzinfo)
    return moment


def may_say(user: User, habits: MailHabits, often: str) -> bool:
    """Say whether a mail may say what it is about.

    When nothing was chosen a mail at once says nothing: it comes while others may look on. Nor does a digest to who
    speaks from experience: that somebody does so is for nobody to read in a shared mailbox.
    """
    if habits.says:
        return habits.says == MailHabits.Says.CONTENT
    return often != Often.ONCE and not user.perspectives.filter(perspective=Perspective.LIVED).exists()


def comes_back(user: User) -> bool:
    """Say whether mail to this person's address came back too often."""
    bounces = Bounce.objects.filter(user=user, is_hard=True, forgiven_at=None, address_print=print_of(user.email))
    return bounces.count() >= ENOUGH


def print_of(address: str) -> str:
    """Give what a mail address is recognised by, without keeping it."""
    return salted_hmac("notifications.address", address.lower(), secret=settings.SECRET_KEY).hexdigest()
