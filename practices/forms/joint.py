"""What may be typed at a text that members write together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective, User
from knowledge.editing.together import join, signs
from practices.forms.insights import ShareForm
from practices.forms.speaking import Careful
from practices.models import Audience, Membership, Practice, ProofRemark, TextVersion, Verdict
from practices.models.joint import FACTS, VERDICTS
from practices.weaving import woven
from ui.forms import Line, Once, PlainText, Several

LONGEST = 20_000  # signs; about eight pages
EXPLAINED = {
    Verdict.RIGHT: _("Klopt: zo kan het"),
    Verdict.MISSES: _("Mist iets: er staat iets niet of verkeerd"),
    Verdict.HURTS: _("Doet pijn: zo staat het er naar of hard"),
}


def number(typed: str) -> int:
    """Read the number of a version; 0 for what is none."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 0


class TextForm(Careful, Once):
    """The whole text, and what was changed. It knows with which version the writer began."""

    WATCHED = ("title", "words", "why")

    title = Line(
        label=_("Titel"),
        max_length=120,
        error_messages={"required": _("Geef de tekst een titel. Dat mag later anders.")},
    )
    words = PlainText(
        label=_("De tekst"),
        help_text=_("Schrijf kort en in gewone woorden. Noem geen namen van mensen."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 18, "class": "own"}),
        error_messages={"required": _("Schrijf eerst iets. Eén zin is genoeg.")},
    )
    why = Line(
        label=_("Wat veranderde je?"),
        help_text=_("In een paar woorden, voor wie met je meeschrijft."),
        max_length=200,
        required=False,
    )
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    after = forms.CharField(widget=forms.HiddenInput, required=False)  # a version laid beside mine, before I save again
    took_over = False  # something that only somebody else changed was put into what was typed

    def clean_base(self) -> int:
        return number(self.cleaned_data["base"])

    def clean_after(self) -> int:
        return number(self.cleaned_data["after"])

    def facts(self) -> dict[str, Any]:
        """Give what was typed."""
        return {name: self.cleaned_data[name] for name in ("title", "words", "why")}

    def go_on_from(self, latest: TextVersion, began: TextVersion | None) -> None:
        """Lay what was typed beside what somebody else saved: what only they changed, by paragraph, is taken over."""
        mine = {name: self.cleaned_data[name] for name in FACTS}
        together = join(signs(began.facts), mine, latest.facts) if began else None
        typed: Any = self.data
        typed = typed.copy()
        facts = dict(together.facts if together else mine)
        if began:
            facts["words"] = woven(began.words, mine["words"], latest.words)
        for name, fact in facts.items():
            typed[name] = fact
        self.took_over = facts != mine
        typed["base"] = typed["after"] = str(latest.number)
        self.data = typed


class NewTextForm(TextForm):
    """Start a text."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["why"], self.fields["base"], self.fields["after"]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}


class ReaderField(Several):
    """Members to ask, each with from where they speak."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user} ({Perspective(obj.perspective).label})"


class AskForm(Once):
    """Who reads along before it is published."""

    readers = ReaderField(
        Membership.objects.none(),
        label=_("Wie vraag je om mee te lezen?"),
        help_text=_("Vraag in elk geval iemand die het zelf meemaakte."),
        error_messages={
            "required": _("Kies iemand."),
            "invalid_choice": _("Kies iemand die meedoet."),
        },
    )

    def __init__(self, *args: Any, practice: Practice, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        members = Membership.objects.current().filter(practice=practice).exclude(user=by).select_related("user")
        self.members = members.order_by("user__pseudonym", "pk")
        self.fields["readers"].queryset = self.members  # type: ignore[attr-defined]

    def clean_readers(self) -> list[Membership]:
        """Give who is asked; with somebody among them who lived through it, where the practice has one to ask."""
        chosen = list(self.cleaned_data["readers"])
        has_lived = self.members.filter(perspective=Perspective.LIVED).exists()
        if has_lived and not any(one.perspective == Perspective.LIVED for one in chosen):
            raise forms.ValidationError(_("Vraag ook een ervaringsdeskundige. Die ziet wat anderen missen."))
        return chosen


class ProofForm(Careful, Once):
    """Say what you think of a text before it is published."""

    WATCHED = ("text",)

    verdict = forms.ChoiceField(
        label=_("Wat vind je van de tekst?"),
        choices=[(one.value, EXPLAINED[one]) for one in VERDICTS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat je ervan vindt.")},
    )
    text = PlainText(
        label=_("Zeg het in eigen woorden"),
        help_text=_("Alleen wie hier meedoet, leest dit. Je naam in deze praktijk staat erbij."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("verdict") not in {None, Verdict.RIGHT} and not facts.get("text") and "text" not in self.errors:
            self.add_error("text", _("Zeg in eigen woorden wat je bedoelt. Eén zin is genoeg."))
        return facts


class ProofAnswerForm(Careful, Once):
    """Answer who read along."""

    WATCHED = ("text",)

    text = PlainText(
        label=_("Jullie antwoord"),
        help_text=_("Alleen wie hier meedoet, leest dit."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf eerst je antwoord.")},
    )
    changed = forms.BooleanField(label=_("We hebben de tekst hierom aangepast"), required=False)

    def __init__(self, *args: Any, said: ProofRemark, **options: Any) -> None:
        options["initial"] = {"text": said.response, "changed": said.changed}
        super().__init__(*args, **options)


class PublishTextForm(ShareForm):
    """Who may read it, once somebody looked whether nobody can be recognised. It knows which version was seen."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, now=Audience.SIGNED_IN, **options)  # any width at once: it was proof-read

    def clean_base(self) -> int:
        return number(self.cleaned_data["base"])
