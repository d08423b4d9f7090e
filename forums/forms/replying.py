"""What may be typed in a reply, with errors in plain Dutch."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.attaching import offered
from forums.forms.bringing import Bringing
from forums.mentions import calls, people
from forums.models import Intent, Reply
from forums.quoting import LONGEST, sentences, stands_in, words_of
from knowledge.models import WorkingElement
from practices.forms.carrying import CarefulOfFile
from practices.forms.speaking import Speaker
from practices.models import Contribution, Polarity
from ui.forms import Line, LongSelect, Once, PlainText

LARGEST_PK = 2**63 - 1
# How somebody is asked to reply, by the kind of thing they reply to.
FIRST_INTENT = {"story": Intent.RECOGNITION}
ADDRESSED = {
    "story": (
        _("Schrijf iets terug"),
        _("Je schrijft aan een mens. Geef geen advies, tenzij iemand erom vraagt. Noem geen namen of plekken."),
    ),
    "": (
        _("Wat wil je meegeven?"),
        _("Stel eerst een vraag. Advies komt daarna. Noem geen namen of plekken."),
    ),
}


class ReplyForm(Speaker, CarefulOfFile, Bringing, Once):
    """React to a story, a case or an insight."""

    WATCHED = ("text", "file_words")

    text = PlainText(
        label=_("Wat wil je meegeven?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf eerst je reactie.")},
    )
    intent = forms.ChoiceField(
        label=_("Wat voor reactie is het?"),
        choices=Intent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat voor reactie het is.")},
    )
    element = forms.ModelChoiceField(
        WorkingElement.objects.all(),
        to_field_name="slug",
        required=False,
        widget=LongSelect,
        label=_("Gaat het over iets dat hielp of juist niet?"),
        empty_label=_("Nee, of dat weet ik niet"),
    )
    polarity = forms.ChoiceField(
        choices=Polarity.choices, required=False, widget=forms.RadioSelect, label=_("Wat deed het?")
    )
    thing = forms.ChoiceField(required=False, widget=LongSelect, label=_("Hang er iets bij"))
    parent = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_PK, widget=forms.HiddenInput)

    quote = Line(required=False, max_length=LONGEST, widget=forms.HiddenInput)

    field_order = ["text", "intent", "perspective", "pseudonym", "element", "polarity", "thing"]

    def __init__(
        self, *args: Any, root: Contribution, may_attach: bool = False, written: Reply | None = None, **options: Any
    ) -> None:
        """Offer things to hang at it only where `may_attach`: the lists are long, and each person's own.

        `written` is the reply that is mended.
        """
        options["initial"] = {"intent": FIRST_INTENT.get(root.kind, Intent.QUESTION)} | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.fields["text"].label, self.fields["text"].help_text = ADDRESSED.get(root.kind, ADDRESSED[""])
        self.root = root
        if not may_attach:
            del self.fields["thing"]
            self.without_file()
            return
        self.hanging(written)
        named = {"saved": _("Bewaard: %s"), "interventions": _("Interventie: %s"), "elements": _("Element: %s")}
        groups = offered(self.user, root)
        choices = [(key, str(named[group]) % name) for group, some in groups for key, name in some]
        self.fields["thing"].choices = [("", _("Niets")), *choices]  # type: ignore[attr-defined]

    def clean_parent(self) -> Reply | None:
        pk = self.cleaned_data["parent"]
        parent: Reply | None = Reply.objects.in_talk(self.root.pk).filter(pk=pk).first() if pk else None
        if pk and parent is None:
            raise forms.ValidationError(_("De reactie waarop je antwoordt, is er niet meer."))
        return parent

    def clean_quote(self) -> str:
        """Take only words that stand there, exactly."""
        quote: str = self.cleaned_data["quote"]
        if quote and not stands_in(quote, self.quotable()):
            raise forms.ValidationError(_("Deze woorden staan er niet, of niet meer zo. Kies een andere zin."))
        return quote

    def spared(self, text: str) -> list[tuple[int, int]]:
        """A name that everybody here goes by points at nobody outside."""
        named = people(self.root, self.user) if "@" in text else {}
        return [(start, end) for start, end, _pks in calls(text, named)]

    def quotable(self) -> str:
        """Give the words that may be quoted: of the reply that is answered, else of what the talk is about."""
        return words_of(self.answered() or self.root)

    def sentences(self) -> list[tuple[str, bool]]:
        """Give the sentences to choose from and whether each is chosen; a piece that was selected stands first."""
        chosen, offered = " ".join(str(self["quote"].value() or "").split()), sentences(self.quotable())
        if chosen and chosen not in offered and "quote" not in self.errors:
            offered = [chosen, *offered]
        return [(one, one == chosen) for one in offered]

    def answered(self) -> Reply | None:
        """Give the reply that is answered, to show above the words; None when it is not there (any more)."""
        try:
            pk = self.fields["parent"].clean(self["parent"].value())
        except forms.ValidationError:
            return None
        shown = Reply.objects.in_talk(self.root.pk).filter(told_shown=True)
        found: Reply | None = shown.filter(pk=pk).first() if pk else None
        return found

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("element") and not facts.get("polarity"):
            self.add_error("polarity", _("Kies wat het deed."))
        if facts.get("polarity") and not facts.get("element") and "element" not in self.errors:
            facts["polarity"] = ""
        return facts
