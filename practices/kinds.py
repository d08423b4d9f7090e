"""The socket for kinds of contribution: upper floors plug in how theirs is reached and what follows a change.

An app on the second floor subclasses `Kind` in its `kinds.py`; this app finds it when the site starts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import search
from notifications.actions import withdraw as take_back_notices

if TYPE_CHECKING:
    from accounts.models import User
    from practices.models import Contribution, Practice

QUOTED = "quoted"  # what people were told about a sentence of theirs in an insight
BEYOND = "insight-beyond"  # what people outside its practice were told about an insight

_kinds: dict[str, Kind] = {}


class Kind:
    """What the first floor must know of a kind of contribution it does not import."""

    name: ClassVar[str]  # the child model's KIND
    word: ClassVar[Any] = ""  # what readers call it
    is_source: ClassVar[bool] = True  # an insight may rest on it
    found_as: ClassVar[str] = ""  # its kind in the search index, for what stands beside other things
    has_gate: ClassVar[bool] = False  # "Wat weten we al?" is asked before it is begun
    has_talk: ClassVar[bool] = True  # people may reply to it
    is_cited: ClassVar[bool] = False  # a dossier may cite its words
    takes_guests: ClassVar[bool] = False  # somebody from outside may be asked into its talk
    is_of_person: ClassVar[bool] = True  # else somebody speaks for an organisation

    def __init_subclass__(cls) -> None:
        _kinds[cls.name] = cls()

    def url(self, contribution: Contribution) -> str:
        """Give the address of the contribution."""
        raise LookupError(f"{self.name} has no address")

    def said(self, contribution: Contribution) -> str:
        """Give the words of it that may be quoted in its talk; '' when nothing may be."""
        return ""

    def begins(self, keys: Collection[int]) -> dict[int, str]:
        """Give how these begin, to be read on a table; one question. Who may read them, the caller asked."""
        return {}

    def interventions(self) -> Iterable[tuple[int, int]]:
        """Give (contribution, intervention) for what it says about interventions beside its weighings."""
        return ()

    def changed(self, root: Contribution) -> None:
        """Follow a change in who may see `root`: bring own search entries, live topics and mail in line."""

    def cards_changed(self, contribution: Contribution) -> None:
        """Follow a change in which elements a contribution of this kind weighs, made by an editor who joined them."""

    def renamed(self, contribution: Contribution) -> None:
        """Follow that it stands under another name, where `changed` of its root does not."""

    def left(self, practice: Practice, user: User, takes: bool, name: str) -> None:
        """Somebody left a practice: put `name` for theirs in what is no contribution, and wipe it where they `take`."""


def of(name: str) -> Kind:
    """Give the kind of that name; raises KeyError for an unknown one."""
    return _kinds[name]


def called(name: str) -> str:
    """Give what readers call a kind."""
    return str(_kinds[name].word) if name in _kinds and _kinds[name].word else name


def sources() -> list[str]:
    """Give the kinds of contribution that an insight may rest on."""
    return [kind.name for kind in _kinds.values() if kind.is_source]


def found() -> list[Kind]:
    """Give the kinds that stand beside other things, as what belongs with them."""
    return [kind for kind in _kinds.values() if kind.found_as]


def known() -> set[str]:
    """Give the names of all kinds."""
    return set(_kinds)


def without_talk() -> list[str]:
    """Give the kinds of contribution that nobody replies to."""
    return [kind.name for kind in _kinds.values() if not kind.has_talk]


def not_of_a_person() -> list[str]:
    """Give the kinds in which somebody speaks for an organisation."""
    return [kind.name for kind in _kinds.values() if not kind.is_of_person]


def tell_left(practice: Practice, user: User, takes: bool, name: str) -> None:
    """Let every kind follow that somebody left a practice without their name; called inside that transaction."""
    for kind in _kinds.values():
        kind.left(practice, user, takes, name)


def tell_cards(contribution: Contribution) -> None:
    """Let its kind follow that an editor changed which elements a contribution weighs."""
    if contribution.kind in _kinds:
        _kinds[contribution.kind].cards_changed(contribution)


def tell_all(root: Contribution) -> None:
    """Let every kind follow a change of `root`; called inside the transaction that changes it."""
    for kind in _kinds.values():
        kind.changed(root)


class WeighingKind(Kind):
    """A weighing on its own, given on the page of an element: it is read on the difference map."""

    name = "weighing"
    word = _("Weging")
    is_source = has_talk = False

    def url(self, contribution: Contribution) -> str:
        return "/verschilkaart/"

    def changed(self, root: Contribution) -> None:
        """Of words that were taken back no decision keeps a copy, and no element the name."""
        if not root.is_withdrawn:
            return
        for part in root.parts.filter(candidate_decisions__isnull=False).distinct():
            for decision in part.candidate_decisions.select_related("element"):
                decision.forget()


class RemarkKind(Kind):
    """What somebody said of something in the knowledge base."""

    name = "remark"
    word = _("Opmerking")
    is_source = has_talk = False

    def url(self, contribution: Contribution) -> str:
        return reverse("practices:remark", args=[contribution.pk])

    def changed(self, root: Contribution) -> None:
        """Bring what can be found, and what people were told, in line; of what was taken back no word stays."""
        if root.kind != self.name:
            return
        remark = root.remark
        if remark.is_withdrawn:
            remark.erase()
            take_back_notices((self.name, root.pk))
        search.index(remark)


class AgendaKind(Kind):
    """What somebody puts on the agenda of a practice."""

    name = found_as = "agenda"
    word = _("Agendathema")
    has_gate = True
    is_source = has_talk = False

    def url(self, contribution: Contribution) -> str:
        practice = contribution.practice
        if practice is None:
            raise LookupError("an agenda theme without a practice has no address")
        return reverse("practices:agenda_theme", args=[practice.slug, contribution.pk])

    def changed(self, root: Contribution) -> None:
        """Bring what can be found, and what people were told, in line; of what was taken back no word stays."""
        if root.kind != self.name:
            return
        theme = root.agendatheme
        if theme.is_withdrawn:
            theme.erase()
        if not theme.is_shown:
            take_back_notices((self.name, root.pk))
        search.index(theme)


class JointTextKind(Kind):
    """A text that members write together; found once it was published."""

    name = "text"
    word = _("Tekst van samen")
    found_as = "tekst"
    is_source = has_talk = False

    def url(self, contribution: Contribution) -> str:
        practice = contribution.practice
        if practice is None:
            raise LookupError("a text without a practice has no address")
        return reverse("practices:text", args=[practice.slug, contribution.pk])

    def changed(self, root: Contribution) -> None:
        """Bring what can be found, and what people were told, in line; of what was taken back no word stays."""
        if root.kind != self.name:
            return
        text = root.jointtext
        if text.is_withdrawn and text.title:
            for said in text.erase():
                take_back_notices((ProofRemarkKind.name, said))
        search.index(text)
        if not text.is_shown:
            take_back_notices((self.name, root.pk))


class ProofRemarkKind(Kind):
    """What a member said of a text before it was published; it stands on the page of the text."""

    name = "proofremark"
    word = _("Opmerking bij een tekst")
    is_source = has_talk = False

    def url(self, contribution: Contribution) -> str:
        said = contribution if hasattr(contribution, "proofreading") else contribution.proofremark
        return f"{said.proofreading.text.get_absolute_url()}#opmerking-{contribution.pk}"

    def changed(self, root: Contribution) -> None:
        """Of what was taken back no word stays."""
        if root.kind == self.name and root.is_withdrawn:
            root.proofremark.erase()
            take_back_notices((self.name, root.pk))


class InsightKind(Kind):
    """What a practice learned; found and told of for as long as it is shown."""

    name = "insight"
    word = _("Inzicht")
    found_as = "inzicht"
    is_source = False

    def url(self, contribution: Contribution) -> str:
        practice = contribution.practice
        if practice is None:
            raise LookupError("an insight without a practice has no address")
        return reverse("practices:insight", args=[practice.slug, contribution.pk])

    def said(self, contribution: Contribution) -> str:
        one = contribution.insight
        return "\n".join([one.learned, one.context, one.mechanism, one.result, one.new, one.rules_note])

    def begins(self, keys: Collection[int]) -> dict[int, str]:
        rows = apps.get_model("practices", "Insight")._default_manager.filter(pk__in=keys)
        return dict(rows.values_list("pk", "learned"))

    def changed(self, root: Contribution) -> None:
        """Bring what can be found, and what people were told, in line; no sentence outlives what it was quoted from."""
        if root.kind != self.name:
            follow_quotes(root)
            return
        search.index(root.insight)
        if root.is_withdrawn:
            for pk in root.insight.quoted.exclude(quote="", words="", asked_at=None).values_list("pk", flat=True):
                take_back_notices((QUOTED, pk))
            root.insight.quoted.update(quote="", words="")
        if not root.is_shown:
            take_back_notices((self.name, root.pk))
        if root.audience == "practice" or not root.is_shown:
            take_back_notices((BEYOND, root.pk))


def follow_quotes(root: Contribution) -> None:
    """Let no sentence stand in an insight that its teller took out or took back; who is asked of it hears no more."""
    rows = root.quoted_for.exclude(quote="", words="", asked_at=None)
    if root.is_withdrawn:
        for row in rows:
            take_back_notices((QUOTED, row.pk))
        rows.update(quote="", words="")
        return
    quotes = rows.exclude(quote="")
    said = of(root.kind).said(root) if quotes else ""
    gone = [row.pk for row in quotes if row.quote not in said]
    if gone:
        rows.filter(pk__in=gone).update(quote="")
