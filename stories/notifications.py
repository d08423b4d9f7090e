"""What tellers are told, and what a mail may say of a story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.kinds import Often, kind
from notifications.matters import Piece, Thing
from practices.notifications import ContributionMatter
from stories.models import Answer, Story

kind("answer", _("Een organisatie antwoordt op jouw verhaal"), Often.ONCE)
kind("story-shown", _("Je verhaal staat op de site"), Often.ONCE)
kind("story-decision", _("Een besluit over jouw verhaal"), Often.ONCE)
kind("story-trail", _("Wat er met jouw verhaal gebeurt"), Often.ONCE)  # its teller chose how often that is said
kind("story-consent", _("Jouw ja loopt bijna af"), must=True)
kind("followed", _("Nieuws over een verhaal dat je volgt"))
kind("story-danger", _("Iemand kan in gevaar zijn"), must=True)
kind("story-appeal", _("Een verteller is het niet eens met een besluit"), Often.ONCE)
kind("story-waits", _("Een verhaal in jouw praktijk wacht op een lezer"), Often.ONCE)
kind("stories-wait", _("Er wachten verhalen op een moderator"), Often.ONCE)
kind("story-second", _("Een verhaal wacht op een tweede lezer"), Often.ONCE)
kind("story-late", _("Een verteller wacht langer dan we zeiden"), Often.ONCE)

MOST = 3  # answers of one story in one mail


class StoryMatter(ContributionMatter):
    """A story, with the answers of organisations that came since."""

    names = (Story.KIND,)

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        things = super().seen_by(user, since)
        plain = [pk for pk, one in things.items() if not one.is_sensitive]
        given: dict[int, list[Piece]] = defaultdict(list)
        answers = Answer.objects.visible_to(user).filter(root__in=plain).exclude(author=user)
        for one in answers.select_related("organisation").order_by("-published_at", "-pk"):
            at, about = one.published_at, one.root_id
            if at and about and at >= since[about]:
                said = "\n\n".join(text for text in (one.thanks, one.heard, one.doing) if text)
                given[about].append(Piece(one.organisation.name, said, one.get_absolute_url(), at))
        return {
            pk: replace(one, pieces=given[pk][:MOST], more=max(0, len(given[pk]) - MOST)) if pk in given else one
            for pk, one in things.items()
        }
