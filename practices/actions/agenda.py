"""Putting a theme on the agenda of a practice, giving dots, answering, and reminding of what was not answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_noop as _

from accounts.models import User
from moderation.actions import ask_review
from moderation.models import Decision, Outcome
from notifications.actions import notify, notify_all
from practices.actions import contributions, saving
from practices.actions.starting import keep_start
from practices.models import (
    DOTS,
    AgendaAnswer,
    AgendaTheme,
    Audience,
    Contribution,
    Dot,
    Membership,
    Phase,
    Practice,
)
from search.known import Thing

KIND = AgendaTheme.KIND


class TooManyDots(Exception):
    """Somebody has more dots on the open themes of one agenda than there are to give."""


class AnsweredMeanwhile(Exception):
    """Somebody else answered since this person looked."""


@dataclass(frozen=True)
class Words:
    """What somebody answers, as it came through the form."""

    outcome: str
    text: str
    again_on: date | None = None
    phase: Phase | None = None
    led_to: Contribution | None = None
    meeting: int | None = None  # the number of a session of the practice


@transaction.atomic
def propose(
    practice: Practice, author: User, facts: dict[str, str], known: Collection[Thing] = (), different: str = ""
) -> AgendaTheme:
    """Put a theme on the agenda, for everybody; who proposed it follows it.

    `facts`: title, perspective, pseudonym.
    """
    theme = AgendaTheme(
        practice=practice,
        author=author,
        audience=Audience.EVERYONE,
        answer_by=timezone.localdate() + timedelta(days=practice.agenda_days),
        is_fictional=author.is_fictional,
        **facts,
    )
    theme.save()
    theme.themes.set(practice.themes.all())
    keep_start(theme, author, known, different)
    contributions.publish(theme)
    saving.save(author, theme, follows=True)
    notify_all(
        [one for one in facilitators(practice) if one != author],
        "agenda-new",
        _("Er staat een nieuw thema op de agenda van ‘%(practice)s’."),
        theme.get_absolute_url(),
        facts={"practice": practice.name},
        about=(KIND, theme.pk),
    )
    return theme


@transaction.atomic
def weigh(practice: Practice, user: User, perspective: str, wanted: Collection[int], offered: Collection[int]) -> None:
    """Give dots to the `wanted` open themes; of those that were `offered`, the others lose theirs.

    One person speaks from one perspective on one agenda: that of the last time. Raises TooManyDots, and changes
    nothing, when more than three would stand.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    themes = AgendaTheme.objects.shown().open().filter(practice=practice)
    open_ = set(themes.values_list("pk", flat=True))
    mine = Dot.objects.filter(user=user, theme__in=open_)
    before = set(mine.values_list("theme", flat=True))
    after = (before - set(offered)) | (set(wanted) & open_)
    if len(after) > DOTS:
        raise TooManyDots
    mine.filter(theme__in=before - after).delete()
    mine.exclude(perspective=perspective).update(perspective=perspective)
    Dot.objects.bulk_create(Dot(theme_id=pk, user=user, perspective=perspective) for pk in sorted(after - before))


@transaction.atomic
def answer(theme: AgendaTheme, by: User, words: Words, seen: int | None) -> AgendaAnswer:
    """Answer in public. `seen` is the answer this person saw last; raises AnsweredMeanwhile when there is another."""
    held = AgendaTheme.objects.select_for_update(of=("self",), no_key=True).get(pk=theme.pk)
    newest = held.answers.first()
    if (newest.pk if newest else None) != seen:
        raise AnsweredMeanwhile
    given = AgendaAnswer.objects.create(
        theme=held,
        by=by,
        outcome=words.outcome,
        text=words.text,
        again_on=words.again_on if words.outcome == AgendaAnswer.Outcome.LATER else None,
        phase=words.phase if words.outcome == AgendaAnswer.Outcome.TAKEN else None,
        led_to=words.led_to if words.outcome == AgendaAnswer.Outcome.TAKEN else None,
        meeting=words.meeting if words.outcome == AgendaAnswer.Outcome.TAKEN else None,
    )
    held.answer_by = given.again_on
    held.save(update_fields=["answer_by"])
    if held.practice_id:
        contributions.touch(held.practice_id)
    contributions.follow(held)
    tell(held, "agenda-answered", _("Er is een antwoord op een agendathema dat je volgt."), by)
    if (
        given.led_to
        and held.author
        and Contribution.objects.visible_to(held.author).filter(pk=given.led_to.pk).exists()
    ):
        saving.save(held.author, given.led_to, follows=True)
    return given


def tell(theme: AgendaTheme, kind: str, text: str | Promise, by: User | None, once: str | None = None) -> None:
    """Tell who proposed it and who follows it, but not who did it."""
    if theme.author and theme.author != by:
        notify(theme.author, kind, text, theme.get_absolute_url(), about=(KIND, theme.pk), once=once)
    saving.tell_followers(theme, kind, text, by)


def tell_of_phase(phase: Phase, by: User | None = None) -> None:
    """Tell that a practice has come to the step where it works on a theme."""
    text = _("De praktijk is nu bij de stap waarin jouw agendathema aan de beurt is.")
    taken = AgendaTheme.objects.shown().filter(answers__phase=phase, answer_by__isnull=True).distinct()
    for theme in taken:
        newest = theme.answered
        if newest is not None and newest.phase_id == phase.pk:
            tell(theme, "agenda-phase", text, by, once=f"agenda-phase-{newest.pk}-{phase.pk}")


def facilitators(practice: Practice) -> list[User]:
    """Give who leads the practice; the editors of Movisie when nobody does any more."""
    leading = Membership.objects.current().filter(practice=practice, is_facilitator=True)
    people = User.objects.filter(pk__in=leading.values("user"), is_active=True)
    return list(people) or list(User.objects.filter(is_editor=True, is_active=True))


@transaction.atomic
def remind_of_late_ones() -> None:
    """Mail who leads a practice about each theme that should have been answered; once for each promised day."""
    for theme in AgendaTheme.objects.shown().late().select_related("practice"):
        if theme.practice is None:
            continue
        notify_all(
            facilitators(theme.practice),
            "agenda-late",
            _("Een thema op de agenda van ‘%(practice)s’ wacht langer op antwoord dan beloofd. Iedereen kan dat zien."),
            theme.get_absolute_url(),
            facts={"practice": theme.practice.name},
            about=(KIND, theme.pk),
            once=f"agenda-late-{theme.pk}-{theme.answer_by}",
        )


@transaction.atomic
def set_days(practice: Practice, days: int) -> None:
    """Change within how many days new themes are answered; what was promised for others stays promised."""
    practice.agenda_days = days
    practice.save(update_fields=["agenda_days"])


@transaction.atomic
def ask_to_look(theme: AgendaTheme) -> None:
    """Take a theme off every page until a moderator has read it."""
    contributions.hide(theme)
    ask_review(theme)


@transaction.atomic
def follow_decision(theme: AgendaTheme, decision: Decision) -> None:
    """Show it again, or leave it hidden; who proposed it hears, and reads why."""
    if decision.outcome == Outcome.APPROVE:
        contributions.publish(theme)
        text = _("Jouw agendathema staat weer op de site.")
    else:
        text = _("Jouw agendathema staat niet op de site. Je leest waarom.")
    if theme.author:
        notify(theme.author, "agenda-decision", text, theme.get_absolute_url(), about=(KIND, theme.pk))
