"""What a difference map can be about, and which other maps a reader could hold beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from knowledge.models import Intervention, Theme, WorkingElement
from practices.difference.counting import (
    NO_THEME,
    Tally,
    tally,
    tally_practices,
    tally_themes,
    touched,
    wider_themes,
)
from practices.models import Practice, Weighing
from practices.models.weighing import WeighingQuerySet

Reader = User | AnonymousUser


@dataclass(frozen=True)
class Line:
    """One line of a map before suppression: what it is about, its people, and those of the wider maps."""

    key: str  # as it stands in the address
    title: str
    small: str
    address: str
    element: WorkingElement
    tally: Tally
    wider: tuple[Tally, ...]
    theme: int | None = None


class Scope:
    """One map: a theme, a practice, an intervention or an element, as one reader may see it."""

    parameter = "element"  # which parameter of the address opens a line
    inside = False  # it lies within other maps, so some figures are withheld because of those
    subject: Any

    def __init__(self, subject: Any, reader: Reader) -> None:
        self.subject = subject
        self.visible: WeighingQuerySet = Weighing.objects.visible_to(reader)

    @property
    def title(self) -> str:
        return str(self.subject.name)

    def weighings(self) -> WeighingQuerySet:
        """Give what is counted."""
        raise NotImplementedError

    def quotes_of(self, line: Line) -> WeighingQuerySet:
        """Give what was said on one line."""
        return self.weighings().filter(element=line.element)

    def tallies(self) -> tuple[Tally, tuple[Tally, ...]]:
        """Give the people of this map, and those of the wider maps it may be subtracted from."""
        raise NotImplementedError

    def elements(self) -> QuerySet[WorkingElement]:
        """Give the elements that belong here, spoken of or not."""
        raise NotImplementedError

    def lines(self) -> list[Line]:
        """Give the lines of this map, in no order."""
        mine, wider = self.tallies()
        spoken = {element for element, _perspective in mine.said}
        belong = WorkingElement.objects.filter(pk__in=spoken) | WorkingElement.objects.filter(
            pk__in=self.elements().order_by().values("pk")
        )
        return [
            Line(element.slug, element.plain_wording, element.name, element.get_absolute_url(), element, mine, wider)
            for element in belong
        ]


class ThemeScope(Scope):
    """All that was said about one theme. Inside another theme only when every contribution carries both."""

    subject: Theme

    def weighings(self) -> WeighingQuerySet:
        return self.visible.filter(contribution__root__themes=self.subject)

    def tallies(self) -> tuple[Tally, tuple[Tally, ...]]:
        around = wider_themes(self.weighings()).get(self.subject.pk, set())
        found = tally_themes(self.visible.filter(contribution__root__themes__in={self.subject.pk, *around}))
        return found[self.subject.pk], tuple(found[theme] for theme in sorted(around))

    def elements(self) -> QuerySet[WorkingElement]:
        return WorkingElement.objects.about(self.subject)


class PracticeScope(Scope):
    """All that was said within one practice; the themes it touches lie around it."""

    subject: Practice
    inside = True

    def weighings(self) -> WeighingQuerySet:
        return self.visible.filter(contribution__root__practice=self.subject)

    def tallies(self) -> tuple[Tally, tuple[Tally, ...]]:
        themes, _practices = touched(self.weighings())
        return tally(self.weighings()), themes_around(themes, self.visible)

    def elements(self) -> QuerySet[WorkingElement]:
        return WorkingElement.objects.filter(themes__in=self.subject.themes.all())


class InterventionScope(Scope):
    """All that was said of elements within one intervention; themes and practices lie around it."""

    subject: Intervention
    inside = True

    def weighings(self) -> WeighingQuerySet:
        return self.visible.filter(intervention=self.subject)

    def tallies(self) -> tuple[Tally, tuple[Tally, ...]]:
        themes, practices = touched(self.weighings())
        around = tally_practices(self.visible.filter(contribution__root__practice__in=practices - {None}))
        return tally(self.weighings()), (*themes_around(themes, self.visible), *around.values())

    def elements(self) -> QuerySet[WorkingElement]:
        return self.subject.elements.all()


class ElementScope(Scope):
    """One element, theme by theme: the very figures of the maps of those themes, so that nothing can be subtracted."""

    parameter = "thema"
    subject: WorkingElement

    @property
    def title(self) -> str:
        return _("‘%(words)s’") % {"words": self.subject.plain_wording}

    def weighings(self) -> WeighingQuerySet:
        return self.visible.filter(element=self.subject)

    def quotes_of(self, line: Line) -> WeighingQuerySet:
        if line.theme is NO_THEME:
            return self.weighings().filter(contribution__root__themes__isnull=True)
        return self.weighings().filter(contribution__root__themes=line.theme)

    def lines(self) -> list[Line]:
        found = tally_themes(self.visible, element=self.subject.pk)
        around = wider_themes(self.visible)
        names = {theme.pk: theme for theme in Theme.objects.all()}
        own = self.subject
        lines = [
            Line(
                theme.slug,
                theme.name,
                "",
                theme.get_absolute_url(),
                own,
                found[pk],
                tuple(found[other] for other in sorted(around.get(pk, ()))),
                pk,
            )
            for pk, theme in names.items()
            if any(element == own.pk for element, _perspective in found[pk].said)
        ]
        if found[NO_THEME].said:
            lines.append(Line("geen", _("Zonder thema"), "", own.get_absolute_url(), own, found[NO_THEME], ()))
        return lines


def themes_around(themes: set[int | None], visible: WeighingQuerySet) -> tuple[Tally, ...]:
    """Give the maps of these themes."""
    return tuple(tally_themes(visible.filter(contribution__root__themes__in=themes - {NO_THEME})).values())
