"""How a story is read along with, and what a decision does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from files.models import Kind, StoredFile
from moderation import Reviewable
from moderation.models import Concern, Decision, Review
from moderation.reviewable import Section
from practices.models import Audience, ContentNote, Membership
from stories.actions.hearing import tell_danger, tell_second
from stories.actions.sending import follow_decision
from stories.meaning import as_row, kept
from stories.models import Story


class StoryReviewable(Reviewable):
    """Facilitators decide in their own practice, moderators everywhere, nobody about their own story."""

    kind, model = Story.KIND, Story
    name = gettext_lazy("Verhaal")

    def things(self, pks: Collection[int]) -> Iterable[Story]:
        return with_files(Story.objects.with_cards().filter(pk__in=pks, withdrawn_at__isnull=True))

    def title(self, thing: Story) -> str:
        return thing.heading

    def sections(self, thing: Story) -> list[Section]:
        own_words = [row.own_words for row in thing.weighings.all() if row.own_words]
        sections = [Section(_("Wat er gebeurde"), thing.happened, "happened")]
        sections += [Section(_("Wat hielp"), thing.helped, "helped")]
        sections += [Section(_("Het keerpunt"), thing.turning_point, "turning_point")]
        sections += [Section(_("Titel"), thing.title, "title"), Section(_("Eigen kaarten"), "\n".join(own_words))]
        sections += files_of(thing)
        return [section for section in sections if section.text]

    def facts(self, thing: Story) -> list[tuple[str, str]]:
        facts = [(_("Naam:"), thing.pseudonym), (_("Voor wie:"), str(thing.get_audience_display()))]
        if thing.content_notes:
            facts.append((_("Let op:"), ", ".join(thing.notes)))
        if thing.practice:
            facts.append((_("Praktijk:"), thing.practice.name))
        if helping := getattr(thing, "helping", None):
            facts.append((_("Met hulp:"), str(helping.get_way_display())))
        return facts

    def is_open_to_all(self, thing: Story) -> bool:
        ended = thing.shown_until is not None and thing.shown_until < timezone.localdate()
        return thing.is_shown and not ended and thing.audience in {Audience.SIGNED_IN, Audience.EVERYONE}

    def spaces(self, user: User) -> Iterable[int]:
        leads = Membership.objects.current().filter(user=user, is_facilitator=True)
        return list(leads.values_list("practice_id", flat=True))

    def may_decide(self, user: User | AnonymousUser, thing: Story) -> bool:
        helping = getattr(thing, "helping", None)
        return user.is_authenticated and user.pk not in {thing.author_id, helping.helper_id if helping else None}

    def note_choices(self) -> list[tuple[str, Any]]:
        return list(ContentNote.choices)

    def notes(self, thing: Story) -> list[str]:
        return kept(thing.content_notes, ContentNote)

    def set_notes(self, thing: Story, notes: Iterable[str]) -> None:
        thing.content_notes = as_row(notes)
        thing.save(update_fields=["content_notes"])

    def on_second_wanted(self, thing: Any, review: Review) -> None:
        tell_second(thing, review)

    def on_concern(self, thing: Any, review: Review, concern: Concern) -> None:
        tell_danger(thing, review, concern)

    def on_decision(self, thing: Any, decision: Decision) -> None:
        follow_decision(thing, decision)


def files_of(story: Story) -> list[Section]:
    """Name what readers will see and hear besides the words; another file is another thing to judge."""
    shared = vars(story).get("shared_files")
    if shared is None:
        shared = StoredFile.objects.about(Story.KIND, story.pk).for_readers()
    sounds = ", ".join(file.length for file in shared if file.kind == Kind.SOUND)
    words = "\n".join(file.words for file in shared if file.kind == Kind.IMAGE)
    return [Section(_("Op de foto’s staat"), words), Section(_("Opname die lezers horen"), sounds)]


def with_files(stories: Iterable[Story]) -> list[Story]:
    """Bring along what readers will see and hear, in one question."""
    found = {story.pk: story for story in stories}
    shared = StoredFile.objects.filter(subject_kind=Story.KIND, subject_id__in=found).for_readers()
    for story in found.values():
        vars(story)["shared_files"] = [file for file in shared if file.subject_id == story.pk]
    return list(found.values())
