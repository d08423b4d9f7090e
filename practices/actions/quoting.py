"""Asking those quoted whether an insight is right, and following what they say: nothing is shared past their yes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from notifications.actions import notify, notify_all
from practices.actions import contributions
from practices.actions.membership import facilitators
from practices.kinds import QUOTED
from practices.models import Audience, Contribution, Insight, InsightStage, Quoted, Sharing
from practices.models.quoted import REMIND_AFTER, WIDTH, place
from practices.permissions import membership_of

FORGOTTEN = timedelta(days=60)  # after which nobody is reminded any more
Answer, Stage = Quoted.Answer, InsightStage.Stage


class NotYet(Exception):
    """Somebody who is quoted did not say yes to these words for these readers."""


def note(insight: Insight, stage: str, by: User | None) -> None:
    """Keep that an insight took this step."""
    InsightStage.objects.create(insight=insight, stage=stage, by=by)


def rest_on(insight: Insight, by: User) -> None:
    """Keep in step who must be asked with what the insight rests on; a no stays a no.

    Who told it without an account cannot be asked, so of that no sentence may stand in it. What `by` told is theirs
    to quote, for as many readers as they chose for it themselves.
    """
    sources = list(insight.sources.filter(withdrawn_at__isnull=True, author__is_active=True))
    insight.quoted.exclude(contribution__in=sources).exclude(answer=Answer.OUT).delete()
    known = set(insight.quoted.values_list("contribution", flat=True))
    Quoted.objects.bulk_create(new_row(insight, one, by) for one in sources if one.pk not in known)


def new_row(insight: Insight, source: Contribution, by: User) -> Quoted:
    row = Quoted(insight=insight, contribution=source, by=by)
    if source.author_id == by.pk:
        agree(row, by_themselves(source), insight.version)
    return row


def by_themselves(source: Contribution) -> str:
    """Give the widest readers somebody chose for what they told."""
    return source.audience if source.audience in WIDTH else Audience.PRACTICE


def agree(row: Quoted, widest: str, version: int) -> None:
    row.answer, row.widest, row.version, row.answered_at = Answer.YES, widest, version, timezone.now()
    row.words = ""


@transaction.atomic
def choose(insight: Insight, by: User, quotes: Mapping[int, str]) -> None:
    """Let these sentences stand in it, by the number of what they come from; another sentence is asked anew."""
    contributions.locked(insight)
    changed = False
    for row in insight.quoted.exclude(answer=Answer.OUT).select_related("contribution"):
        if row.contribution_id not in quotes or quotes[row.contribution_id] == row.quote:
            continue
        row.quote, row.by, row.at = quotes[row.contribution_id], by, timezone.now()
        row.answer, row.words, row.widest, row.version, row.asked_version = "", "", "", 0, 0
        if row.contribution.author_id == by.pk:
            agree(row, by_themselves(row.contribution), insight.version)
        row.save()
        changed = True
    if changed:
        hold_back(insight, by)


def reworded(insight: Insight, by: User) -> None:
    """Follow that other words stand there: who said yes, said it to other words."""
    insight.version += 1
    Insight.objects.filter(pk=insight.pk).update(version=insight.version)
    own = insight.quoted.filter(contribution__author=by, answer=Answer.YES)
    own.update(version=insight.version)
    hold_back(insight, by)


def hold_back(insight: Insight, by: User) -> None:
    """Make it a draft again when somebody did not say yes to what stands there now."""
    if insight.is_shown and insight.quoted.holding_up().exists():
        become_draft(insight, by, Stage.REWORDED)


def become_draft(insight: Insight, by: User | None, stage: str) -> None:
    """Let nobody read it but who works on it, until it is shared anew, inside the practice first."""
    insight.draft_since = timezone.now()
    Insight.objects.filter(pk=insight.pk).update(draft_since=insight.draft_since)
    Sharing.objects.filter(insight=insight).delete()
    contributions.hide(insight)
    contributions.set_audience(insight, Audience.PRACTICE)
    note(insight, stage, by)


@transaction.atomic
def ask(insight: Insight, by: User) -> int:
    """Ask everybody quoted who did not say yes to these words; gives how many were asked now."""
    contributions.locked(insight)
    rows = insight.quoted.holding_up().exclude(asked_version=insight.version)
    asked = list(rows.exclude(contribution__author=None).select_related("contribution__author"))
    for row in asked:
        row.asked_at, row.asked_version = timezone.now(), insight.version
        row.save(update_fields=["asked_at", "asked_version"])
        ask_teller(row, gettext_noop("Een inzicht gebruikt wat jij vertelde: ‘%(title)s’. Klopt het?"))
    if asked:
        note(insight, Stage.ASKED, by)
    return len(asked)


def ask_teller(row: Quoted, text: str, once: str | None = None) -> None:
    """Ask whoever told what is quoted whether it is right so."""
    author = row.contribution.author
    if author is None:
        return
    url, facts = reverse("practices:quoted", args=[row.pk]), {"title": row.contribution.title}
    notify(author, "insight-quoted", text, url, facts=facts, about=(QUOTED, row.pk), once=once)


@transaction.atomic
def answer(row: Quoted, said: str, seen: int, words: str = "", widest: str = "") -> bool:
    """Follow at once what somebody who is quoted says; False when other words stand there than they saw.

    A no makes it a draft again. A yes for fewer readers leaves it with those. Taking out erases the sentence and the
    tie to what they told, whatever the words are by now.
    """
    contributions.locked(row.insight)
    held = Quoted.objects.select_related("insight__practice", "contribution__author").get(pk=row.pk)
    insight, by = held.insight, held.contribution.author
    if said != Answer.OUT and (seen != insight.version or held.answer == Answer.OUT):
        return False
    held.answered_at = timezone.now()
    if said == Answer.YES:
        agree(held, widest if widest in WIDTH else Audience.PRACTICE, insight.version)
    else:
        held.answer, held.words, held.widest = said, words if said == Answer.NO else "", ""
        held.version = insight.version
    if said == Answer.OUT:
        held.quote = ""
        insight.sources.remove(held.contribution)
    held.save()
    if said == Answer.NO and insight.is_shown:
        become_draft(insight, by, Stage.BACK)
    if said == Answer.YES and insight.goes_round and place(held.widest) < place(insight.audience):
        if held.widest == Audience.PRACTICE:
            Sharing.objects.filter(insight=insight).delete()
        contributions.set_audience(insight, Audience(held.widest))
        note(insight, held.widest, by)
    tell(held, by)
    return True


SAID = {
    Answer.YES: gettext_noop("Iemand die je aanhaalt, zegt: dit klopt. ‘%(title)s’"),
    Answer.NO: gettext_noop("Iemand die je aanhaalt, zegt: zo klopt het niet. ‘%(title)s’"),
    Answer.OUT: gettext_noop("Iemand haalde de eigen woorden uit een inzicht. Klopt het nog? ‘%(title)s’"),
}


def tell(row: Quoted, by: User | None) -> None:
    """Tell who wrote it and who leads the practice."""
    tell_makers(row.insight, SAID[Answer(row.answer)], by)


def tell_makers(insight: Insight, text: str, by: User | None = None, once: str | None = None) -> None:
    """Tell who wrote an insight, while a member, and who leads its practice; not `by` themselves."""
    if insight.practice is None:
        return
    people = {person.pk: person for person in facilitators(insight.practice)}
    if insight.author and membership_of(insight.author, insight.practice):
        people[insight.author.pk] = insight.author
    people.pop(by.pk if by else 0, None)
    url = insight.get_absolute_url()
    about = (insight.kind, insight.pk)
    notify_all(people.values(), "insight-checked", text, url, facts={"title": insight.title}, about=about, once=once)


def remind(now: datetime | None = None) -> None:
    """Ask who stays silent once more, and tell who works on the insight when they stay silent after that too."""
    now = now or timezone.now()
    rows = Quoted.objects.silent().filter(asked_at__range=(now - FORGOTTEN, now - REMIND_AFTER))
    for row in rows.select_related("insight__practice", "insight__author", "contribution__author"):
        asked = f"{row.pk}:{row.asked_at:%Y%m%d%H%M%S}"
        again = gettext_noop("Nog één keer: een inzicht gebruikt wat jij vertelde, ‘%(title)s’. Klopt het?")
        ask_teller(row, again, once=f"quoted-again:{asked}")
        if row.asked_at is not None and row.asked_at <= now - 2 * REMIND_AFTER:
            line = gettext_noop("Iemand die jullie aanhalen, zegt niets. Wacht nog, of haal de bron eruit. ‘%(title)s’")
            tell_makers(row.insight, line, once=f"quoted-silent:{asked}")


@transaction.atomic
def share_inside(insight: Insight, by: User) -> None:
    """Let the practice read it; raises NotYet while somebody who is quoted did not say yes to these words."""
    contributions.locked(insight)
    if insight.quoted.holding_up().exists():
        raise NotYet
    insight.draft_since = None
    Insight.objects.filter(pk=insight.pk).update(draft_since=None)
    note(insight, Stage.PRACTICE, by)
    contributions.publish(insight)


def may_reach(insight: Insight, audience: str) -> bool:
    """Say whether everybody quoted said yes to these words for these readers."""
    rows = insight.quoted.taking_part()
    return all(row.version == insight.version and row.reaches(audience) for row in rows)
