"""Passing on what was learned: write it, share it, try it elsewhere, say what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

import search
from accounts.models import User
from notifications.actions import notify_all
from practices import related
from practices.actions import contributions, quoting
from practices.actions.membership import facilitators
from practices.kinds import BEYOND
from practices.models import Adoption, Audience, Contribution, Insight, Practice, Sharing
from practices.permissions import membership_of

ABOUT = ("interventions", "elements", "builds_on")  # lists of what an insight may name
WORDS = ("title", "learned", "context", "mechanism", "result", "new", "within_rules", "rules_note")


@transaction.atomic
def write_insight(practice: Practice, author: User, facts: dict[str, Any], sources: Iterable[Contribution]) -> Insight:
    """Keep a new insight and let the members read it: a table looked at it already. `facts` as for `begin_insight`."""
    insight = begin_insight(practice, author, facts, sources)
    insight.draft_since = None
    Insight.objects.filter(pk=insight.pk).update(draft_since=None)
    quoting.note(insight, quoting.Stage.PRACTICE, author)
    contributions.publish(insight)
    return insight


@transaction.atomic
def begin_insight(practice: Practice, author: User, facts: dict[str, Any], sources: Iterable[Contribution]) -> Insight:
    """Keep a draft, for its writer and those who lead the practice.

    `facts`: the WORDS, and the lists in ABOUT. With pseudonym and perspective it stands under those; without, as its
    author is known in the practice.
    """
    facts = dict(facts)
    lists = {name: facts.pop(name, ()) for name in ABOUT}
    facts.setdefault("pseudonym", author.pseudonym)
    if "perspective" not in facts:
        membership = membership_of(author, practice)
        facts["perspective"] = membership.perspective if membership else author.perspectives.all()[0].perspective
    insight = Insight(
        author=author,
        practice=practice,
        audience=Audience.PRACTICE,
        is_fictional=practice.is_fictional,
        draft_since=timezone.now(),
        **facts,
    )
    insight.save()
    insight.themes.set(practice.themes.all())
    insight.sources.set(sources)
    for name, rows in lists.items():
        getattr(insight, name).set(rows)
    quoting.rest_on(insight, author)
    quoting.note(insight, quoting.Stage.DRAFT, author)
    return insight


@transaction.atomic
def edit_insight(
    insight: Insight,
    by: User,
    facts: dict[str, Any],
    offered: Iterable[Contribution],
    sources: Iterable[Contribution],
) -> None:
    """Change the words and the sources; a source the editor was not `offered`, because unseen, stays.

    Other words are asked anew of everybody quoted; until they say yes it is a draft again.
    """
    contributions.locked(insight)
    facts = dict(facts)
    changed = any(getattr(insight, name) != facts.get(name, getattr(insight, name)) for name in WORDS)
    for name in ABOUT:
        if name in facts:
            getattr(insight, name).set(facts.pop(name))
    for name, value in facts.items():
        setattr(insight, name, value)
    insight.edited_at = timezone.now()
    insight.save()
    insight.sources.remove(*offered)
    insight.sources.add(*sources)
    quoting.rest_on(insight, by)
    if changed:
        quoting.reworded(insight, by)
    else:
        quoting.hold_back(insight, by)
    related.forget()
    search.index(insight)


@transaction.atomic
def share_insight(insight: Insight, by: User, audience: str) -> None:
    """Let people outside the practice read it, or keep it inside again; what others took over stays theirs.

    Raises NotYet when somebody who is quoted did not say yes to these words for these readers.
    """
    contributions.locked(insight)
    if audience != Audience.PRACTICE and not quoting.may_reach(insight, audience):
        raise quoting.NotYet
    if audience == Audience.PRACTICE:
        Sharing.objects.filter(insight=insight).delete()
    else:
        Sharing.objects.get_or_create(insight=insight, defaults={"by": by})
    contributions.set_audience(insight, Audience(audience))
    quoting.note(insight, audience, by)


@transaction.atomic
def adopt(insight: Insight, practice: Practice, by: User, different: str) -> Adoption:
    """Try it in another practice, once; the first practice hears of it."""
    adoption, is_new = Adoption.objects.get_or_create(
        insight=insight, practice=practice, defaults={"by": by, "different": different}
    )
    if is_new:
        contributions.touch(practice.pk)
        tell_origin(adoption, by, _("‘%(practice)s’ probeert jullie inzicht ook: %(insight)s"), "adoption")
    return adoption


@transaction.atomic
def report(adoption: Adoption, by: User, result: str) -> None:
    """Say what came of it; the first practice hears of it the first time."""
    adoption.result, adoption.result_by, adoption.result_at = result, by, timezone.now()
    adoption.save(update_fields=["result", "result_by", "result_at"])
    contributions.touch(adoption.practice_id)
    tell_origin(
        adoption, by, _("‘%(practice)s’ schreef wat jullie inzicht daar opleverde: %(insight)s"), "adoption-result"
    )


def tell_origin(adoption: Adoption, by: User, text: str, kind: str) -> None:
    """Tell who wrote the insight and who leads that practice, once; not who did it, and not of what is gone."""
    insight = adoption.insight
    if not insight.is_shown or insight.practice is None:
        return
    people = {person.pk: person for person in facilitators(insight.practice)}
    author = insight.author
    if author and membership_of(author, insight.practice):
        people[author.pk] = author
    people.pop(by.pk, None)
    url = f"{insight.get_absolute_url()}#overgenomen-{adoption.pk}"
    notify_all(
        people.values(),
        kind,
        text,
        url,
        facts={"practice": adoption.practice, "insight": insight},
        about=(insight.kind, insight.pk),
        once=f"{kind}:{adoption.pk}",
    )


@transaction.atomic
def pass_on(insight: Insight, practice: Practice) -> None:
    """Bring an insight to the attention of who leads another practice; once for each practice."""
    notify_all(
        facilitators(practice),
        "insight-passed-on",
        _("Movisie denkt dat dit past bij ‘%(practice)s’: %(insight)s"),
        insight.get_absolute_url(),
        facts={"practice": practice, "insight": insight},
        about=(BEYOND, insight.pk),
        once=f"passed-on:{insight.pk}:{practice.pk}",
    )
